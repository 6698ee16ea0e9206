using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Training;

namespace Plaudit.Bench.Peers;

/// <summary>Plaudit's own figures, measured when first asked for.</summary>
internal sealed class PlauditFigures(Workload workload)
{
    private readonly Dictionary<string, double> _known = [];

    /// <summary>A training step on 64 reviews of 200 tokens: forward, backward, Adam.</summary>
    public double Train(string kind, int threads) => Known($"train {kind} {threads}", () =>
    {
        using Trainer trainer = workload.Trainer(kind, workload.Batch, threads);
        int[] rows = [.. Enumerable.Range(0, Workload.BatchSize)];
        return Measure.Milliseconds(() => trainer.Step(rows), 41, warm: 6);
    });

    /// <summary>One review of 200 tokens on one thread.</summary>
    public double One(string kind) => Known($"one {kind}", () => Forward(kind, workload.Batch[..1], 201));

    /// <summary>The same with recurrent weights in bytes.</summary>
    public double OneEightBit(string kind) => Known($"eight-bit {kind}", () => Forward(kind, workload.Batch[..1], 201, eightBit: true));

    /// <summary>64 reviews of 200 tokens on one thread.</summary>
    public double Batch(string kind) => Known($"batch {kind}", () => Forward(kind, workload.Batch, 41));

    /// <summary>All reviews at up to 400 tokens, from their ids.</summary>
    public double Reviews(int threads) => Known($"reviews {threads}", () =>
    {
        SentimentModel model = workload.Model("baseline");
        return Measure.Milliseconds(() => model.Logits(workload.Ragged, threads), 3, warm: 1);
    });

    private double Forward(string kind, int[][] ids, int runs, bool eightBit = false)
    {
        SentimentModel model = workload.Model(kind);
        if (eightBit)
            model.UseInt8();
        Workspace workspace = model.CreateWorkspace();
        var batch = new RaggedBatch();
        int[] rows = [.. Enumerable.Range(0, ids.Length)];
        return Measure.Milliseconds(() =>
        {
            batch.Fill(ids, rows);
            model.Forward(batch, workspace);
        }, runs, warm: 10);
    }

    private double Known(string name, Func<double> measure)
    {
        if (!_known.TryGetValue(name, out double value))
            _known[name] = value = measure();
        return value;
    }
}
