using System.Text.RegularExpressions;
using Plaudit.Cli;
using Plaudit.Cli.Comparison;
using Plaudit.Cli.Progress;
using Plaudit.Tests.Data;
using Plaudit.Training;

namespace Plaudit.Tests.Cli;

/// <summary>In a window of 80, 100 or 120 columns every line fits, so that the terminal breaks none inside a word.</summary>
public sealed partial class TerminalWidthTests(TrainedRun trained, ComparedRuns runs) : IClassFixture<ComparedRuns>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Widths => [80, 100, 120];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Widths))]
    public void Help_fits(int width)
    {
        foreach (string command in Application.CommandNames)
            Fits(width, CommandLine.InWindow(width, command, "--help"));
        Fits(width, CommandLine.InWindow(width));
        Fits(width, CommandLine.InWindow(width, "train", "--epochs", "3"));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Results_fit_and_keep_their_words(int width)
    {
        foreach (string[] args in (string[][])
        [
            ["recipes"], ["info"], ["info", "attention"], ["info", "nb-logistic"],
            ["evaluate", runs.NaiveBayes, "--data", "sample:train"],
            ["compare", trained.Path, runs.NaiveBayes, runs.Lexicon, "--data", "sample:train"],
            ["explain",
                "A wonderful cast and a witty script, but the second half of this film is a mess that goes on and on and never finds its end."],
            ["split", "sample", "--out", _folder.File($"{width}")],
            ["train", "ragged-basline", "--data", "sample"],
        ])
        {
            CommandResult narrow = CommandLine.InWindow(width, args);
            Fits(width, narrow);
            if (args[0] is "recipes" or "info" or "evaluate")
                Assert.Empty(Words(narrow).Except(Words(CommandLine.InWindow(1000, args))));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exploration_fits(int width) => Fits(width, CommandLine.InWindow(width, "explore", "--data", "sample"));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Training_fits(int width)
    {
        // Wide enough that an epoch lasts longer than the bar waits between two paintings.
        CommandResult result = CommandLine.InWindow(
            width, CommandLine.Train(_folder.File("run"), CommandLine.Set("training.epochs=11", "layers.1.units=256")));
        Assert.Equal(0, result.Code);
        Fits(width, result);
        string form = width < 107 ? "" : "  [0-9,]+ reviews/s";
        string validation = width < 90 ? @"validation [0-9.]+  [0-9.]+" : @"validation loss [0-9.]+  accuracy [0-9.]+";
        Assert.Matches($@"epoch 11/11  loss [0-9.]+  accuracy [0-9.]+  {validation}  [0-9.]+ s{form}\n", Plain(result.Error));
        Assert.Matches(@"epoch 1?[0-9]/11 +━* *[ 0-9]+% loss [0-9.]+  accuracy [0-9.]+  [0-9]+:[0-9]{2} left", Plain(result.Error));
    }

    [Fact]
    public void Tuning_fits()
    {
        CommandResult result = CommandLine.InWindow(80,
            ["tune", "quickstart", "--data", "sample", "--space", "tuned", "--trials", "2", "--run", _folder.File("tune"),
                .. CommandLine.Set("training.epochs=1", "training.earlyStopping=null")]);
        Fits(80, result);
    }

    [Fact]
    public void Table_wider_than_the_window_continues_below_beside_its_first_column()
    {
        var table = new TextTable("model", "accuracy", "precision", "file");
        table.Add("lstm", "0.9", "0.8", "1 MB");
        using var output = new StringWriter { NewLine = "\n" };
        table.Write(output, 28);
        Assert.Equal("model  accuracy  precision\nlstm        0.9        0.8\n\nmodel  file\nlstm   1 MB\n", output.ToString());
    }

    [Fact]
    public void Long_lines_are_broken_between_words_and_hang_below_their_second_column()
    {
        Assert.Equal(["report         one two three", "               four"], WordWrap.Lines("report         one two three four", 30));
        Assert.Equal(["warning: a long", "  message", "  unbreakable-word"], WordWrap.Lines("warning: a long message unbreakable-word", 16));
        Assert.Equal(["unbreakable-word-alone"], WordWrap.Lines("unbreakable-word-alone", 10));
        Assert.Equal(["\e[32mgreen\e[0m word"], WordWrap.Lines("\e[32mgreen\e[0m word", 10));
        Assert.Equal(["电影 电影", "  电影"], WordWrap.Lines("电影 电影 电影", 10));
    }

    [Fact]
    public void Time_left_is_that_of_the_whole_run()
    {
        TimeSpan now = TimeSpan.Zero;
        var left = new TimeLeft(() => now);
        StepProgress At(int epoch, int batch) => new(epoch, 10, batch, 100, 0, 0, 0);
        Assert.Null(left.Seconds(At(1, 1)));
        now = TimeSpan.FromSeconds(99);
        Assert.Equal(900, left.Seconds(At(1, 100))!.Value, 6);
        // Validation took as long again.
        now = TimeSpan.FromSeconds(199);
        Assert.Equal(1.99 * 899, left.Seconds(At(2, 1))!.Value, 6);
        Assert.Equal(0, left.Seconds(At(10, 100))!.Value, 6);
    }

    private static void Fits(int width, CommandResult result)
    {
        foreach (string line in Plain(result.Output + "\n" + result.Error).Split('\n', '\r'))
            Assert.True(WordWrap.Cells(line) <= width || !line.Trim().Contains(' '), $"{WordWrap.Cells(line)} columns: {line}");
    }

    private static HashSet<string> Words(CommandResult result) =>
        [.. Plain(result.Output + " " + result.Error).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !word.Any(char.IsAsciiDigit) && !word.Contains('━'))];

    private static string Plain(string text) => Escapes().Replace(text, "");

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
