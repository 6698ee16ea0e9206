using System.Numerics.Tensors;
using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>Tells a transformer where in the review each token is, by sinusoids.</summary>
/// <param name="Scale">
/// What the tokens' features are multiplied by, 0.001 to 1,000; null takes sqrt(F), the paper's. That suits embeddings that start with a variance of
/// 1 / F; Keras's start smaller, at U(-0.05, 0.05), and about 32 keeps the paper's proportion of token to position. Default null.
/// </param>
public sealed record Positions(double? Scale = null) : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, Positions> Options = new("positions", () =>
        new OptionTable<Positions>("Adds sinusoids of each token's position.", new Positions())
            .Add(
                "scale",
                Values.Number(1e-3, 1e3).OrNull(),
                "What the features are multiplied by first; null takes the root of their number.",
                x => x.Scale,
                (x, v) => x with { Scale = v }));

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override Layer Build(LayerBuilder builder)
    {
        Shape shape = builder.Need(ShapeKind.Sequence);
        return new PositionsLayer((float)(Scale ?? Math.Sqrt(shape.Features))) { Name = builder.Name, Output = shape };
    }
}

/// <summary>
/// Sinusoidal positions (Vaswani et al. 2017, sections 3.4 and 3.5): y = scale x + p, with p(t, 2i) = sin(t / 10000^(2i / F)), p(t, 2i + 1) the
/// cosine, t from 0. They need no weights and know no greatest length.
/// </summary>
internal sealed unsafe class PositionsLayer(float scale) : Layer<PositionsLayer.State>
{
    protected override void Forward(Features input, Features output, State state, Pass pass)
    {
        Matrix x = input.Values;
        var job = new ForwardJob(
            pass.Batch.OffsetPointer, pass.Batch.Steps, state.Table(pass.Batch.Steps, x.Columns), scale, x, output.Resize(x.Rows, x.Columns));
        pass.Team.Run(ref job);
    }

    protected override void Backward(Features input, Features output, State state, Pass pass)
    {
        Matrix dy = output.Gradient;
        Matrix dx = input.ResizeGradient();
        for (int row = 0; row < dx.Rows; row++)
            TensorPrimitives.Multiply(dy.RowSpan(row), scale, dx.RowSpan(row));
    }

    /// <summary>Steps are dealt out one by one: early ones have more rows.</summary>
    private readonly struct ForwardJob(int* offsets, int steps, Matrix table, float scale, Matrix x, Matrix y) : ITeamJob
    {
        public void Run(int member, int members)
        {
            for (int step = member; step < steps; step += members)
            {
                for (int position = offsets[step]; position < offsets[step + 1]; position++)
                    TensorPrimitives.MultiplyAdd(x.RowSpan(position), scale, table.RowSpan(step), y.RowSpan(position));
            }
        }
    }

    internal sealed class State
    {
        private readonly MatrixBuffer _table = new();

        /// <summary>(steps, features)</summary>
        public Matrix Table(int steps, int features)
        {
            if (_table.View.Rows >= steps && _table.View.Columns == features)
                return _table.View;
            Matrix table = _table.Ensure(steps, features);
            for (int t = 0; t < steps; t++)
            {
                for (int feature = 0; feature < features; feature++)
                {
                    double angle = t / Math.Pow(10000, feature / 2 * 2 / (double)features);
                    table.Row(t)[feature] = (float)(feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
                }
            }

            return table;
        }
    }
}
