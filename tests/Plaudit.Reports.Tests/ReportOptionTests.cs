using Plaudit.Cli;
using Plaudit.Tests.Cli;
using Plaudit.Tests.Data;

namespace Plaudit.Reports.Tests;

/// <summary>Where <c>--report</c> cannot write.</summary>
public sealed class ReportOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("explore --data sample")]
    [InlineData("evaluate --data sample")]
    [InlineData("compare {0} --data sample")]
    [InlineData("tune lexicon --data sample --space tuned --run {0}/tune")]
    public void Impossible_places_are_refused_before_any_work(string command)
    {
        string[] words = [.. command.Split(' ').Select(word => word.Replace("{0}", _folder.Path, StringComparison.Ordinal))];
        (string File, string Said)[] places =
            [(_folder.File("none/report.html"), $"the folder {_folder.File("none")} does not exist"), (_folder.Path, "it is a folder"),
            ("", "without a name")];
        foreach ((string file, string said) in places)
        {
            CommandResult result = CommandLine.Run([.. words, "--report", file]);
            Assert.Equal((1, ""), (result.Code, result.Output));
            Assert.Contains(said, Assert.Single(result.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Report_that_cannot_be_written_loses_no_comparison()
    {
        string run = _folder.File("lexicon");
        Assert.Equal(0, CommandLine.Run("train", "lexicon", "--data", "sample", "--run", run).Code);
        string report = _folder.File("report.html");
        (CommandResult result, string kept) =
            (Blocked("evaluating lexicon", report, "compare", run, "--data", "sample", "--report", report), "The figures are printed above.");
        Assert.Equal(1, result.Code);
        Assert.Contains("120 reviews of sample", result.Output, StringComparison.Ordinal);
        Assert.Contains($"plaudit: the report was not written: cannot write {report}: it is a folder; expected the path of a file. {kept}",
            result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_that_cannot_be_written_loses_no_tuning()
    {
        string run = _folder.File("run");
        string space = _folder.Write("space.json", """{ "keys": { "baseline.smoothing": { "logUniform": [0.1, 10] } } }""");
        CommandResult result = Blocked(
            "trial 0", Path.Combine(run, "report.html"), "tune", "naive-bayes", "--data", "sample", "--space", space, "--run", run, "--trials", "2",
            "--set", "split.validation=0.2");
        Assert.True(result.Code == 0, result.Error);
        Assert.Contains($"The tuning is kept: plaudit tune --resume {run} writes it again.", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(run, "best.json")));
        Directory.Delete(Path.Combine(run, "report.html"), recursive: true);
        Assert.Equal(0, CommandLine.Run("tune", "--resume", run).Code);
        Assert.True(File.Exists(Path.Combine(run, "report.html")));
    }

    [Fact]
    public void A_trial_of_its_own_has_no_report()
    {
        CommandResult result = CommandLine.Run(
            "tune", "lexicon", "--data", "sample", "--space", "tuned", "--run", _folder.File("run"), "--trial", "0", "--report",
            _folder.File("report.html"));
        Assert.Equal(ExitCodes.WrongUsage, result.Code);
        Assert.Contains("leave --report out", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Runs a command, and puts a folder in its report's place once it is at work.</summary>
    private static CommandResult Blocked(string sign, string report, params string[] command)
    {
        using var interruption = new Interruption();
        var error = new TriggerWriter(sign, () => Directory.CreateDirectory(Path.Combine(report, "x"))) { NewLine = "\n" };
        var output = new StringWriter { NewLine = "\n" };
        return new CommandResult(CommandLine.Run(output, error, interruption, "", false, command), output.ToString(), error.ToString());
    }
}
