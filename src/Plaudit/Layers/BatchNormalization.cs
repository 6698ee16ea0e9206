using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>Normalizes each feature over a batch.</summary>
/// <param name="Momentum">How much of the moving statistics a step keeps, in [0, 1). Default 0.99.</param>
/// <param name="Epsilon">Added to the variance, 1e-12 to 1. Default 1e-3.</param>
public sealed record BatchNormalization(double Momentum = 0.99, double Epsilon = 1e-3) : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, BatchNormalization> Options = new("batch-normalization", () =>
        new OptionTable<BatchNormalization>("Batch normalisation over all tokens of a batch, by Keras's rules.", new BatchNormalization())
            .Add(
                "momentum",
                Values.Number(0, 1, exclusive: true),
                "How much of the moving statistics a step keeps.",
                x => x.Momentum,
                (x, v) => x with { Momentum = v })
            .Add("epsilon", Values.Number(1e-12, 1), "Added to the variance.", x => x.Epsilon, (x, v) => x with { Epsilon = v }));

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override ShapeKind? Reads => null;

    internal override Layer Build(LayerBuilder builder)
    {
        Shape shape = builder.NeedFeatures();
        return new BatchNormalizationLayer(
            this,
            builder.Add("gamma", [shape.Features], Initializers.Ones),
            builder.Add("beta", [shape.Features], Initializers.Zeros),
            builder.Add("moving_mean", [shape.Features], Initializers.Zeros, trainable: false),
            builder.Add("moving_variance", [shape.Features], Initializers.Ones, trainable: false))
        {
            Name = builder.Name,
            Output = shape,
        };
    }
}

/// <summary>
/// Batch normalization (Ioffe and Szegedy 2015) by Keras's rule: y = gamma (x - mean) / sqrt(variance + epsilon) + beta, mean and variance (divided
/// by N) over all rows of the batch, which for a sequence are all its real tokens. Each training pass moves the moving statistics, moving = moving
/// momentum + batch (1 - momentum), and prediction uses those.
/// </summary>
/// <remarks>
/// A training batch of a single row is refused, as PyTorch does: its variance is zero, so the output would be beta whatever the input was, and no
/// gradient would pass (Keras continues without a warning).
/// </remarks>
internal sealed unsafe class BatchNormalizationLayer : Layer<BatchNormalizationLayer.State>
{
    private readonly BatchNormalization _options;
    private readonly Parameter _gamma;
    private readonly Parameter _beta;
    private readonly Parameter _movingMean;
    private readonly Parameter _movingVariance;

    public BatchNormalizationLayer(BatchNormalization options, Parameter gamma, Parameter beta, Parameter movingMean, Parameter movingVariance)
    {
        _options = options;
        _gamma = gamma;
        _beta = beta;
        _movingMean = movingMean;
        _movingVariance = movingVariance;
        Parameters = [gamma, beta, movingMean, movingVariance];
    }

    public override int SmallestBatch => Output.Kind == ShapeKind.Vector ? 2 : 1;

    protected override void Forward(Features input, Features output, State state, Pass pass)
    {
        Matrix x = input.Values;
        state.Ensure(x.Columns);
        if (pass.Training)
        {
            if (x.Rows == 1)
                ThrowOneRow();
            ColumnNorm.Moments(pass.Team, x, state.Mean, state.Variance);
            Move(state.Mean, _movingMean);
            Move(state.Variance, _movingVariance);
        }
        else
        {
            _movingMean.Value.CopyTo(new Span<float>(state.Mean, x.Columns));
            _movingVariance.Value.CopyTo(new Span<float>(state.Variance, x.Columns));
        }

        ReadOnlySpan<float> gamma = _gamma.Value;
        for (int column = 0; column < x.Columns; column++)
        {
            state.Inverse[column] = 1 / MathF.Sqrt(state.Variance[column] + (float)_options.Epsilon);
            state.Scale[column] = gamma[column] * state.Inverse[column];
        }

        ColumnNorm.Normalize(pass.Team, x, state.Mean, state.Scale, _beta.ValueMatrix.Data, output.Resize(x.Rows, x.Columns));
    }

    protected override void Backward(Features input, Features output, State state, Pass pass)
    {
        Matrix x = input.Values;
        ColumnNorm.Sums(pass.Team, x, output.Gradient, state.Mean, state.Sum, state.Product);
        Span<float> gamma = _gamma.Gradient;
        Span<float> beta = _beta.Gradient;
        for (int column = 0; column < x.Columns; column++)
        {
            float inverse = state.Inverse[column];
            gamma[column] += state.Product[column] * inverse;
            beta[column] += state.Sum[column];

            // dx = scale (dy - mean dy - xhat mean(dy xhat)), with xhat = (x - mean) inverse.
            state.Sum[column] /= x.Rows;
            state.Product[column] *= state.Scale[column] * inverse * inverse / x.Rows;
        }

        ColumnNorm.Backward(pass.Team, x, output.Gradient, state.Mean, state.Scale, state.Sum, state.Product, input.ResizeGradient());
    }

    private void Move(float* batch, Parameter moving)
    {
        Span<float> values = moving.Value;
        float momentum = (float)_options.Momentum;
        for (int column = 0; column < values.Length; column++)
            values[column] = (values[column] * momentum) + (batch[column] * (1 - momentum));
    }

    private void ThrowOneRow() => throw new PlauditException(
        $"{Name}: batch normalization cannot train on a batch of one row, whose variance is zero; choose a training.batchSize that leaves no batch "
            + "of a single review");

    internal sealed class State
    {
        private readonly MatrixBuffer _rows = new();

        public float* Mean => _rows.View.Row(0);

        public float* Variance => _rows.View.Row(1);

        /// <summary>1 / sqrt(variance + epsilon)</summary>
        public float* Inverse => _rows.View.Row(2);

        /// <summary>gamma times <see cref="Inverse"/></summary>
        public float* Scale => _rows.View.Row(3);

        public float* Sum => _rows.View.Row(4);

        public float* Product => _rows.View.Row(5);

        /// <summary>Makes each (<paramref name="features"/>).</summary>
        public void Ensure(int features)
        {
            if (_rows.View.Columns != features)
                _rows.Ensure(6, features).Clear();
        }
    }
}
