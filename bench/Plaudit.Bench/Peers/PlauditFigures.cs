using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Training;

namespace Plaudit.Bench.Peers;

/// <summary>Plaudit's own figures, in milliseconds.</summary>
internal sealed class PlauditFigures(Workload workload, IReadOnlyList<string> kinds)
{
    public void Measure(Rounds rounds)
    {
        var figures = new Dictionary<string, double>();
        foreach (string kind in kinds)
        {
            figures[$"{kind} train 1"] = Train(kind, 1);
            figures[$"{kind} train 2"] = Train(kind, 2);
            AddPrecision(figures, kind);
        }

        foreach (int threads in (int[])[1, 2])
        {
            figures[$"reviews {threads}"] = Reviews(threads);
            figures[$"reviews {threads} eight-bit"] = Reviews(threads, eightBit: true);
        }

        rounds.Add("Plaudit", figures);
    }

    /// <summary>Prediction alone, with weights of 32 and of 8 bits.</summary>
    public void MeasurePrecision(Rounds rounds)
    {
        var figures = new Dictionary<string, double>();
        foreach (string kind in kinds)
            AddPrecision(figures, kind);
        rounds.Add("Plaudit", figures);
    }

    private void AddPrecision(Dictionary<string, double> figures, string kind)
    {
        figures[$"{kind} one"] = One(kind);
        figures[$"{kind} one eight-bit"] = Forward(kind, workload.Batch[..1], 201, eightBit: true);
        figures[$"{kind} batch"] = Batch(kind);
        figures[$"{kind} batch eight-bit"] = Forward(kind, workload.Batch, 21, eightBit: true);
    }

    /// <summary>A training step on 64 reviews of 200 tokens: forward, backward, Adam.</summary>
    public double Train(string kind, int threads)
    {
        using Trainer trainer = workload.Trainer(kind, workload.Batch, threads);
        int[] rows = [.. Enumerable.Range(0, Workload.BatchSize)];
        return Bench.Measure.Milliseconds(() => trainer.Step(rows), 21, warm: 4);
    }

    /// <summary>One review of 200 tokens on one thread.</summary>
    public double One(string kind) => Forward(kind, workload.Batch[..1], 201);

    /// <summary>64 reviews of 200 tokens on one thread.</summary>
    public double Batch(string kind) => Forward(kind, workload.Batch, 21);

    /// <summary>All reviews at up to 400 tokens, from their ids.</summary>
    private double Reviews(int threads, bool eightBit = false)
    {
        SentimentModel model = workload.Model("baseline");
        if (eightBit)
            model.UseInt8();
        return Bench.Measure.Milliseconds(() => model.Logits(workload.Ragged, threads), 1, warm: 1);
    }

    /// <summary>Reviews of 200 tokens on one thread.</summary>
    private double Forward(string kind, int[][] ids, int runs, bool eightBit = false)
    {
        SentimentModel model = workload.Model(kind);
        if (eightBit)
            model.UseInt8();
        Workspace workspace = model.CreateWorkspace();
        var batch = new RaggedBatch();
        int[] rows = [.. Enumerable.Range(0, ids.Length)];
        return Bench.Measure.Milliseconds(
            () =>
            {
                batch.Fill(ids, rows);
                model.Forward(batch, workspace);
            },
            runs,
            warm: 10);
    }
}
