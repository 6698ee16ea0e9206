using Plaudit.Cli;
using Plaudit.Inference;
using Plaudit.Models;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

public sealed class TrainWithVectorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _vectors;

    public TrainWithVectorsTests() =>
        _vectors = _folder.Write(
            "vectors.txt", $"the {Numbers(1)}\nfilm {Numbers(-1)}\nbad {Numbers(2)}\nfilm {Numbers(7)}\nsesquipedalian {Numbers(3)}\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Coverage_and_duplicates_are_told_on_standard_error()
    {
        CommandResult result = Train("run");
        Assert.Equal(0, result.Code);
        int ids = Network("run").Encoder.IdCount;
        Assert.Contains(
            $"\nvectors: 3 of {ids - 1:N0} words found\nnote: the file has 1 further vectors of words it had before: the first of each is used\n",
            result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("vectors", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Frozen_vectors_stay_as_they_are_and_tuned_ones_move()
    {
        Assert.Equal(0, Train("tuned").Code);
        Assert.Equal(0, Train("frozen", "layers.0.trainable=false").Code);
        Assert.Equal([.. Enumerable.Repeat(-1f, 16)], Vector("frozen", "film"));
        Assert.NotEqual([.. Enumerable.Repeat(-1f, 16)], Vector("tuned", "film"));
        Assert.All(Vector("tuned", "film"), value => Assert.InRange(value, -1.3f, -0.7f));
        Assert.False(Network("frozen").Parameters[0].Trainable);
    }

    [Fact]
    public void Model_keeps_its_recipe_and_needs_the_vectors_no_more()
    {
        Assert.Equal(0, Train("run").Code);
        double before = SentimentPredictor.Load(_folder.File("run")).Predict("A bad film.").Score;
        File.Delete(_vectors);
        Assert.Contains("\"vectors\":", ModelLoader.Load(_folder.File("run")).Recipe.Json, StringComparison.Ordinal);
        Assert.Equal(before, SentimentPredictor.Load(_folder.File("run")).Predict("A bad film.").Score);
        Assert.Equal(0, CommandLine.Run("evaluate", _folder.File("run"), "--data", "sample").Code);
        Assert.Equal(0, CommandLine.Run("info", _folder.File("run")).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_resumes_without_the_vectors_and_comes_to_the_same_model(bool trainable)
    {
        string[] changes = trainable ? [] : ["layers.0.trainable=false"];
        Assert.Equal(0, Train("whole", changes).Code);
        using var interruption = new Interruption();
        var error = new TriggerWriter("vectors: ", () => interruption.Request(ExitCodes.Interrupted));
        Assert.Equal(ExitCodes.Interrupted, CommandLine.Run(TextWriter.Null, error, interruption, "", false, Arguments("stopped", changes)));
        Assert.Contains("before training continued", error.ToString(), StringComparison.Ordinal);
        using var later = new Interruption();
        error = new TriggerWriter("epoch 1/3", () => later.Request(ExitCodes.Interrupted));
        Assert.Equal(ExitCodes.Interrupted,
            CommandLine.Run(TextWriter.Null, error, later, "", false, ["train", "--resume", _folder.File("stopped")]));
        File.Delete(_vectors);
        CommandResult result = CommandLine.Run("train", "--resume", _folder.File("stopped"));
        Assert.Equal((0, false), (result.Code, result.Error.Contains("vectors: ", StringComparison.Ordinal)));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.File("whole"), "model.safetensors")),
            File.ReadAllBytes(Path.Combine(_folder.File("stopped"), "model.safetensors")));
    }

    [Fact]
    public void File_that_is_missing_or_of_another_dimension_is_refused_before_data_is_read_and_leaves_no_run()
    {
        string none = _folder.File("none.txt");
        CommandResult missing =
            CommandLine.Run(CommandLine.Train(_folder.File("none.csv"), _folder.File("run"), CommandLine.Set($"layers.0.vectors={none}")));
        Assert.Equal((1, ""), (missing.Code, missing.Output));
        Assert.Contains($"plaudit: cannot read the word vectors {none}", missing.Error, StringComparison.Ordinal);
        CommandResult wide = CommandLine.Run(
            CommandLine.Train(_folder.File("none.csv"), _folder.File("run"), CommandLine.Set($"layers.0.vectors={_vectors}", "layers.0.size=8")));
        Assert.Equal((1, ""), (wide.Code, wide.Output));
        Assert.Contains("vectors.txt, line 1: expected vectors of 8 numbers (the embedding's \"size\"), found 16", wide.Error,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("run")));
    }

    [Fact]
    public void File_without_a_word_of_the_vocabulary_is_warned_of()
    {
        string foreign = _folder.Write("foreign.txt", $"Großartig {Numbers(1)}\n");
        CommandResult result = CommandLine.Run(
            CommandLine.Train(_folder.File("run"), CommandLine.Set($"layers.0.vectors={foreign}", "training.epochs=1")));
        Assert.Equal(0, result.Code);
        Assert.Contains("warning: not one word of the vocabulary has a vector", result.Error, StringComparison.Ordinal);
    }

    private static string Numbers(int value) => string.Join(' ', Enumerable.Repeat(value, 16));

    private CommandResult Train(string run, params string[] changes) => CommandLine.Run(Arguments(run, changes));

    private string[] Arguments(string run, string[] changes) =>
        CommandLine.Train(_folder.File(run), CommandLine.Set([$"layers.0.vectors={_vectors}", .. changes]));

    private SentimentModel Network(string run) => (SentimentModel)ModelLoader.Load(_folder.File(run));

    private float[] Vector(string run, string word)
    {
        SentimentModel model = Network(run);
        Assert.True(model.Encoder.Vocabulary.TryGetId(word, out int id));
        return model.Parameters[0].Value.Slice(id * 16, 16).ToArray();
    }
}
