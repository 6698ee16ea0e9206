using System.Numerics.Tensors;
using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>A weighted mean of a review's tokens, with learned weights.</summary>
/// <param name="Units">U, features of the hidden layer that scores a token, 1 to 8,192; null uses as many as the tokens have. Default null.</param>
public sealed record AttentionPooling(int? Units = null) : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, AttentionPooling> Options = new("attention", () =>
        new OptionTable<AttentionPooling>("A weighted mean of a review's tokens, with learned weights.", new AttentionPooling())
            .Add(
                "units",
                Values.Whole(1, 8192).OrNull(),
                "Features of the hidden layer that scores a token; null takes as many as the input has.",
                x => x.Units,
                (x, v) => x with { Units = v }));

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override Layer Build(LayerBuilder builder)
    {
        int features = builder.Need(ShapeKind.Sequence).Features;
        int units = Units ?? features;
        var judge = Linear.Declare(builder, "", features, units);
        Parameter context = builder.Add("context", [units, 1], Initializers.GlorotUniform);
        return new AttentionLayer(judge, units, context) { Name = builder.Name, Output = Shape.Vector(features) };
    }
}

/// <summary>
/// Attention pooling as in hierarchical attention networks (Yang et al. 2016, equations 5-7, after Bahdanau et al. 2015):
/// score = v' tanh(W x + b), weights = softmax of a review's own scores, y = sum of weights times x.
/// x (N, F), W (F, U), b (U), v (U), y (B, F). Reviews are divided among the team.
/// </summary>
internal sealed unsafe class AttentionLayer : Layer<AttentionLayer.State>
{
    private readonly Linear _judge;
    private readonly int _units;
    private readonly Parameter _context;

    public AttentionLayer(Linear judge, int units, Parameter context)
    {
        _judge = judge;
        _units = units;
        _context = context;
        Parameters = [.. judge.Parameters, context];
    }

    public override void Prepare() => _judge.Prepare();

    protected override void Forward(Features input, Features output, State state, Pass pass)
    {
        Matrix x = input.Values;
        Matrix hidden = state.Hidden.Ensure(x.Rows, _units);
        _judge.Forward(pass.Team, x, hidden);
        var job = new ForwardJob
        {
            Offsets = pass.Batch.OffsetPointer,
            Lengths = pass.Batch.LengthPointer,
            X = x,
            Hidden = hidden,
            Context = _context.ValueMatrix.Data,
            Weights = state.Weights.Ensure(x.Rows),
            Y = output.Resize(pass.Batch.Rows, x.Columns),
        };
        pass.Team.Run(ref job);
    }

    protected override void Backward(Features input, Features output, State state, Pass pass)
    {
        Matrix hidden = state.Hidden.View;
        Matrix dHidden = state.HiddenGradient.Ensure(hidden.Rows, _units);
        var job = new BackwardJob
        {
            Offsets = pass.Batch.OffsetPointer,
            Lengths = pass.Batch.LengthPointer,
            X = input.Values,
            Hidden = hidden,
            Context = _context.ValueMatrix.Data,
            Weights = state.Weights.Pointer,
            Scores = state.ScoreGradient.Ensure(hidden.Rows),
            Dy = output.Gradient,
            Dx = input.ResizeGradient(),
            DHidden = dHidden,
        };
        pass.Team.Run(ref job);
        var context = new ContextJob(hidden, state.ScoreGradient.Pointer, _context.GradientMatrix.Data);
        pass.Team.Run(ref context);
        _judge.Backward(pass.Team, input.Values, dHidden, input.Gradient, accumulate: true, state.Scratch);
    }

    /// <summary>Reviews are sorted by length, so members take them in turn.</summary>
    private struct ForwardJob : ITeamJob
    {
        public int* Offsets;
        public int* Lengths;
        public Matrix X;
        public Matrix Hidden;
        public Matrix Y;
        public float* Context;
        public float* Weights;

        public readonly void Run(int member, int members)
        {
            var context = new ReadOnlySpan<float>(Context, Hidden.Columns);
            for (int row = member; row < Y.Rows; row += members)
            {
                float largest = float.NegativeInfinity;
                for (int step = 0; step < Lengths[row]; step++)
                {
                    int position = Offsets[step] + row;
                    Span<float> hidden = Hidden.RowSpan(position);
                    TensorPrimitives.Tanh(hidden, hidden);
                    Weights[position] = TensorPrimitives.Dot(hidden, context);
                    largest = Math.Max(largest, Weights[position]);
                }

                double sum = 0;
                for (int step = 0; step < Lengths[row]; step++)
                {
                    int position = Offsets[step] + row;
                    Weights[position] = MathF.Exp(Weights[position] - largest);
                    sum += Weights[position];
                }

                Span<float> y = Y.RowSpan(row);
                y.Clear();
                for (int step = 0; step < Lengths[row]; step++)
                {
                    int position = Offsets[step] + row;
                    Weights[position] = (float)(Weights[position] / sum);
                    TensorPrimitives.MultiplyAdd(X.RowSpan(position), Weights[position], y, y);
                }
            }
        }
    }

    private struct BackwardJob : ITeamJob
    {
        public int* Offsets;
        public int* Lengths;
        public Matrix X;
        public Matrix Hidden;
        public Matrix Dy;
        public Matrix Dx;
        public Matrix DHidden;
        public float* Context;
        public float* Weights;
        public float* Scores;

        public readonly void Run(int member, int members)
        {
            for (int row = member; row < Dy.Rows; row += members)
            {
                Span<float> dy = Dy.RowSpan(row);
                double mean = 0;
                for (int step = 0; step < Lengths[row]; step++)
                {
                    int position = Offsets[step] + row;
                    Scores[position] = TensorPrimitives.Dot(dy, X.RowSpan(position));
                    mean += Weights[position] * (double)Scores[position];
                }

                for (int step = 0; step < Lengths[row]; step++)
                {
                    int position = Offsets[step] + row;
                    TensorPrimitives.Multiply(dy, Weights[position], Dx.RowSpan(position));
                    float score = Scores[position] = Weights[position] * (Scores[position] - (float)mean);
                    float* hidden = Hidden.Row(position);
                    float* gradient = DHidden.Row(position);
                    for (int unit = 0; unit < Hidden.Columns; unit++)
                        gradient[unit] = score * Context[unit] * (1 - (hidden[unit] * hidden[unit]));
                }
            }
        }
    }

    /// <summary>dv += sum over positions of dscore times hidden. Units are divided among the team.</summary>
    private readonly struct ContextJob(Matrix hidden, float* scores, float* gradient) : ITeamJob
    {
        public void Run(int member, int members)
        {
            (int first, int end) = Share.Of(hidden.Columns, Tile.Group, member, members);
            var sum = new Span<float>(gradient + first, end - first);
            for (int position = 0; position < hidden.Rows; position++)
                TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(hidden.Row(position) + first, end - first), scores[position], sum, sum);
        }
    }

    internal sealed class State
    {
        /// <summary>(N, U) tanh(W x + b)</summary>
        public MatrixBuffer Hidden { get; } = new();

        public MatrixBuffer HiddenGradient { get; } = new();

        /// <summary>(N) a review's sum to 1.</summary>
        public AlignedBuffer<float> Weights { get; } = new();

        public AlignedBuffer<float> ScoreGradient { get; } = new();

        public Linear.Scratch Scratch { get; } = new();
    }
}
