using Plaudit.Kernels;

namespace Plaudit.Tests.Models;

/// <summary>Training is reproducible to the bit, with any number of threads, and allocates nothing.</summary>
public class SentimentModelDeterminismTests
{
    private const int Ids = 60;

    private const string Layers = """
        [ { "type": "embedding", "size": 20 }, { "type": "lstm", "units": 24, "returnSequences": true }, { "type": "dropout", "rate": 0.2 },
          { "type": "lstm", "units": 17 }, { "type": "dropout", "rate": 0.5 },
          { "type": "dense", "units": 6, "activation": "relu" }, { "type": "dense", "units": 1 } ]
        """;

    private static readonly int[][] s_reviews = NewReviews();
    private static readonly int[] s_labels = [.. Enumerable.Range(0, s_reviews.Length).Select(i => i % 2)];

    [Fact]
    public void Twenty_steps_with_dropout_give_the_same_bits_for_the_same_seed_whatever_the_threads()
    {
        float[] first = Trained(members: 1, seed: 5);
        Assert.Equal(first, Trained(members: 1, seed: 5));
        Assert.Equal(first, Trained(members: 2, seed: 5));
        Assert.Equal(first, Trained(members: 3, seed: 5));
        Assert.NotEqual(first, Trained(members: 1, seed: 6));
        Assert.DoesNotContain(first, float.IsNaN);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_training_pass_allocates_nothing_on_any_thread_once_the_buffers_are_there(int members)
    {
        using var team = new ThreadTeam(members);
        var rig = new SentimentModelRig(Layers, Ids, team);
        int[][] batches = [[.. Enumerable.Range(0, 10)], [.. Enumerable.Range(10, 7)], [.. Enumerable.Range(17, 13)]];
        for (int step = 0; step < 60; step++)
            Step(rig, batches[step % batches.Length], step);

        // Per thread rather than for the whole process, where other tests and the test platform allocate at the same time.
        long[] before = new long[members];
        long[] after = new long[members];
        int[] begun = new int[2];
        Measure(team, before, begun.AsMemory(0, 1));
        for (int step = 0; step < 50; step++)
            Step(rig, batches[step % batches.Length], step);
        Measure(team, after, begun.AsMemory(1, 1));
        Assert.Equal(before, after);
    }

    private static void Measure(ThreadTeam team, long[] allocated, Memory<int> begun)
    {
        var job = new MeasureJob(allocated, begun);
        team.Run(ref job);
    }

    private static float[] Trained(int members, long seed)
    {
        using var team = new ThreadTeam(members);
        var rig = new SentimentModelRig(Layers, Ids, team, seed);
        int[] rows = new int[11];
        for (int step = 0; step < 20; step++)
        {
            for (int i = 0; i < rows.Length; i++)
                rows[i] = ((step * 7) + i) % s_reviews.Length;
            Step(rig, rows, step);
        }

        return rig.Model.Arena.Values.Span.ToArray();
    }

    /// <summary>A step of plain gradient descent.</summary>
    private static void Step(SentimentModelRig rig, int[] rows, long step)
    {
        rig.ClearGradients();
        rig.Train(s_reviews, s_labels, rows, step);
        Span<float> values = rig.Model.Arena.Values.Span;
        ReadOnlySpan<float> gradients = rig.Model.Arena.Gradients.Span;
        for (int k = 0; k < values.Length; k++)
            values[k] -= 0.5f * gradients[k];
        rig.Model.Arena.MarkChanged();
    }

    private static int[][] NewReviews()
    {
        var random = new SeededRandom(2);
        int[][] reviews = new int[30][];
        for (int i = 0; i < reviews.Length; i++)
        {
            reviews[i] = new int[1 + random.NextInt32(25)];
            foreach (ref int id in reviews[i].AsSpan())
                id = random.NextInt32(Ids);
        }

        return reviews;
    }

    /// <summary>Waits for all parts to begin: otherwise the caller might run the part of a worker that is not awake yet.</summary>
    private readonly struct MeasureJob(long[] allocated, Memory<int> begun) : ITeamJob
    {
        public void Run(int member, int members)
        {
            allocated[member] = GC.GetAllocatedBytesForCurrentThread();
            Interlocked.Increment(ref begun.Span[0]);
            while (Volatile.Read(ref begun.Span[0]) < members)
                Thread.Yield();
        }
    }
}
