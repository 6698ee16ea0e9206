using Plaudit.Data;
using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Cli;

/// <summary>
/// A part of a run's data, as in <c>runs/lstm:validation</c>: the reviews the run was trained, validated or tested on, so that other models can be
/// measured on the same.
/// </summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Part"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
internal sealed record RunPart(string Folder, string Part)
{
    private const string Validation = "validation";
    private static readonly string[] s_parts = ["train", Validation, "test"];

    /// <summary>Takes DATA apart; null where it names no run's part.</summary>
    /// <exception cref="PlauditException">It names a validation part of something that is not a run.</exception>
    public static RunPart? Find(string data)
    {
        if (s_parts.FirstOrDefault(part => data.EndsWith($":{part}", StringComparison.OrdinalIgnoreCase)) is not { } part || Path.Exists(data))
            return null;
        string folder = data[..^(part.Length + 1)];
        if (RunDirectory.Find(folder) is { } run && File.Exists(run.Settings))
            return new RunPart(folder, part);
        return part != Validation ? null : throw new PlauditException(
            $"{data}: {folder} is not a run's folder, and only runs have a validation part; plaudit split {folder} --out DIR divides data into "
                + "train, validation and test files");
    }

    /// <summary>Reads the run's data again and divides it as the run did.</summary>
    /// <param name="open">Opens data by name.</param>
    /// <exception cref="PlauditException">The run or its data cannot be read.</exception>
    public ReviewSet Open(Func<string, ReviewReadOptions, ReviewSet> open)
    {
        (_, Recipe recipe, RunSettings settings) = RunDirectory.Open(Folder);
        ReviewSet? OpenOther(string? name) => name is null ? null : open(name, settings.Reading);
        var data = TrainingData.Split(open(settings.Data, settings.Reading), recipe.Split, OpenOther(settings.Test), OpenOther(settings.Validation));
        IReadOnlyList<Review> reviews = Part == Validation ? data.Validation : Part == s_parts[0] ? data.Train : data.HeldOut;
        return new ReviewSet { Name = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder)))}:{Part}", Train = reviews };
    }
}
