using System.Numerics.Tensors;

namespace Plaudit.Training;

/// <summary>Keeps a step's gradient from being larger than a given length (Pascanu et al. 2013): all parameters together, as one vector.</summary>
internal static class GradientClipping
{
    private const int Block = 1 << 14;

    /// <summary>The Euclidean norm of all gradients. Summed in blocks of fixed size, so the number of threads cannot change it.</summary>
    public static double GlobalNorm(ReadOnlySpan<float> gradients)
    {
        double sum = 0;
        for (int first = 0; first < gradients.Length; first += Block)
            sum += TensorPrimitives.SumOfSquares(gradients.Slice(first, Math.Min(Block, gradients.Length - first)));
        return Math.Sqrt(sum);
    }

    /// <summary>What to multiply the gradients by so that their norm is at most <paramref name="limit"/>; 1 without a limit.</summary>
    public static double Scale(ReadOnlySpan<float> gradients, double? limit)
    {
        if (limit is not { } most)
            return 1;
        double norm = GlobalNorm(gradients);
        return norm > most ? most / norm : 1;
    }
}
