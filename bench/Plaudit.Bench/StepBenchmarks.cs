using BenchmarkDotNet.Attributes;
using Plaudit.Training;

namespace Plaudit.Bench;

/// <summary>One training step of the notebook's baseline: 64 reviews of 200 tokens, forward, backward and Adam.</summary>
public class StepBenchmarks
{
    private Trainer _trainer = null!;
    private int[] _rows = [];

    /// <summary>Threads of the team.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Encodes the sample and makes the model.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var workload = new Workload("sample");
        _trainer = workload.Trainer("baseline", workload.Batch, Threads);
        _rows = [.. Enumerable.Range(0, Workload.BatchSize)];
    }

    /// <summary>Ends the team's threads.</summary>
    [GlobalCleanup]
    public void Cleanup() => _trainer.Dispose();

    /// <summary>The step.</summary>
    [Benchmark]
    public void Step() => _trainer.Step(_rows);
}
