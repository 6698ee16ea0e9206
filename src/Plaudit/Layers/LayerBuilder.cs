namespace Plaudit.Layers;

/// <summary>Stacks layers: knows the shape below, and collects the parameters.</summary>
/// <param name="arena">Where they go.</param>
/// <param name="input">What the first layer reads.</param>
/// <param name="stack">All layers that will be built, for those that ask what comes next.</param>
internal sealed class LayerBuilder(ParameterArena arena, Shape input, IReadOnlyList<LayerOptions>? stack = null)
{
    // The largest projected vocabulary to keep for prediction, in floats (128 MB); larger ones are projected per batch.
    private const long MaxProjectedTable = 32 << 20;

    private LayerOptions? _current;
    private int _index;

    /// <summary>What the layer now built will read.</summary>
    public Shape Input { get; private set; } = input;

    /// <summary>Name of the layer now built, such as <c>1.lstm</c>.</summary>
    public string Name => $"{_index}.{_current!.Kind.Name}";

    /// <summary>Its path in the recipe, for messages: <c>$.layers[1]</c>.</summary>
    public string Path => $"$.layers[{_index}]";

    /// <summary>Whether the next layer that reads either tokens or reviews reads tokens.</summary>
    public bool NextReadsSequence => stack?.Skip(_index + 1).FirstOrDefault(layer => layer.Reads is not null)?.Reads == ShapeKind.Sequence;

    /// <summary>Builds a whole stack that ends in one logit per review.</summary>
    /// <exception cref="PlauditException">
    /// A layer does not fit the one before it or is too large, or the stack does not end in one number.
    /// </exception>
    public static IReadOnlyList<Layer> BuildStack(IReadOnlyList<LayerOptions> stack, ParameterArena arena, int ids)
    {
        var builder = new LayerBuilder(arena, Shape.Tokens(ids), stack);
        var layers = new List<Layer>(stack.Count);
        foreach (LayerOptions options in stack)
            layers.Add(builder.BuildChecked(options));
        if (builder.Input != Shape.Vector(1))
        {
            throw new PlauditException(
                $"$.layers: the last layer must give one number per review (a dense layer with \"units\": 1), but the stack ends in {builder.Input}");
        }

        for (int i = 0; i < layers.Count - 1; i++)
        {
            if (layers[i] is not EmbeddingLayer embedding)
                continue;
            embedding.SharesRows = layers[i + 1].ReadsSharedRows;
            embedding.ShowsTable = embedding.SharesRows && 4L * layers[i + 1].Output.Features * ids <= MaxProjectedTable;
        }

        return layers;
    }

    public Parameter Add(string role, int[] shape, Initializer initializer, bool trainable = true, WeightPenalty penalty = default)
    {
        Parameter parameter = arena.Add($"{Name}.{role}", shape, initializer, trainable);
        parameter.Penalty = penalty;
        return parameter;
    }

    /// <summary>Requires features as input, of tokens or of reviews.</summary>
    /// <exception cref="PlauditException">It would be the first layer.</exception>
    public Shape NeedFeatures() => Input.Kind == ShapeKind.Vector ? Input : Need(ShapeKind.Sequence);

    /// <summary>Requires an input of the given kind.</summary>
    /// <exception cref="PlauditException">The input is of another kind.</exception>
    public Shape Need(ShapeKind kind)
    {
        if (Input.Kind == kind)
            return Input;
        string need = kind switch
        {
            ShapeKind.Tokens => "token ids, so it must be the first layer",
            ShapeKind.Sequence => "a sequence, from an embedding or a layer with \"returnSequences\": true",
            _ => "one vector a review, from an LSTM without \"returnSequences\" or from pooling",
        };
        string hint = Input.Kind == ShapeKind.Tokens ? "; the first layer must be an embedding" : "";
        throw new PlauditException($"{Path}: a {_current!.Kind.Name} layer needs {need}, but finds {Input} below it{hint}");
    }

    private Layer BuildChecked(LayerOptions options)
    {
        try
        {
            return Build(options);
        }
        catch (OverflowException e)
        {
            throw new PlauditException(
                $"{Path}: the layer would have more than {int.MaxValue:N0} weights in one piece; make it smaller, or the vocabulary", e);
        }
    }

    /// <summary>Builds the next layer on those before it.</summary>
    public Layer Build(LayerOptions options)
    {
        _current = options;
        Layer layer = options.Build(this);
        Input = layer.Output;
        _index++;
        return layer;
    }
}
