using System.Text.Json.Nodes;
using Plaudit.Cli;
using Plaudit.Models;
using Plaudit.Tests.Cli;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Training;

/// <summary>Checkpoints and settings that say what cannot be: each is refused with what was found, and the run is not touched.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CheckpointTests()
    {
        using var interruption = new Interruption();
        var error = new TriggerWriter("epoch 2/3", () => interruption.Request(ExitCodes.Interrupted));
        Assert.Equal(ExitCodes.Interrupted, CommandLine.Run(TextWriter.Null, error, interruption, "", false, CommandLine.Train(Run)));
    }

    private string Run => _folder.File("run");

    private string State => Path.Combine(Run, "checkpoint", "state.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Impossible_position_is_refused_with_what_was_found()
    {
        // 288 reviews in batches of 16, two epochs done.
        AssertRefused("format", "plaudit-model", "its format is \"plaudit-model\", expected \"plaudit-checkpoint\"");
        AssertRefused("formatVersion", "2", "its format version is 2, expected 1");
        AssertRefused("epoch", "2147483647", "epoch is 2147483647, expected 1 to 4");
        AssertRefused("epoch", "-1", "epoch is -1, expected 1 to 4");
        AssertRefused("epoch", "9999999999999", "epoch");
        AssertRefused("batch", "-3", "batch is -3, expected 0 to 18");
        AssertRefused("batch", "19", "batch is 19, expected 0 to 18");
        AssertRefused("step", "5", "step is 5, expected 36");
        AssertRefused("seen", "7", "seen is 7, expected 0");
        AssertRefused("correct", "1", "correct is 1, expected 0");
        AssertRefused("lossSum", "NaN", "lossSum is NaN, expected a finite number from 0");
        AssertRefused("seconds", "1e300", "seconds is 1E+300, expected a number from 0 to 1000000000");
        AssertRefused("seconds", "-1", "seconds is -1");
        AssertRefused("elapsed", "-1", "elapsed is -1");
        AssertRefused("history", "", "the number of epochs in the history is 0, expected 2");
        AssertRefused("history", "null\n", "expected an object, found null");
        AssertRefused("history", "{\"epoch\":1,\"trainAccuracy\":7}\n", "trainAccuracy is 7, expected a number from 0 to 1");
        AssertRefused("epoch", null, "its metadata has no \"epoch\"");
        Assert.Equal(0, CommandLine.Run("train", "--resume", Run).Code);
    }

    [Theory]
    [InlineData("data", "null", "data is null, expected the data's path or name")]
    [InlineData("data", "\"\"", "data is empty, expected the data's path or name")]
    [InlineData("threads", "1000000000", "threads is 1000000000, expected 1 to 1024")]
    [InlineData("threads", "0", "threads is 0, expected 1 to 1024")]
    [InlineData("threads", "\"two\"", "Path: $.threads")]
    [InlineData("skipBadRows", "null", "Path: $.skipBadRows")]
    [InlineData("party", "1", "party")]
    public void Settings_that_cannot_be_are_refused(string key, string value, string says)
    {
        string file = Path.Combine(Run, "checkpoint", "run.json");
        JsonNode json = JsonNode.Parse(File.ReadAllText(file))!;
        json[key] = JsonNode.Parse(value);
        File.WriteAllText(file, json.ToJsonString());
        CommandResult result = CommandLine.Run("train", "--resume", Run);
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.StartsWith($"plaudit: {file} is damaged: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Resumes with one value of the checkpoint's metadata changed, and puts the checkpoint back.</summary>
    private void AssertRefused(string key, string? value, string says)
    {
        byte[] good = File.ReadAllBytes(State);
        SafeTensorsFile file = SafeTensors.Read(State);
        var metadata = new Dictionary<string, string>(file.Metadata);
        if (value is null)
            metadata.Remove(key);
        else
            metadata[key] = value;
        SafeTensors.Write(State, metadata,
            [.. file.Tensors.Values.Select(tensor => new TensorToWrite(tensor.Name, [.. tensor.Shape], tensor.Floats))]);
        byte[] damaged = File.ReadAllBytes(State);
        CommandResult result = CommandLine.Run("train", "--resume", Run);
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains($"plaudit: {State}: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.Equal(damaged, File.ReadAllBytes(State));
        File.WriteAllBytes(State, good);
    }
}
