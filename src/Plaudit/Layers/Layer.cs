using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>
/// One layer: its options, its parameters and two passes. A layer does not change during a pass; what a pass must remember is in
/// a state owned by the caller's workspace, so many threads may use one layer at a time.
/// </summary>
internal abstract class Layer
{
    /// <summary>Its kind and place, such as <c>1.lstm</c>; the prefix of its parameters' names.</summary>
    public required string Name { get; init; }

    public required Shape Output { get; init; }

    public IReadOnlyList<Parameter> Parameters { get; protected init; } = [];

    /// <summary>Whether it reads rows that positions share, through <see cref="Features.RowOf"/>; others get one row per position.</summary>
    public virtual bool ReadsSharedRows => false;

    /// <summary>The fewest reviews that a batch must have in training.</summary>
    public virtual int SmallestBatch => 1;

    /// <summary>Scratch memory for one workspace.</summary>
    public abstract object CreateState();

    /// <summary>Brings packed copies of the weights up to date; called before a pass when the weights have changed.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Switches to eight-bit weights if the layer supports them. Call before the first pass.</summary>
    public virtual void UseInt8()
    {
    }

    public abstract void Forward(Features input, Features output, object state, Pass pass);

    /// <summary>From <c>output.Gradient</c>: adds to the parameters' gradients and writes <c>input.Gradient</c>.</summary>
    public abstract void Backward(Features input, Features output, object state, Pass pass);
}

/// <summary>A layer whose state is a <typeparamref name="TState"/>.</summary>
internal abstract class Layer<TState> : Layer
    where TState : class, new()
{
    public sealed override object CreateState() => new TState();

    public sealed override void Forward(Features input, Features output, object state, Pass pass) => Forward(input, output, (TState)state, pass);

    public sealed override void Backward(Features input, Features output, object state, Pass pass) => Backward(input, output, (TState)state, pass);

    protected abstract void Forward(Features input, Features output, TState state, Pass pass);

    protected abstract void Backward(Features input, Features output, TState state, Pass pass);
}
