using System.Numerics.Tensors;
using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>
/// Layer normalisation (Ba et al. 2016), a part of layers: y = gamma (x - mean) / sqrt(variance + epsilon) + beta, mean and variance (divided by F)
/// over the features of each row. Epsilon is Keras's 1e-3.
/// </summary>
internal sealed unsafe class RowNorm(Parameter gamma, Parameter beta)
{
    private const float Epsilon = 1e-3f;

    public IReadOnlyList<Parameter> Parameters { get; } = [gamma, beta];

    public static RowNorm Declare(LayerBuilder builder, string prefix, int features) =>
        new(builder.Add($"{prefix}gamma", [features], Initializers.Ones), builder.Add($"{prefix}beta", [features], Initializers.Zeros));

    /// <summary>From x (R, F) to y (R, F). Rows are divided among the team.</summary>
    public void Forward(ThreadTeam team, Matrix x, Matrix y, State state)
    {
        var job = new ForwardJob(
            x, y, gamma.ValueMatrix.Data, beta.ValueMatrix.Data, state.Normalized.Ensure(x.Rows, x.Columns), state.Inverse.Ensure(x.Rows));
        team.Run(ref job);
    }

    /// <summary>Adds to the gradients of gamma and beta and to <paramref name="dx"/>.</summary>
    public void Backward(ThreadTeam team, Matrix dy, Matrix dx, State state)
    {
        var weights = new WeightsJob(dy, state.Normalized.View, gamma.GradientMatrix.Data, beta.GradientMatrix.Data);
        team.Run(ref weights);
        var job = new BackwardJob(dy, dx, gamma.ValueMatrix.Data, state.Normalized.View, state.Inverse.Pointer);
        team.Run(ref job);
    }

    private readonly struct ForwardJob(Matrix x, Matrix y, float* gamma, float* beta, Matrix normalized, float* inverse) : ITeamJob
    {
        public void Run(int member, int members)
        {
            (int first, int end) = Share.Of(x.Rows, 1, member, members);
            for (int row = first; row < end; row++)
            {
                Span<float> centred = normalized.RowSpan(row);
                TensorPrimitives.Subtract(x.RowSpan(row), TensorPrimitives.Sum<float>(x.RowSpan(row)) / x.Columns, centred);
                inverse[row] = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(centred) / x.Columns) + Epsilon);
                TensorPrimitives.Multiply(centred, inverse[row], centred);
                TensorPrimitives.MultiplyAdd(
                    centred, new ReadOnlySpan<float>(gamma, x.Columns), new ReadOnlySpan<float>(beta, x.Columns), y.RowSpan(row));
            }
        }
    }

    /// <summary>dx += inverse (g - mean g - xhat mean(g xhat)), with g = gamma dy; destroys dy.</summary>
    private readonly struct BackwardJob(Matrix dy, Matrix dx, float* gamma, Matrix normalized, float* inverse) : ITeamJob
    {
        public void Run(int member, int members)
        {
            (int first, int end) = Share.Of(dy.Rows, 1, member, members);
            for (int row = first; row < end; row++)
            {
                Span<float> g = dy.RowSpan(row);
                Span<float> xhat = normalized.RowSpan(row);
                TensorPrimitives.Multiply(g, new ReadOnlySpan<float>(gamma, g.Length), g);
                float mean = TensorPrimitives.Sum<float>(g) / g.Length;
                float product = TensorPrimitives.Dot<float>(g, xhat) / g.Length;
                TensorPrimitives.MultiplyAdd(xhat, -product, g, g);
                TensorPrimitives.Subtract(g, mean, g);
                TensorPrimitives.MultiplyAdd(g, inverse[row], dx.RowSpan(row), dx.RowSpan(row));
            }
        }
    }

    /// <summary>Features are divided among the team, so the order of the sums does not depend on the number of threads.</summary>
    private readonly struct WeightsJob(Matrix dy, Matrix normalized, float* gamma, float* beta) : ITeamJob
    {
        public void Run(int member, int members)
        {
            (int first, int end) = Share.Of(dy.Columns, Tile.Group, member, members);
            int count = end - first;
            var scale = new Span<float>(gamma + first, count);
            var shift = new Span<float>(beta + first, count);
            for (int row = 0; row < dy.Rows; row++)
            {
                var g = new ReadOnlySpan<float>(dy.Row(row) + first, count);
                TensorPrimitives.MultiplyAdd(g, new ReadOnlySpan<float>(normalized.Row(row) + first, count), scale, scale);
                TensorPrimitives.Add(shift, g, shift);
            }
        }
    }

    internal sealed class State
    {
        /// <summary>(R, F) (x - mean) / sqrt(variance + epsilon)</summary>
        public MatrixBuffer Normalized { get; } = new();

        /// <summary>(R) 1 / sqrt(variance + epsilon)</summary>
        public AlignedBuffer<float> Inverse { get; } = new();
    }
}
