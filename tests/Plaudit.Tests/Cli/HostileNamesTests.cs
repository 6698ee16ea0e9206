using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

/// <summary>Whatever a file brings along, nothing that acts on a terminal leaves plaudit, on either stream.</summary>
public sealed class HostileNamesTests(TrainedRun trained) : IDisposable
{
    private const string Evil = "\e[31mRED\e]0;owned\a\u009b2J\u202E\rx";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("label.csv", "review,sentiment\nA,@\n", "RED")]
    [InlineData("header.csv", "review,@,sentiment\nFine.,positive\n", "fields")]
    [InlineData("key.jsonl", "{\"@\":\"A\"}\n", "key.jsonl")]
    [InlineData("label.jsonl", "{\"text\":\"A\",\"label\":\"@\"}\n", "RED")]
    [InlineData("label.txt", "__label__@ Fine.\n", "label.txt")]
    [InlineData("recipe.json", "{\"name\":\"x\",\"@\":1}", "RED")]
    public void Data_that_is_refused(string name, string content, string says)
    {
        string json = JsonEncodedText.Encode(Evil).ToString();
        string file = _folder.Write(
            name, content.Replace("@", name.Contains("json", StringComparison.Ordinal)
            ? json : Evil.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal));
        CommandResult result = name == "recipe.json" ? CommandLine.Run("info", file) : CommandLine.Run("evaluate", trained.Path, "--data", file);
        Assert.Equal(1, result.Code);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        AssertHarmless(result);
    }

    [Fact]
    public void Names_of_files_options_recipes_and_archive_entries()
    {
        AssertHarmless(CommandLine.Run("evaluate", trained.Path, "--data", _folder.File(Evil + ".csv")));
        AssertHarmless(CommandLine.Run("info", Evil));
        AssertHarmless(CommandLine.Run($"--{Evil}"));
        AssertHarmless(CommandLine.Run("train", Evil, "--data", "sample"));
        AssertHarmless(CommandLine.Run("train", "quickstart", "--data", "sample", "--set", $"{Evil}=1"));
        AssertHarmless(CommandLine.Run("evaluate", trained.Path, "--data", Archive()));
    }

    [Fact]
    public void Description_of_a_recipe()
    {
        string recipe = File.ReadAllText(Path.Combine(trained.Path, "recipe.json"));
        string evil = JsonEncodedText.Encode(Evil).ToString();
        string file = _folder.Write("evil.json", recipe.Replace("\"description\": \"", $"\"description\": \"{evil}", StringComparison.Ordinal));
        CommandResult result = CommandLine.Run("info", file);
        Assert.True(result.Code == 0, result.Error);
        Assert.Contains(@"\u001b[31mRED", result.Output, StringComparison.Ordinal);
        AssertHarmless(result);
    }

    [Fact]
    public void Reviews_that_are_shown()
    {
        string data = _folder.Write(
            "reviews.csv", $"review,sentiment,{Evil.Replace("\r", "", StringComparison.Ordinal)}\n\"Fine {Evil}\",positive,a\nDull,negative,b\n");
        foreach (string[] args in (string[][])[["explain", $"Fine {Evil}"], ["compare", trained.Path, trained.Path, "--data", data],
            ["explore", "--data", data]])
        {
            CommandResult result = CommandLine.Run(args);
            Assert.True(result.Code == 0, result.Error);
            AssertHarmless(result);
            CommandResult json = CommandLine.Run([.. args, "--json"]);
            JsonDocument.Parse(json.Output).Dispose();
            Assert.DoesNotContain('\e', json.Output);
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public void Columns_that_predictions_carry_are_escaped_for_a_terminal_and_exact_in_a_file(string format)
    {
        string evil = Evil.Replace("\r", "", StringComparison.Ordinal);
        string input = _folder.Write("reviews.csv", $"review,{evil}\nFine {evil},a\n");
        string[] args = ["predict", "--model", trained.Path, "--input", input, "--output-format", format];
        CommandResult seen = CommandLine.InWindow(80, args);
        Assert.Contains("RED", seen.Output, StringComparison.Ordinal);
        AssertHarmless(seen);
        string file = _folder.File("answers");
        Assert.Equal(0, CommandLine.Run([.. args, "--output", file]).Code);
        string exact = format == "csv"
            ? File.ReadAllText(file)
            : JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("input").GetProperty("review").GetString()!;
        Assert.Contains($"Fine {evil}", exact, StringComparison.Ordinal);
    }

    private static void AssertHarmless(CommandResult result)
    {
        foreach (char c in result.Output + result.Error)
            Assert.False((char.IsControl(c) && c is not '\n' and not '\t')
                || c is '\u202E' or '\u2028', $"U+{(int)c:X4} in: {result.Output}{result.Error}");
    }

    private string Archive()
    {
        string path = _folder.File("evil.tar.gz");
        using var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(zip);
        tar.WriteEntry(new PaxTarEntry(
            TarEntryType.RegularFile, $"aclImdb/train/pos/{Evil}.txt")
        { DataStream = new MemoryStream(Encoding.UTF8.GetBytes("Fine.")) });
        return path;
    }
}
