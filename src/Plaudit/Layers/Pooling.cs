using System.Numerics.Tensors;
using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>What a pooling layer takes of a review's tokens.</summary>
internal enum PoolingKind
{
    /// <summary>The largest value of each feature; the first of equals receives the gradient.</summary>
    Max,

    /// <summary>The mean of each feature.</summary>
    Mean,

    /// <summary>The last token's features.</summary>
    Last,
}

/// <summary>The greatest value of each feature over a review's tokens.</summary>
public sealed record MaxPooling : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, MaxPooling> Options =
        new("max-pooling", () => new OptionTable<MaxPooling>("The greatest value of each feature over a review's tokens.", new MaxPooling()));

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override Layer Build(LayerBuilder builder) => PoolingLayer.Build(builder, PoolingKind.Max);
}

/// <summary>The mean of each feature over a review's tokens.</summary>
public sealed record MeanPooling : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, MeanPooling> Options =
        new("mean-pooling", () => new OptionTable<MeanPooling>("The mean of each feature over a review's tokens.", new MeanPooling()));

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override Layer Build(LayerBuilder builder) => PoolingLayer.Build(builder, PoolingKind.Mean);
}

/// <summary>The features of a review's last token.</summary>
public sealed record LastPooling : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, LastPooling> Options =
        new("last", () => new OptionTable<LastPooling>("The features of a review's last token.", new LastPooling()));

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override Layer Build(LayerBuilder builder) => PoolingLayer.Build(builder, PoolingKind.Last);
}

/// <summary>All three side by side, (B, 3F): maximum, mean and last (the concat pooling of ULMFiT, Howard and Ruder 2018).</summary>
public sealed record ConcatPooling : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, ConcatPooling> Options =
        new("concat-pooling", () => new OptionTable<ConcatPooling>("Maximum, mean and last side by side.", new ConcatPooling()));

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override Layer Build(LayerBuilder builder) => PoolingLayer.Build(builder, PoolingKind.Max, PoolingKind.Mean, PoolingKind.Last);
}

/// <summary>Pools (N, F) to (B, F), over each review's own tokens. Features are divided among the team.</summary>
internal sealed unsafe class PoolingLayer(IReadOnlyList<PoolingKind> kinds) : Layer<PoolingLayer.State>
{
    public static PoolingLayer Build(LayerBuilder builder, params IReadOnlyList<PoolingKind> kinds)
    {
        int features = builder.Need(ShapeKind.Sequence).Features;
        return new PoolingLayer(kinds) { Name = builder.Name, Output = Shape.Vector(kinds.Count * features) };
    }

    protected override void Forward(Features input, Features output, State state, Pass pass)
    {
        Matrix x = input.Values;
        Matrix y = output.Resize(pass.Batch.Rows, Output.Features);
        int* largest = state.Largest.Ensure(pass.Batch.Rows * (long)x.Columns);
        for (int i = 0; i < kinds.Count; i++)
        {
            var job = new ForwardJob(
                kinds[i], pass.Batch.OffsetPointer, pass.Batch.LengthPointer, pass.Batch.Steps, x, Part(y, i, x.Columns), largest);
            pass.Team.Run(ref job);
        }
    }

    protected override void Backward(Features input, Features output, State state, Pass pass)
    {
        Matrix dx = input.ResizeGradient();
        dx.Clear();
        for (int i = 0; i < kinds.Count; i++)
        {
            Matrix dy = Part(output.Gradient, i, dx.Columns);
            var job = new BackwardJob(kinds[i], pass.Batch.OffsetPointer, pass.Batch.LengthPointer, pass.Batch.Steps, dy, dx, state.Largest.Pointer);
            pass.Team.Run(ref job);
        }
    }

    private static Matrix Part(Matrix all, int part, int columns) => new(all.Data + (part * columns), all.Rows, columns, all.Stride);

    private static int LastPosition(int* offsets, int* lengths, int row) => offsets[lengths[row] - 1] + row;

    private readonly struct ForwardJob(PoolingKind kind, int* offsets, int* lengths, int steps, Matrix x, Matrix y, int* largest) : ITeamJob
    {
        public void Run(int member, int members)
        {
            (int first, int end) = Share.Of(x.Columns, Tile.Group, member, members);
            int count = end - first;
            if (count == 0)
                return;

            // A row's first token lies at step 0, where every row is active; the later ones are added to it or compared with it.
            for (int row = 0; row < y.Rows; row++)
            {
                int from = kind == PoolingKind.Last ? LastPosition(offsets, lengths, row) : row;
                new ReadOnlySpan<float>(x.Row(from) + first, count).CopyTo(new Span<float>(y.Row(row) + first, count));
                if (kind == PoolingKind.Max)
                    new Span<int>(largest + ((nint)row * x.Columns) + first, count).Fill(row);
            }

            for (int step = 1; step < steps && kind != PoolingKind.Last; step++)
            {
                for (int position = offsets[step]; position < offsets[step + 1]; position++)
                {
                    int row = position - offsets[step];
                    if (kind == PoolingKind.Max)
                        Compare(x.Row(position), y.Row(row), largest + ((nint)row * x.Columns), position, first, end);
                    else
                        Elementwise.Add(x.Row(position) + first, y.Row(row) + first, count);
                }
            }

            for (int row = 0; row < y.Rows && kind == PoolingKind.Mean; row++)
            {
                var mean = new Span<float>(y.Row(row) + first, count);
                TensorPrimitives.Divide(mean, lengths[row], mean);
            }
        }

        private static void Compare(float* candidate, float* best, int* largest, int position, int first, int end)
        {
            for (int column = first; column < end; column++)
            {
                // A NaN wins and stays, so that a broken model shows itself.
                if (candidate[column] > best[column] || float.IsNaN(candidate[column]))
                {
                    best[column] = candidate[column];
                    largest[column] = position;
                }
            }
        }
    }

    private readonly struct BackwardJob(PoolingKind kind, int* offsets, int* lengths, int steps, Matrix dy, Matrix dx, int* largest) : ITeamJob
    {
        public void Run(int member, int members)
        {
            (int first, int end) = Share.Of(dx.Columns, Tile.Group, member, members);
            int count = end - first;
            for (int row = 0; row < dy.Rows && kind != PoolingKind.Mean; row++)
            {
                if (kind == PoolingKind.Last)
                {
                    Elementwise.Add(dy.Row(row) + first, dx.Row(LastPosition(offsets, lengths, row)) + first, count);
                    continue;
                }

                for (int column = first; column < end; column++)
                    dx.Row(largest[((nint)row * dx.Columns) + column])[column] += dy.Row(row)[column];
            }

            for (int step = 0; step < steps && kind == PoolingKind.Mean; step++)
            {
                for (int position = offsets[step]; position < offsets[step + 1]; position++)
                {
                    int row = position - offsets[step];
                    var sum = new Span<float>(dx.Row(position) + first, count);
                    TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(dy.Row(row) + first, count), 1f / lengths[row], sum, sum);
                }
            }
        }
    }

    internal sealed class State
    {
        /// <summary>(B, F) the position that the largest value was found at.</summary>
        public AlignedBuffer<int> Largest { get; } = new();
    }
}
