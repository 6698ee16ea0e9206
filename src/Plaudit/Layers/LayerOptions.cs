namespace Plaudit.Layers;

/// <summary>What a recipe says of one layer. Immutable; each layer's file holds its own.</summary>
internal abstract record LayerOptions
{
    /// <summary>The kinds of layers a recipe may name. A new layer is one file and one line here.</summary>
    public static readonly IReadOnlyDictionary<string, Func<JsonSection, LayerOptions>> Kinds = new Dictionary<string, Func<JsonSection, LayerOptions>>
    {
        ["embedding"] = EmbeddingOptions.Read,
        ["lstm"] = LstmOptions.Read,
        ["bidirectional"] = BidirectionalOptions.Read,
        ["batch-normalization"] = BatchNormalizationOptions.Read,
        ["dropout"] = DropoutOptions.Read,
        ["max-pooling"] = PoolingOptions.ReadMax,
        ["mean-pooling"] = PoolingOptions.ReadMean,
        ["last"] = PoolingOptions.ReadLast,
        ["concat-pooling"] = PoolingOptions.ReadConcat,
        ["attention"] = AttentionOptions.Read,
        ["positions"] = PositionsOptions.Read,
        ["transformer"] = TransformerOptions.Read,
        ["dense"] = DenseOptions.Read,
    };

    /// <summary>The word in the recipe.</summary>
    public abstract string Type { get; }

    /// <summary>Where the recipe says so, for messages: <c>$.layers[1]</c>.</summary>
    public string Path { get; init; } = "";

    /// <summary>Reads a layer; faults are noted in the section.</summary>
    public static LayerOptions? ReadLayer(JsonSection json)
    {
        string type = json.Choice("type", null, [.. Kinds.Keys]);
        if (!Kinds.TryGetValue(type, out Func<JsonSection, LayerOptions>? read))
            return null;
        LayerOptions options = read(json) with { Path = json.Path };
        json.RefuseUnknown();
        return options;
    }

    /// <summary>Makes the layer and declares its parameters.</summary>
    /// <exception cref="PlauditException">The layer cannot stand on what comes before it.</exception>
    public abstract Layer Build(LayerBuilder builder);
}
