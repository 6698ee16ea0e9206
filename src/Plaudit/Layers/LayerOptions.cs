namespace Plaudit.Layers;

/// <summary>One layer of a network, as a recipe describes it. Immutable; each layer's file holds its own.</summary>
public abstract record LayerOptions
{
    private protected LayerOptions()
    {
    }

    /// <summary>The kinds of layers. A new layer is one file and one line here.</summary>
    internal static OptionKinds<LayerOptions> Kinds { get; } = new(
        byDefault: null,
        Embedding.Options,
        Lstm.Options,
        Bidirectional.Options,
        BatchNormalization.Options,
        Dropout.Options,
        MaxPooling.Options,
        MeanPooling.Options,
        LastPooling.Options,
        ConcatPooling.Options,
        AttentionPooling.Options,
        Positions.Options,
        Transformer.Options,
        Dense.Options);

    /// <summary>Its name in JSON and its options.</summary>
    internal abstract OptionKind<LayerOptions> Kind { get; }

    /// <summary>What it reads; null for rows of tokens and of reviews alike.</summary>
    internal virtual ShapeKind? Reads => ShapeKind.Sequence;

    /// <summary>Makes the layer and declares its parameters.</summary>
    /// <exception cref="PlauditException">The layer does not fit the one before it.</exception>
    internal abstract Layer Build(LayerBuilder builder);
}
