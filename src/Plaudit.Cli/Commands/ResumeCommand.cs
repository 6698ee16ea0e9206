namespace Plaudit.Cli.Commands;

/// <summary>The commands that go on with a folder, as they can be pasted into a shell.</summary>
internal static class ResumeCommand
{
    /// <summary>Continues a run.</summary>
    public static string OfRun(string folder) => ShellCommand.Of(["plaudit", "train", "--resume", folder]);

    /// <summary>Continues a tuning.</summary>
    public static string OfTuning(string folder) => ShellCommand.Of(["plaudit", "tune", "--resume", folder]);

    /// <summary>What goes behind a message whose failure has a next step; nothing where there is none.</summary>
    public static string Behind(PlauditException failure) => failure.NextStep switch
    {
        null => "",
        { Kind: NextStepKind.ContinueRun, Folder: var folder } => $": {OfRun(folder)}",
        { Kind: NextStepKind.ContinueTuning, Folder: var folder } => $": {OfTuning(folder)}",
        { Kind: NextStepKind.FinishRun, Folder: var folder } => $": {OfRun(folder)} continues it",
        { Folder: var folder } =>
            $": {ShellCommand.Of(["plaudit", "train", Path.Combine(folder, "best.json"), "--data", "DATA"])} trains its best recipe",
    };
}
