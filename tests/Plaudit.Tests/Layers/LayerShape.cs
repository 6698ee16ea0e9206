using Plaudit.Layers;
using Plaudit.Tests.Reference;

namespace Plaudit.Tests.Layers;

/// <summary>The one table of shapes that every layer runs through, and the input that belongs to a shape.</summary>
/// <param name="Rows">B</param>
/// <param name="Steps">T, tokens of the longest row.</param>
/// <param name="Features">F of the layer's input.</param>
/// <param name="Units">H or U, features of its output.</param>
internal sealed record LayerShape(int Rows, int Steps, int Features, int Units)
{
    /// <summary>R, rows of the table that the input's positions are taken from.</summary>
    public const int TableRows = 9;

    /// <summary>Around the edges of panels (16 units), tiles (64 columns), depth blocks (128) and register tiles (3 or 4 rows).</summary>
    public static TheoryData<int, int, int, int> Table => new()
    {
        { 1, 1, 1, 1 },
        { 1, 7, 7, 5 },
        { 2, 4, 16, 15 },
        { 3, 5, 50, 16 },
        { 64, 4, 17, 16 },
        { 7, 6, 3, 17 },
        { 5, 5, 64, 32 },
        { 4, 4, 65, 60 },
        { 4, 3, 130, 64 },
        { 64, 3, 16, 64 },
        { 7, 3, 100, 100 },
        { 1, 4, 128, 128 },
        { 5, 4, 100, 128 },
        { 9, 9, 129, 1 },
    };

    /// <summary>(B) lengths from 1 to T, each bound taken by some row; not sorted.</summary>
    public int[] Lengths()
    {
        var random = new SeededRandom(Rows, Steps);
        int[] lengths = new int[Rows];
        for (int row = 0; row < Rows; row++)
            lengths[row] = 1 + random.NextInt32(Steps);
        lengths[0] = 1;
        lengths[^1] = Steps;
        return lengths;
    }

    /// <summary>A batch of ids below <see cref="TableRows"/>; with more tokens than ids, ids repeat.</summary>
    public RaggedBatch Batch()
    {
        var random = new SeededRandom(Rows, Features, Units);
        int[][] sequences = [.. Lengths().Select(length => new int[length])];
        foreach (int[] sequence in sequences)
        {
            foreach (ref int id in sequence.AsSpan())
                id = random.NextInt32(TableRows);
        }

        var batch = new RaggedBatch();
        batch.Fill(sequences, [.. Enumerable.Range(0, Rows)]);
        return batch;
    }

    /// <summary>Random numbers that floats hold exactly.</summary>
    public static T Random<T>(T array, long seed, double scale = 1)
        where T : class
    {
        var random = new SeededRandom(seed);
        foreach (ref double value in ((Array)(object)array).Flat())
            value = (float)random.NextUniform(-scale, scale);
        return array;
    }
}
