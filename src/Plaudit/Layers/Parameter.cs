using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>A named view of a model's weights and of their gradients.</summary>
public sealed unsafe class Parameter
{
    private readonly ParameterArena _arena;
    private readonly long _offset;

    internal Parameter(ParameterArena arena, string name, int[] shape, long offset, Initializer initializer)
    {
        _arena = arena;
        _offset = offset;
        Name = name;
        Shape = shape;
        Initializer = initializer;
    }

    /// <summary>Layer and role, such as <c>1.lstm.kernel</c>.</summary>
    public string Name { get; }

    /// <summary>Its dimensions, rows first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The product of the dimensions.</summary>
    public int Count => Shape.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>The weights, row by row.</summary>
    public Span<float> Value => new(_arena.Values.Pointer + _offset, Count);

    /// <summary>The gradient of the loss, same layout; layers add to it.</summary>
    /// <exception cref="InvalidOperationException">The model is used for prediction alone and keeps no gradients.</exception>
    public Span<float> Gradient => new(Gradients + _offset, Count);

    internal Initializer Initializer { get; }

    internal Matrix ValueMatrix => Rows(_arena.Values.Pointer);

    internal Matrix GradientMatrix => Rows(Gradients);

    private float* Gradients =>
        _arena.Gradients.Length > 0 ? _arena.Gradients.Pointer : throw new InvalidOperationException($"{Name} has no gradient: the model is not being trained");

    /// <summary>As a matrix; a vector is one row. Rows lie without gaps, so kernels may read this but not write whole tiles into it.</summary>
    private Matrix Rows(float* start)
    {
        int columns = Shape[^1];
        return new Matrix(start + _offset, Count / columns, columns, columns);
    }
}
