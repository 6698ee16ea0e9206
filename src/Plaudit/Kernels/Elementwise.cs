using System.Numerics.Tensors;

namespace Plaudit.Kernels;

/// <summary>Small helpers over rows of floats, where TensorPrimitives is fast enough.</summary>
internal static unsafe class Elementwise
{
    /// <summary>target += source.</summary>
    public static void Add(float* source, float* target, int count)
    {
        var into = new Span<float>(target, count);
        TensorPrimitives.Add(into, new ReadOnlySpan<float>(source, count), into);
    }

    /// <summary>target = a * b.</summary>
    public static void Multiply(float* a, float* b, float* target, int count) =>
        TensorPrimitives.Multiply(new ReadOnlySpan<float>(a, count), new ReadOnlySpan<float>(b, count), new Span<float>(target, count));

    /// <summary>target (1, C) = sum of the rows of source (R, C). Columns are divided among the team.</summary>
    public static void SumRows(ThreadTeam team, Matrix source, Matrix target)
    {
        var job = new SumRowsJob(source, target);
        team.Run(ref job);
    }

    private readonly struct SumRowsJob(Matrix source, Matrix target) : ITeamJob
    {
        public void Run(int member, int members)
        {
            (int first, int end) = Share.Of(source.Columns, Tile.Group, member, members);
            if (first == end)
                return;
            var sum = new Span<float>(target.Row(0) + first, end - first);
            sum.Clear();
            for (int row = 0; row < source.Rows; row++)
                TensorPrimitives.Add(sum, new ReadOnlySpan<float>(source.Row(row) + first, end - first), sum);
        }
    }
}
