using Plaudit.Kernels;
using Plaudit.Layers;

namespace Plaudit.Tests.Layers;

/// <summary>Moves numbers between the engine's time-major rows (N, F) and the references' padded [row, step, feature].</summary>
internal static class RaggedArrays
{
    /// <summary>[row, step, feature] of table[id]; padding is 0.</summary>
    public static double[,,] Embed(RaggedBatch batch, double[,] table)
    {
        double[,,] padded = new double[batch.Rows, batch.Steps, table.GetLength(1)];
        ForEachPosition(batch, (position, row, step) =>
        {
            for (int feature = 0; feature < table.GetLength(1); feature++)
                padded[row, step, feature] = table[batch.Ids[position], feature];
        });
        return padded;
    }

    /// <summary>(N * F) the positions' rows one behind the other.</summary>
    public static double[] Flatten(RaggedBatch batch, double[,,] padded)
    {
        int features = padded.GetLength(2);
        double[] flat = new double[batch.Tokens * features];
        ForEachPosition(batch, (position, row, step) =>
        {
            for (int feature = 0; feature < features; feature++)
                flat[(position * features) + feature] = padded[row, step, feature];
        });
        return flat;
    }

    /// <summary>[row, step, feature] of N rows one behind the other.</summary>
    public static double[,,] Pad(RaggedBatch batch, double[,] positions)
    {
        double[,,] padded = new double[batch.Rows, batch.Steps, positions.GetLength(1)];
        ForEachPosition(batch, (position, row, step) =>
        {
            for (int feature = 0; feature < positions.GetLength(1); feature++)
                padded[row, step, feature] = positions[position, feature];
        });
        return padded;
    }

    /// <summary>(R * F) for each id the sum over the positions that hold it.</summary>
    public static double[] SumById(RaggedBatch batch, double[,,] padded, int ids)
    {
        int features = padded.GetLength(2);
        double[] sums = new double[ids * features];
        ForEachPosition(batch, (position, row, step) =>
        {
            for (int feature = 0; feature < features; feature++)
                sums[(batch.Ids[position] * features) + feature] += padded[row, step, feature];
        });
        return sums;
    }

    /// <summary>The rows one behind the other, without what lies between columns and stride.</summary>
    public static float[] Flatten(Matrix matrix)
    {
        float[] flat = new float[matrix.Rows * matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
            matrix.RowSpan(row).CopyTo(flat.AsSpan(row * matrix.Columns));
        return flat;
    }

    /// <summary>Copies [row, feature] into the matrix.</summary>
    public static void Fill(Matrix matrix, double[,] values)
    {
        Assert.Equal((values.GetLength(0), values.GetLength(1)), (matrix.Rows, matrix.Columns));
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int column = 0; column < matrix.Columns; column++)
                matrix.RowSpan(row)[column] = (float)values[row, column];
        }
    }

    private static void ForEachPosition(RaggedBatch batch, Action<int, int, int> action)
    {
        for (int step = 0; step < batch.Steps; step++)
        {
            for (int position = batch.Offsets[step]; position < batch.Offsets[step + 1]; position++)
                action(position, position - batch.Offsets[step], step);
        }
    }
}
