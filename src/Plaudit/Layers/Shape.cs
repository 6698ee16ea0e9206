namespace Plaudit.Layers;

/// <summary>What a layer's output is made of.</summary>
internal enum ShapeKind
{
    /// <summary>Token ids, (N).</summary>
    Tokens,

    /// <summary>Features of every token, (N, F).</summary>
    Sequence,

    /// <summary>Features of every review, (B, F).</summary>
    Vector,
}

/// <summary>The shape of a layer's output for one review; the batch adds its own dimension.</summary>
/// <param name="Kind">Tokens, sequence or vector.</param>
/// <param name="Features">F, features in a row; for tokens the number of distinct ids.</param>
internal readonly record struct Shape(ShapeKind Kind, int Features)
{
    public static Shape Tokens(int ids) => new(ShapeKind.Tokens, ids);

    public static Shape Sequence(int features) => new(ShapeKind.Sequence, features);

    public static Shape Vector(int features) => new(ShapeKind.Vector, features);

    public override string ToString() => Kind switch
    {
        ShapeKind.Tokens => "(tokens)",
        ShapeKind.Sequence => $"(tokens, {Features})",
        _ => $"({Features})",
    };
}
