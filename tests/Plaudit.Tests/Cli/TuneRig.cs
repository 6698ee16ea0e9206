using System.Text.Json.Nodes;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

/// <summary>Small tunings of the sample.</summary>
public abstract class TuneRig : IDisposable
{
    private protected const string Halving = """
        { "keys": { "training.optimizer.rate": { "logUniform": [0.001, 0.05] }, "training.batchSize": { "choices": [16, 32] },
                    "layers.1.units": { "integer": [4, 16], "step": 4 }, "training.epochs": { "choices": [3, 9] } } }
        """;

    private protected const string RandomSearch = """
        { "search": { "kind": "random", "objective": "loss" },
          "keys": { "training.optimizer.rate": { "logUniform": [0.001, 0.05] }, "training.epochs": { "choices": [1, 2] } } }
        """;

    // Fast, and with 72 reviews to validate on.
    private static readonly string[] s_small = CommandLine.Set("split.validation=0.2", "layers.0.size=8", "layers.1.units=8", "text.maxLength=40");

    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string[] Tune(string run, string space, params string[] more) => Tune(run, space, 1, more);

    private protected string[] Tune(string run, string space, int threads, params string[] more) =>
        ["tune", "quickstart", "--data", "sample", "--space", Space(space), "--run", Folder.File(run), "--threads", $"{threads}", .. s_small,
            .. more];

    private protected string Space(string json) => Folder.Write("space.json", json);

    /// <summary>The events of a ledger without their times.</summary>
    private protected string[] Events(string run) => [.. File.ReadAllLines(Folder.File($"{run}/ledger.jsonl")).Select(line =>
    {
        JsonNode json = JsonNode.Parse(line)!;
        json.AsObject().Remove("at");
        foreach (string time in (string[])["seconds", "reviewsPerSecond"])
            json["result"]?.AsObject().Remove(time);
        return json.ToJsonString();
    })];

    private protected void AssertRefused(CommandResult result, string says, bool made = false)
    {
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.StartsWith("plaudit: ",
            result.Error.Split('\n')
            .First(line => !line.StartsWith("tuning", StringComparison.Ordinal) && !line.StartsWith("note", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.Equal(made, Directory.Exists(Folder.File("run")));
    }
}
