using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>Drops features at random in training.</summary>
/// <param name="Rate">The share dropped, in [0, 1).</param>
public sealed record Dropout(double Rate) : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, Dropout> Options = new("dropout", () =>
        new OptionTable<Dropout>("Drops features at random in training.", new Dropout(0))
            .Add("rate", Values.Number(0, 1, exclusive: true), "The share dropped.", x => x.Rate, (x, v) => x with { Rate = v }, required: true));

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override ShapeKind? Reads => null;

    internal override Layer Build(LayerBuilder builder) => new DropoutLayer(Rate) { Name = builder.Name, Output = builder.NeedFeatures() };
}

/// <summary>
/// Inverted dropout (Srivastava et al. 2014; Keras): in training each feature is zero with probability <paramref name="rate"/>, the others are
/// divided by (1 - rate), so that prediction changes nothing. The mask depends only on seed, step, layer and row, not on threads.
/// </summary>
internal sealed unsafe class DropoutLayer(double rate) : Layer<DropoutLayer.State>
{
    protected override void Forward(Features input, Features output, State state, Pass pass)
    {
        if (!pass.Training || rate == 0)
        {
            output.Show(input.Values, input.RowOf, input.ShowsTable);
            return;
        }

        Matrix from = input.Values;
        Matrix to = output.Resize(from.Rows, from.Columns);
        Matrix mask = state.Mask.Ensure(from.Rows, from.Columns);
        float keep = (float)(1 / (1 - rate));
        long key = HashCode(Name);
        for (int row = 0; row < from.Rows; row++)
        {
            var random = new SeededRandom(pass.Seed ^ key, pass.Step, row);
            float* m = mask.Row(row);
            for (int column = 0; column < from.Columns; column++)
                m[column] = random.NextDouble() < rate ? 0 : keep;
            Elementwise.Multiply(m, from.Row(row), to.Row(row), from.Columns);
        }
    }

    protected override void Backward(Features input, Features output, State state, Pass pass)
    {
        Matrix from = output.Gradient;
        Matrix to = input.ResizeGradient();
        Matrix mask = state.Mask.View;
        for (int row = 0; row < from.Rows; row++)
        {
            if (rate == 0)
                from.RowSpan(row).CopyTo(to.RowSpan(row));
            else
                Elementwise.Multiply(mask.Row(row), from.Row(row), to.Row(row), from.Columns);
        }
    }

    /// <summary>The same for the same name on every machine, unlike <see cref="object.GetHashCode"/>.</summary>
    private static long HashCode(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in name)
            hash = (hash ^ c) * 1099511628211;
        return (long)hash;
    }

    internal sealed class State
    {
        /// <summary>0 or 1 / (1 - rate) for every feature.</summary>
        public MatrixBuffer Mask { get; } = new();
    }
}
