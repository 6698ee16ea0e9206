using System.Text.Json;
using Plaudit.Cli;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

public sealed class ExploreTests : IDisposable
{
    private static readonly string[] s_headings =
    [
        "Columns", "Classes", "Sample rows", "Length of reviews", "Reviews by length in characters", "Length in characters by class",
        "Most frequent words without the English stop words", "Words that tell the classes apart", "Vocabulary: ", "What a maximum length would cut",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sample_is_shown_as_plain_text()
    {
        CommandResult result = CommandLine.Run("explore", "--data", "sample");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.StartsWith("sample  480 rows (360 train, 120 test), 3 columns\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output);
        Assert.All(s_headings, heading => Assert.Contains($"\n\n{heading}", result.Output, StringComparison.Ordinal));
        Assert.All(result.Lines, line => Assert.True(line.Length <= 110 && !line.EndsWith(' '), line));
        Assert.Matches(@"\n  review +text +480 +0 +480\n", result.Output);
        Assert.Matches(@"\n  positive +240 +50\.0 % +█+\n", result.Output);
        Assert.Matches(@"\n  count +480\.000000 +480\.000000\n", result.Output);
    }

    [Fact]
    public void Terminal_has_colours_and_the_same_words()
    {
        using var interruption = new Interruption();
        using var output = new StringWriter { NewLine = "\n" };
        var streams = new Streams
        {
            Output = output,
            Error = TextWriter.Null,
            OpenInput = () => Stream.Null,
            OutputIsTerminal = true,
            WindowWidth = 110
        };
        Assert.Equal(0, new Application(new CommandHost(streams, interruption)).Run(["explore", "--data", "sample"]));
        Assert.Contains("\e[", output.ToString(), StringComparison.Ordinal);
        string bare = System.Text.RegularExpressions.Regex.Replace(
            output.ToString(), "\e\\[[0-9;]*m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.Equal(CommandLine.Run("explore", "--data", "sample").Lines, bare.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(400)]
    public void Window_of_any_width_is_filled_and_never_overrun(int width)
    {
        using var interruption = new Interruption();
        using var output = new StringWriter { NewLine = "\n" };
        var streams = new Streams
        {
            Output = output,
            Error = TextWriter.Null,
            OpenInput = () => Stream.Null,
            OutputIsTerminal = true,
            WindowWidth = width
        };
        Assert.Equal(0, new Application(new CommandHost(streams, interruption)).Run(["explore", "--data", "sample"]));
        string bare = System.Text.RegularExpressions.Regex.Replace(
            output.ToString(), "\e\\[[0-9;]*m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.All(bare.Split('\n'), line => Assert.InRange(line.Length, 0, Math.Clamp(width, 60, 120)));
        Assert.Contains("  positive", bare, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_document()
    {
        CommandResult result = CommandLine.Run("explore", "--data", "sample:train", "--json", "--threads", "1");
        Assert.Equal((0, ""), (result.Code, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        JsonElement root = json.RootElement;
        Assert.Equal(
            ["name", "rows", "parts", "columns", "sample", "skippedRows", "duplicates", "classes", "lengths", "words", "vocabulary", "lengthLimits",
                "notes"],
            root.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("sample:train", 360), (root.GetProperty("name").GetString(), root.GetProperty("rows").GetInt32()));
        Assert.Equal(360, root.GetProperty("lengths").GetProperty("histogram").GetProperty("counts").EnumerateArray().Sum(count => count.GetInt32()));
        Assert.Equal(20, root.GetProperty("words").GetProperty("positive").GetArrayLength());
    }

    [Fact]
    public void Gaps_are_counted_and_noted()
    {
        string data = _folder.Write("gaps.csv", "review,sentiment\nFine.,positive\n,negative\nDull.,\nDull.,negative\n");
        CommandResult result = CommandLine.Run("explore", "--data", data);
        Assert.Equal(0, result.Code);
        Assert.Matches(@"\n  review +text +3 +1 +2\n  sentiment +label +3 +1 +2\n", result.Output);
        Assert.Contains("note: 1 rows have no text", result.Error, StringComparison.Ordinal);
        Assert.Contains("note: 1 rows have no label", result.Error, StringComparison.Ordinal);
        // Training is as strict as ever.
        Assert.Equal(1, CommandLine.Run(CommandLine.Train(data, _folder.File("run"), [])).Code);
    }

    [Fact]
    public void Unlabelled_hostile_and_foreign_text_is_shown()
    {
        string data = _folder.Write("odd.jsonl", """
            {"text":"<script>alert(1)</script> \u001b[31mred [bold]film[/] фильм 电影电影"}
            {"text":"a"}

            """);
        CommandResult result = CommandLine.Run("explore", "--data", data);
        Assert.Equal(0, result.Code);
        Assert.DoesNotContain('\e', result.Output);
        Assert.Matches(@"\n  unlabelled +2 +100\.0 %", result.Output);
        Assert.Contains("фильм", result.Output, StringComparison.Ordinal);
        Assert.Contains("note: no row has a label", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty.csv", "", "is empty")]
    [InlineData("blank.csv", "review,sentiment\n ,1\n", "nothing to explore")]
    [InlineData("label.csv", "review,sentiment\nFine.,meh\n", "are neither positive nor negative")]
    [InlineData("columns.csv", "words,stars\nFine.,1\n", "has no column 'review'")]
    public void Data_that_cannot_be_read_is_refused(string name, string content, string says)
    {
        CommandResult result = CommandLine.Run("explore", "--data", _folder.Write(name, content));
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.StartsWith("plaudit: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_word_does_not_break_the_tables()
    {
        string data = _folder.Write("long.csv", $"review,sentiment\n{new string('x', 5000)} film,1\ndull film,0\n");
        CommandResult result = CommandLine.Run("explore", "--data", data);
        Assert.Equal(0, result.Code);
        Assert.Contains("xxxxxxxxxxxxxxxxxxxx…", result.Output, StringComparison.Ordinal);
        Assert.All(result.Lines, line => Assert.True(line.Length <= 110, line));
    }
}
