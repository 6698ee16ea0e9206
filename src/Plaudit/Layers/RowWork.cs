using System.Numerics.Tensors;
using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>Small work on every row of a sequence's matrix, (N, F). Rows are divided among the team.</summary>
internal static unsafe class RowWork
{
    private enum Kind
    {
        Add,
        Copy,
        Relu,
        ReluGradient,
    }

    /// <summary>target += source.</summary>
    public static void Add(ThreadTeam team, Matrix source, Matrix target) => Run(team, Kind.Add, source, target);

    /// <summary>target = source.</summary>
    public static void Copy(ThreadTeam team, Matrix source, Matrix target) => Run(team, Kind.Copy, source, target);

    /// <summary>target = max(target, 0).</summary>
    public static void Relu(ThreadTeam team, Matrix target) => Run(team, Kind.Relu, target, target);

    /// <summary>gradient = 0 where the output of relu is 0.</summary>
    public static void ReluGradient(ThreadTeam team, Matrix output, Matrix gradient) => Run(team, Kind.ReluGradient, output, gradient);

    private static void Run(ThreadTeam team, Kind kind, Matrix source, Matrix target)
    {
        var job = new Job(kind, source, target);
        team.Run(ref job);
    }

    private readonly struct Job(Kind kind, Matrix source, Matrix target) : ITeamJob
    {
        public void Run(int member, int members)
        {
            (int first, int end) = Share.Of(target.Rows, 1, member, members);
            for (int row = first; row < end; row++)
            {
                Span<float> to = target.RowSpan(row);
                Span<float> from = source.RowSpan(row);
                switch (kind)
                {
                    case Kind.Add:
                        TensorPrimitives.Add(to, from, to);
                        break;
                    case Kind.Copy:
                        from.CopyTo(to);
                        break;
                    case Kind.Relu:
                        TensorPrimitives.Max(to, 0f, to);
                        break;
                    default:
                        for (int column = 0; column < to.Length; column++)
                            to[column] = from[column] > 0 ? to[column] : 0;
                        break;
                }
            }
        }
    }
}
