using Plaudit.Training;

namespace Plaudit.Cli.Commands;

/// <summary>The new place of a run's data, if it was moved.</summary>
/// <param name="Data">The training data, or null for where it was.</param>
/// <param name="Validation">The data to validate on, or null for where it was.</param>
/// <param name="Test">The data to evaluate on, or null for where it was.</param>
internal sealed record MovedData(string? Data, string? Validation, string? Test)
{
    /// <summary>The settings of a run with the new places in them.</summary>
    /// <exception cref="PlauditException">A place is given for data that the run began without.</exception>
    public RunSettings In(RunSettings begun, string folder) => begun with
    {
        Data = Data is null ? begun.Data : DataPath.Absolute(Data),
        Validation = Place("--validation", begun.Validation, Validation, folder),
        Test = Place("--test", begun.Test, Test, folder),
    };

    /// <summary>The option that names data which is not where it was; null where all is.</summary>
    public static string? Missing(RunSettings settings) =>
        DataPath.IsGone(settings.Data) ? "--data" : DataPath.IsGone(settings.Validation) ? "--validation" : DataPath.IsGone(settings.Test) ? "--test"
            : null;

    private static string? Place(string option, string? before, string? now, string folder)
    {
        if (now is null)
            return before;
        return before is not null
            ? DataPath.Absolute(now)
            : throw new PlauditException($"{folder} began without {option}: leave it out, or measure the model with plaudit evaluate");
    }
}
