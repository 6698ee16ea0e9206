using System.Globalization;
using System.Text.Json;
using Plaudit.Models;

namespace Plaudit.Training;

/// <summary>
/// A training in progress as one safetensors file: the weights, the optimiser's slots, their average and the best of them, and in the metadata the position, the history and a
/// fingerprint of the data. Written atomically, so the last good one survives whatever happens to the next.
/// </summary>
internal static class Checkpoint
{
    private const string FormatVersion = "1";

    public static void Save(string path, Trainer trainer, SentimentModel model, string dataFingerprint)
    {
        TrainingState state = trainer.State;
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "plaudit-checkpoint",
            ["formatVersion"] = FormatVersion,
            ["data"] = dataFingerprint,
            ["epoch"] = Text(state.Epoch),
            ["batch"] = Text(state.Batch),
            ["step"] = Text(state.Step),
            ["lossSum"] = state.LossSum.ToString("R", CultureInfo.InvariantCulture),
            ["correct"] = Text(state.Correct),
            ["seen"] = Text(state.Seen),
            ["seconds"] = state.Seconds.ToString("R", CultureInfo.InvariantCulture),
            ["history"] = string.Concat(state.History.Select(epoch => epoch.ToJson() + "\n")),
        };
        var tensors = new List<TensorToWrite>(model.Parameters.Select(ModelFile.ToTensor));
        foreach ((string name, Kernels.AlignedBuffer<float> values) in trainer.Slots)
            tensors.Add(new TensorToWrite(name, [values.Length], () => values.Span));
        SafeTensors.Write(path, metadata, tensors);
    }

    /// <summary>Puts weights, optimiser and position back.</summary>
    /// <exception cref="PlauditException">The file is damaged, or belongs to other data or another recipe.</exception>
    public static void Load(string path, Trainer trainer, SentimentModel model, string dataFingerprint)
    {
        SafeTensorsFile file = SafeTensors.Read(path);
        string found = Get(file, path, "data");
        if (found != dataFingerprint)
            throw new PlauditException($"{path}: the data, or how it is split and encoded, is no longer what this run began with; restore it, or start the run anew");
        ModelFile.ReadParameters(file, model);
        foreach ((string name, Kernels.AlignedBuffer<float> values) in trainer.Slots)
            file.Floats(name, [values.Length]).CopyTo(values.Span);
        try
        {
            trainer.Resume(new TrainingState
            {
                Epoch = int.Parse(Get(file, path, "epoch"), CultureInfo.InvariantCulture),
                Batch = int.Parse(Get(file, path, "batch"), CultureInfo.InvariantCulture),
                Step = long.Parse(Get(file, path, "step"), CultureInfo.InvariantCulture),
                LossSum = double.Parse(Get(file, path, "lossSum"), CultureInfo.InvariantCulture),
                Correct = long.Parse(Get(file, path, "correct"), CultureInfo.InvariantCulture),
                Seen = long.Parse(Get(file, path, "seen"), CultureInfo.InvariantCulture),
                Seconds = double.Parse(Get(file, path, "seconds"), CultureInfo.InvariantCulture),
                History = [.. Get(file, path, "history").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(EpochResult.FromJson)],
            });
        }
        catch (Exception e) when (e is FormatException or OverflowException or JsonException)
        {
            throw new PlauditException($"{path}: the checkpoint's position is damaged: {e.Message} Start the run anew.", e);
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Get(SafeTensorsFile file, string path, string key) => file.Metadata.TryGetValue(key, out string? value)
        ? value
        : throw new PlauditException($"{path}: not a checkpoint: its metadata has no \"{key}\". Start the run anew.");
}
