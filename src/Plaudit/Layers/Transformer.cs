using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>A transformer encoder layer: self-attention within each review, and a feed-forward network.</summary>
/// <param name="Heads">Attention heads, 1 to 256; F must be a multiple. Default 4.</param>
/// <param name="FeedForward">Features within the feed-forward part, 1 to 65,536; null takes 4 F. Default null.</param>
public sealed record Transformer(int Heads = 4, int? FeedForward = null) : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, Transformer> Options = new("transformer", () =>
        new OptionTable<Transformer>("A transformer encoder layer: self-attention within each review and a feed-forward network.", new Transformer())
            .Add("heads", Values.Whole(1, 256), "Attention heads; they divide the features among them.", x => x.Heads, (x, v) => x with { Heads = v })
            .Add(
                "feedForward",
                Values.Whole(1, 65536).OrNull(),
                "Features of the feed-forward layer; null takes four times the input's.",
                x => x.FeedForward,
                (x, v) => x with { FeedForward = v }));

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override Layer Build(LayerBuilder builder)
    {
        int features = builder.Need(ShapeKind.Sequence).Features;
        if (features % Heads != 0)
            throw new PlauditException($"{builder.Path}.heads: expected a number that divides the {features} features below it, found {Heads}");
        return new TransformerLayer(builder, features, Heads, FeedForward ?? 4 * features) { Name = builder.Name, Output = builder.Input };
    }
}

/// <summary>
/// An encoder layer (Vaswani et al. 2017) with the norms before each part ("pre-norm", Xiong et al. 2020: trains without a warm-up of the rate):
/// r = x + attention(norm(x)) Wo + bo, y = r + relu(norm(r) W1 + b1) W2 + b2. Every token of a review sees every other; none sees another review's.
/// It does not know the order of tokens: a <c>positions</c> layer below it tells. Queries, keys and values are one product, (F, 3F), and are
/// initialised as one (PyTorch's rule).
/// </summary>
internal sealed class TransformerLayer : Layer<TransformerLayer.State>
{
    private readonly int _heads;
    private readonly int _hidden;
    private readonly RowNorm _attentionNorm;
    private readonly Linear _project;
    private readonly Linear _combine;
    private readonly RowNorm _feedForwardNorm;
    private readonly Linear _expand;
    private readonly Linear _contract;

    public TransformerLayer(LayerBuilder builder, int features, int heads, int hidden)
    {
        _heads = heads;
        _hidden = hidden;
        _attentionNorm = RowNorm.Declare(builder, "attention.norm.", features);
        _project = Linear.Declare(builder, "attention.qkv.", features, 3 * features);
        _combine = Linear.Declare(builder, "attention.output.", features, features);
        _feedForwardNorm = RowNorm.Declare(builder, "feed_forward.norm.", features);
        _expand = Linear.Declare(builder, "feed_forward.expand.", features, hidden);
        _contract = Linear.Declare(builder, "feed_forward.contract.", hidden, features);
        Parameters =
        [
            .. _attentionNorm.Parameters, .. _project.Parameters, .. _combine.Parameters,
            .. _feedForwardNorm.Parameters, .. _expand.Parameters, .. _contract.Parameters,
        ];
    }

    public override void Prepare()
    {
        _project.Prepare();
        _combine.Prepare();
        _expand.Prepare();
        _contract.Prepare();
    }

    protected override void Forward(Features input, Features output, State state, Pass pass)
    {
        Matrix x = input.Values;
        Matrix normalized = state.Normalized.Ensure(x.Rows, x.Columns);
        _attentionNorm.Forward(pass.Team, x, normalized, state.AttentionNorm);
        Matrix projected = state.Projected.Ensure(x.Rows, 3 * x.Columns);
        _project.Forward(pass.Team, normalized, projected);
        Matrix attended = state.Attended.Ensure(x.Rows, x.Columns);
        SelfAttention.Forward(pass, projected, _heads, attended, state.Attention);
        Matrix middle = state.Middle.Ensure(x.Rows, x.Columns);
        _combine.Forward(pass.Team, attended, middle);
        RowWork.Add(pass.Team, x, middle);

        Matrix ready = state.Ready.Ensure(x.Rows, x.Columns);
        _feedForwardNorm.Forward(pass.Team, middle, ready, state.FeedForwardNorm);
        Matrix hidden = state.Hidden.Ensure(x.Rows, _hidden);
        _expand.Forward(pass.Team, ready, hidden);
        RowWork.Relu(pass.Team, hidden);
        Matrix y = output.Resize(x.Rows, x.Columns);
        _contract.Forward(pass.Team, hidden, y);
        RowWork.Add(pass.Team, middle, y);
    }

    protected override void Backward(Features input, Features output, State state, Pass pass)
    {
        // The residual path passes gradients unchanged: the input's gradient starts as the output's, and each part adds to it.
        Matrix dx = input.ResizeGradient();
        RowWork.Copy(pass.Team, output.Gradient, dx);

        Matrix hidden = state.Hidden.View;
        Matrix dHidden = state.HiddenGradient.Ensure(hidden.Rows, hidden.Columns);
        _contract.Backward(pass.Team, hidden, dx, dHidden, accumulate: false, state.Scratch);
        RowWork.ReluGradient(pass.Team, hidden, dHidden);
        Matrix dRow = state.RowGradient.Ensure(dx.Rows, dx.Columns);
        _expand.Backward(pass.Team, state.Ready.View, dHidden, dRow, accumulate: false, state.Scratch);
        _feedForwardNorm.Backward(pass.Team, dRow, dx, state.FeedForwardNorm);

        _combine.Backward(pass.Team, state.Attended.View, dx, dRow, accumulate: false, state.Scratch);
        Matrix dProjected = state.ProjectedGradient.Ensure(dx.Rows, 3 * dx.Columns);
        SelfAttention.Backward(pass, state.Projected.View, _heads, dRow, dProjected, state.Attention);
        _project.Backward(pass.Team, state.Normalized.View, dProjected, dRow, accumulate: false, state.Scratch);
        _attentionNorm.Backward(pass.Team, dRow, dx, state.AttentionNorm);
    }

    /// <summary>What each part hands to the next, (N, ...), kept for the way back.</summary>
    internal sealed class State
    {
        public RowNorm.State AttentionNorm { get; } = new();

        public MatrixBuffer Normalized { get; } = new();

        public MatrixBuffer Projected { get; } = new();

        public SelfAttention.State Attention { get; } = new();

        public MatrixBuffer Attended { get; } = new();

        public MatrixBuffer Middle { get; } = new();

        public RowNorm.State FeedForwardNorm { get; } = new();

        public MatrixBuffer Ready { get; } = new();

        public MatrixBuffer Hidden { get; } = new();

        public MatrixBuffer HiddenGradient { get; } = new();

        public MatrixBuffer RowGradient { get; } = new();

        public MatrixBuffer ProjectedGradient { get; } = new();

        public Linear.Scratch Scratch { get; } = new();
    }
}
