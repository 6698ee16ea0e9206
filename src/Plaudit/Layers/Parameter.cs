using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>A named view of a model's weights and of their gradients.</summary>
public sealed unsafe class Parameter
{
    private readonly ParameterArena _arena;
    private readonly long _offset;

    internal Parameter(ParameterArena arena, string name, int[] shape, long offset, Initializer initializer, bool trainable)
    {
        _arena = arena;
        _offset = offset;
        Name = name;
        Shape = shape;
        Count = shape.Aggregate(1, (product, size) => checked(product * size));
        Initializer = initializer;
        Trainable = trainable;
    }

    /// <summary>Layer and role, such as <c>1.lstm.kernel</c>.</summary>
    public string Name { get; }

    /// <summary>Its dimensions, rows first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The product of the dimensions.</summary>
    public int Count { get; }

    /// <summary>
    /// Whether an optimiser changes it. One that is not trainable has no gradient: a moving mean, which its layer sets in training passes, or a
    /// frozen embedding.
    /// </summary>
    public bool Trainable { get; }

    /// <summary>The weights, row by row.</summary>
    public Span<float> Value => new(Values + _offset, Count);

    /// <summary>The gradient of the loss, same layout; layers add to it. Empty where it is not trainable.</summary>
    /// <exception cref="InvalidOperationException">The model is used only for prediction and has no gradients.</exception>
    public Span<float> Gradient => Trainable ? new(Gradients + _offset, Count) : [];

    internal Initializer Initializer { get; }

    /// <summary>What its size costs in training.</summary>
    internal WeightPenalty Penalty { get; set; }

    internal Matrix ValueMatrix => Rows(Values);

    internal Matrix GradientMatrix =>
        Trainable ? Rows(Gradients) : throw new InvalidOperationException($"{Name} has no gradient: it is not trainable");

    private float* Values => (Trainable ? _arena.Values : _arena.Statistics).Pointer;

    private float* Gradients =>
        _arena.Gradients.Length > 0
            ? _arena.Gradients.Pointer
            : throw new InvalidOperationException($"{Name} has no gradient: the model is not being trained");

    /// <summary>As a matrix; a vector is one row. Rows lie without gaps, so kernels may read this but not write whole tiles into it.</summary>
    private Matrix Rows(float* start)
    {
        int columns = Shape[^1];
        return new Matrix(start + _offset, Count / columns, columns, columns);
    }
}
