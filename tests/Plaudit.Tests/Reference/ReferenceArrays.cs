using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plaudit.Tests.Reference;

/// <summary>
/// What the references share. They are written to be believed at sight: double precision, one loop per index, a padded batch [row, step, feature]
/// beside the rows' lengths; step t of row b is real when t is below lengths[b], and padding otherwise.
/// Backward methods return fresh gradients instead of adding to old ones.
/// </summary>
internal static class ReferenceArrays
{
    /// <summary>All elements of an array of doubles of any rank, row-major, in place.</summary>
    public static Span<double> Flat(this Array array)
    {
        Assert.Equal(typeof(double), array.GetType().GetElementType());
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, double>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
    }

    /// <summary>[row, feature] at one step.</summary>
    public static double[,] AtStep(this double[,,] sequences, int step)
    {
        double[,] result = new double[sequences.GetLength(0), sequences.GetLength(2)];
        for (int row = 0; row < result.GetLength(0); row++)
        {
            for (int feature = 0; feature < result.GetLength(1); feature++)
                result[row, feature] = sequences[row, step, feature];
        }

        return result;
    }

    /// <summary>Turns each row around within its own length; padding stays where it is.</summary>
    public static double[,,] FlipWithinLengths(this double[,,] sequences, int[] lengths)
    {
        double[,,] result = (double[,,])sequences.Clone();
        for (int row = 0; row < lengths.Length; row++)
        {
            for (int step = 0; step < lengths[row]; step++)
            {
                for (int feature = 0; feature < sequences.GetLength(2); feature++)
                    result[row, step, feature] = sequences[row, lengths[row] - 1 - step, feature];
            }
        }

        return result;
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
