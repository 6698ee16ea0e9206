using System.Text;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

/// <summary>Whatever is wrong: exit code 1, one clear message, nothing on standard output, no stack trace, and no run folder.</summary>
public sealed class BadInputTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> Files => new()
    {
        { "empty.csv", "", "empty.csv is empty" },
        { "header.csv", "review,sentiment\n", "holds no reviews" },
        { "columns.csv", "words,stars\na,1\n",
            "columns.csv, read as separated by commas, has no column 'review' for the text (--text-column names another) and no column 'sentiment'" },
        { "label.csv", "review,sentiment\nFine.,positive\nSo.,meh\n",
            "label.csv, row 3 (line 3): 1 of 2 labels are neither positive nor negative; the column holds 'meh' (1), 'positive' (1)." },
        { "fields.csv", "id,review,sentiment\n1,Fine.,positive\n2,Odd.\n", "fields.csv, row 3 (line 3): expected 3 fields, found 2" },
        { "quote.csv", "review,sentiment\n\"Fine.,positive\nDull.,negative\n", "a quote is opened and not closed" },
        { "blank.csv", "review,sentiment\nFine.,positive\n  ,negative\n", "blank.csv, row 3 (line 3): the review's text is empty" },
        { "one.csv", "review,sentiment\nFine.,positive\nLovely.,positive\n", "reviews of one label only (2 positive, 0 negative)" },
        { "few.csv", "review,sentiment\nFine.,positive\nDull.,negative\n", "at least 2 rows of each class" },
        { "wordless.csv", "review,sentiment\n!!!,1\n???,0\n...,1\n;;;,0\n!?,1\n?!,0\n!.,1\n.!,0\n..,1\n!!,0\n", "no vocabulary can be built" },
        { "bytes.csv", "review,sentiment\nCaf\u00FF,1\n", "bytes.csv" },
        { "not.jsonl", "{\"text\":\"Fine.\",\"label\":1}\n{\"text\":\n", "not.jsonl, row 2 (line 2): not JSON" },
        { "cut.tar.gz", "\u001F\u008B\u0008\u0000\u0000", "cut.tar.gz" },
        { "noise.tar.gz", "this is no gzip file at all", "noise.tar.gz" },
        { "film.xyz", "Fine.", "cannot tell the format" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void File_that_cannot_be_trained_on_is_refused(string name, string content, string says)
    {
        string data = _folder.Write(name, Encoding.Latin1.GetBytes(content));
        AssertRefused(CommandLine.Run(CommandLine.Train(data, _folder.File("run"), [])), says);
        Assert.False(Directory.Exists(_folder.File("run")));
    }

    [Fact]
    public void Missing_data_is_refused()
    {
        AssertRefused(CommandLine.Run(CommandLine.Train(_folder.File("none.csv"), _folder.File("run"), [])), "there is no such file or folder");
        AssertRefused(CommandLine.Run(CommandLine.Train("sample:unsup", _folder.File("run"), [])), "no unlabelled reviews");
        AssertRefused(CommandLine.Run("evaluate", trained.Path, "--data", _folder.File("none")), "there is no such file or folder");
        AssertRefused(CommandLine.Run("predict", "--model", trained.Path, "--input", _folder.File("none.txt")), "cannot read");
        Assert.False(Directory.Exists(_folder.File("run")));
    }

    [Fact]
    public void Folder_without_reviews_is_refused()
    {
        Directory.CreateDirectory(_folder.File("aclImdb/train"));
        AssertRefused(CommandLine.Run(CommandLine.Train(_folder.File("aclImdb"), _folder.File("run"), [])), "aclImdb");
        Assert.False(Directory.Exists(_folder.File("run")));
    }

    [Fact]
    public void Recipe_is_refused_before_any_data_is_read()
    {
        string none = _folder.File("none.csv");
        AssertRefused(CommandLine.Run(CommandLine.Train(none, _folder.File("run"), CommandLine.Set("training.epoch=3"))),
            "$.training.epoch: unknown key");
        AssertRefused(CommandLine.Run(CommandLine.Train(none, _folder.File("run"), CommandLine.Set("training.epochs=0"))),
            "$.training.epochs: expected a whole number from 1");
        AssertRefused(CommandLine.Run(CommandLine.Train(none, _folder.File("run"), CommandLine.Set("layers.3.units=2"))),
            "the last layer must give one number");
        AssertRefused(CommandLine.Run(CommandLine.Train(none, _folder.File("run"), CommandLine.Set("layers.1={\"type\":\"dropout\",\"rate\":0.1}"))),
            "$.layers[3]: a dense layer needs");
        AssertRefused(CommandLine.Run(CommandLine.Train(none, _folder.File("run"), CommandLine.Set("layers.7.units=2"))),
            "expected a position from 0 to 3, found 7");
        AssertRefused(CommandLine.Run(
            CommandLine.Train(none, _folder.File("run"), CommandLine.Set("text.vocabularySize=10000000", "layers.0.size=4096"))),
            "the layer would have more than");
        AssertRefused(CommandLine.Run(CommandLine.Train(none, _folder.File("run"), CommandLine.Set("training.classWeights.neutral=2"))),
            "$.training.classWeights.neutral: unknown key; known here: positive, negative");
        AssertRefused(CommandLine.Run(CommandLine.Train(none, _folder.File("run"), CommandLine.Set("model=naive-bayes"))),
            "$.layers: expected either layers (a network) or a model (a baseline), found both");
        AssertRefused(CommandLine.Run("train", "naive-bayes", "--data", none, "--set", "text.maxLength=200"),
            "$.text.maxLength: unknown key; known here: clean, tokenizer, vocabularySize");
        AssertRefused(CommandLine.Run("train", "no-such-recipe", "--data", none), "there is no recipe no-such-recipe");
        AssertRefused(CommandLine.Run("train", _folder.Write("twice.json", "{\"name\":\"a\",\"name\":\"b\"}"), "--data", none, "--seed", "1"),
            "twice.json is not a recipe");
        AssertRefused(CommandLine.Run("train", _folder.Write("cut.json", "{\"name\":"), "--data", none), "cut.json is not valid JSON");
    }

    [Fact]
    public void Run_folder_that_exists_is_refused_and_untouched()
    {
        DateTime before = Directory.GetLastWriteTimeUtc(trained.Path);
        AssertRefused(CommandLine.Run(CommandLine.Train(trained.Path)), "exists: choose another --run folder");
        Assert.Equal(before, Directory.GetLastWriteTimeUtc(trained.Path));
        AssertRefused(CommandLine.Run(CommandLine.Train(_folder.Write("file", "x"))), "exists");
    }

    [Fact]
    public void Folder_that_is_no_run_cannot_be_resumed()
    {
        AssertRefused(CommandLine.Run("train", "--resume", _folder.Path), "is not the folder of a run that can continue");
        AssertRefused(CommandLine.Run("train", "--resume", _folder.File("none")), "is not the folder of a run that can continue");
    }

    [Fact]
    public void Model_that_is_missing_cut_or_something_else_is_refused()
    {
        byte[] model = trained.Model;
        AssertRefused(Evaluate(_folder.File("none.safetensors")), "there is no model at");
        AssertRefused(Evaluate(_folder.Path), "there is no model at");
        AssertRefused(Evaluate(_folder.Write("empty.safetensors", "")), "empty.safetensors");
        AssertRefused(Evaluate(_folder.Write("cut.safetensors", model[..^100])), "cut.safetensors");
        AssertRefused(Evaluate(_folder.Write("head.safetensors", model[..50])), "head.safetensors");
        AssertRefused(Evaluate(Path.Combine(trained.Path, "recipe.json")), "recipe.json");
        AssertRefused(Evaluate(Path.Combine(trained.Path, "checkpoint", "state.safetensors")), "not a Plaudit model");
        AssertRefused(Evaluate(_folder.Write("newer.safetensors", Replace(model, "\"formatVersion\":\"1\"", "\"formatVersion\":\"9\""))),
            "format version 9");
        AssertRefused(Evaluate(_folder.Write("shape.safetensors", Replace(model, "\\\"units\\\": 16", "\\\"units\\\": 99"))),
            "tensor '1.lstm.kernel' has shape");
    }

    [Fact]
    public void Files_that_cannot_be_written_are_an_error()
    {
        AssertRefused(CommandLine.Run("evaluate", trained.Path, "--data", "sample", "--predictions", _folder.Path), "it is a folder");
        AssertRefused(CommandLine.Run("predict", "--model", trained.Path, "Fine.", "--output", Path.Combine(_folder.Write("file", "x"), "out.txt")),
            "cannot write");
        AssertRefused(CommandLine.Run(CommandLine.Train(Path.Combine(_folder.Write("file", "x"), "run"))), "cannot write");
    }

    private static CommandResult Evaluate(string model) => CommandLine.Run("evaluate", model, "--data", "sample");

    private static void AssertRefused(CommandResult result, string says)
    {
        Assert.Equal(1, result.Code);
        Assert.Empty(result.Output);
        string message = Assert.Single(result.Error.Split('\n'), line => line.StartsWith("plaudit: ", StringComparison.Ordinal));
        Assert.DoesNotContain("unexpected", message, StringComparison.Ordinal);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private static byte[] Replace(byte[] file, string from, string to)
    {
        string text = Encoding.Latin1.GetString(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal(from.Length, to.Length);
        return Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }
}
