using System.Globalization;
using System.Text.Json;
using Plaudit.Models;

namespace Plaudit.Training;

/// <summary>
/// A training in progress as one safetensors file: the weights, the optimiser's slots, their average and the best of them, and in the metadata the
/// position, the history and a fingerprint of the data. Written atomically, so the last good one survives whatever happens to the next.
/// </summary>
internal static class Checkpoint
{
    private const string Format = "plaudit-checkpoint";
    private const string FormatVersion = "1";

    public static void Save(string path, Trainer trainer, SentimentModel model, string dataFingerprint)
    {
        TrainingState state = trainer.State;
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["formatVersion"] = FormatVersion,
            ["data"] = dataFingerprint,
            ["epoch"] = Text(state.Epoch),
            ["batch"] = Text(state.Batch),
            ["step"] = Text(state.Step),
            ["lossSum"] = state.LossSum.ToString("R", CultureInfo.InvariantCulture),
            ["correct"] = Text(state.Correct),
            ["seen"] = Text(state.Seen),
            ["seconds"] = state.Seconds.ToString("R", CultureInfo.InvariantCulture),
            ["elapsed"] = state.Elapsed.ToString("R", CultureInfo.InvariantCulture),
            ["history"] = string.Concat(state.History.Select(epoch => epoch.ToJson() + "\n")),
        };
        var tensors = new List<TensorToWrite>(model.Parameters.Select(ModelFile.ToTensor));
        foreach ((string name, Kernels.AlignedBuffer<float> values) in trainer.Slots)
            tensors.Add(new TensorToWrite(name, [values.Length], () => values.Span));
        SafeTensors.Write(path, metadata, tensors);
    }

    /// <summary>Puts weights, optimiser and position back.</summary>
    /// <exception cref="PlauditException">The file is damaged, of another format, or belongs to other data or another recipe.</exception>
    public static void Load(string path, Trainer trainer, SentimentModel model, string dataFingerprint)
    {
        SafeTensorsFile file = SafeTensors.Read(path);
        if (Get(file, path, "format") is var format && format != Format)
            throw new PlauditException($"{path}: not a checkpoint: its format is \"{format}\", expected \"{Format}\". Start the run again.");
        if (Get(file, path, "formatVersion") is var version && version != FormatVersion)
            throw new PlauditException(
                $"{path}: its format version is {version}, expected {FormatVersion}: continue the run with the Plaudit that wrote it, or start it "
                + "again");
        if (Get(file, path, "data") != dataFingerprint)
            throw new PlauditException(
                $"{path}: the data, or how it is split and encoded, is no longer what this run began with; restore it, or start the run again");
        try
        {
            List<EpochResult> history =
                [.. Get(file, path, "history").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(EpochResult.FromJson)];
            trainer.Resume(new TrainingState
            {
                Epoch = int.Parse(Get(file, path, "epoch"), CultureInfo.InvariantCulture),
                Batch = int.Parse(Get(file, path, "batch"), CultureInfo.InvariantCulture),
                Step = long.Parse(Get(file, path, "step"), CultureInfo.InvariantCulture),
                LossSum = double.Parse(Get(file, path, "lossSum"), CultureInfo.InvariantCulture),
                Correct = long.Parse(Get(file, path, "correct"), CultureInfo.InvariantCulture),
                Seen = long.Parse(Get(file, path, "seen"), CultureInfo.InvariantCulture),
                Seconds = Number(file, path, "seconds"),
                // Earlier versions did not record it.
                Elapsed = file.Metadata.ContainsKey("elapsed")
                    ? Number(file, path, "elapsed")
                    : history.Sum(epoch => epoch.Seconds) + Number(file, path, "seconds"),
                History = history,
            });
        }
        catch (Exception e) when (e is FormatException or OverflowException or JsonException)
        {
            string fault = e is JsonException json ? JsonFault.Describe(json) : e.Message.TrimEnd('.');
            throw new PlauditException($"{path}: the checkpoint's position is damaged: {fault}. Start the run again.", e);
        }

        file.RequireFinite();
        ModelFile.ReadParameters(file, model);
        foreach ((string name, Kernels.AlignedBuffer<float> values) in trainer.Slots)
            file.Floats(name, [values.Length]).CopyTo(values.Span);
    }

    private static double Number(SafeTensorsFile file, string path, string key) => double.Parse(Get(file, path, key), CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Get(SafeTensorsFile file, string path, string key) => file.Metadata.TryGetValue(key, out string? value)
        ? value
        : throw new PlauditException($"{path}: not a checkpoint: its metadata has no \"{key}\". Start the run again.");
}
