namespace Plaudit.Models;

/// <summary>A safetensors file in memory: its metadata and tensors, in the file's order.</summary>
internal sealed class SafeTensorsFile
{
    public SafeTensorsFile(string path, OrderedDictionary<string, string> metadata, IReadOnlyList<SafeTensor> tensors)
    {
        Path = path;
        Metadata = metadata;
        var byName = new OrderedDictionary<string, SafeTensor>(tensors.Count, StringComparer.Ordinal);
        foreach (SafeTensor tensor in tensors)
            byName.Add(tensor.Name, tensor);
        Tensors = byName;
    }

    /// <summary>The file it was read from, for messages.</summary>
    public string Path { get; }

    /// <summary>The file's strings by name, in its order; empty when it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors by name, in the file's order.</summary>
    public IReadOnlyDictionary<string, SafeTensor> Tensors { get; }

    /// <summary>The floats of a tensor, row-major: a view for F32, a converted copy for F16 and BF16.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="expectedShape">The shape it must have.</param>
    /// <exception cref="PlauditException">The tensor is missing, has another shape, or holds no floats.</exception>
    public ReadOnlySpan<float> Floats(string name, params IReadOnlyList<int> expectedShape) => Require(name, expectedShape).Floats();

    /// <summary>The tensor of floats of a name and shape.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="expectedShape">The shape it must have.</param>
    /// <exception cref="PlauditException">The tensor is missing, has another shape, or holds no floats.</exception>
    public SafeTensor Require(string name, IReadOnlyList<int> expectedShape)
    {
        SafeTensor tensor = Find(name, $"with shape {Show(expectedShape)}");
        if (!tensor.Shape.SequenceEqual(expectedShape))
            throw Mismatch($"tensor '{name}' has shape {Show(tensor.Shape)}; expected {Show(expectedShape)}");
        if (!SafeTensorsDtype.ReadsAsFloat(tensor.Dtype))
            throw Mismatch($"tensor '{name}' has dtype {tensor.Dtype}; expected F32, F16 or BF16");
        return tensor;
    }

    /// <summary>The elements of a list of whole numbers (U32).</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="PlauditException">The tensor is missing, is not a list, or holds values other than integers up to 2^31 - 1.</exception>
    public int[] WholeNumbers(string name)
    {
        SafeTensor tensor = Find(name, "as a list of whole numbers");
        if (tensor.Dtype != SafeTensorsDtype.U32 || tensor.Shape.Count != 1)
            throw Mismatch($"tensor '{name}' has dtype {tensor.Dtype} and shape {Show(tensor.Shape)}; expected a list of U32");
        int[] values = tensor.WholeNumbers();
        int negative = values.AsSpan().IndexOfAnyInRange(int.MinValue, -1);
        return negative < 0
            ? values
            : throw Mismatch($"element {negative:N0} of tensor '{name}' is {(uint)values[negative]:N0}; expected {int.MaxValue:N0} at the most");
    }

    /// <summary>Refuses the file if a float tensor holds NaN or an infinity: every prediction would come out of it as NaN.</summary>
    /// <exception cref="PlauditException">There is such a number; the message names its tensor and its place.</exception>
    public void RequireFinite()
    {
        foreach (SafeTensor tensor in Tensors.Values.Where(tensor => SafeTensorsDtype.ReadsAsFloat(tensor.Dtype)))
        {
            int i = tensor.IndexOfNotFinite();
            if (i < 0)
                continue;
            throw new PlauditException($"{Path} cannot be used: element {i:N0} of tensor {SafeTensors.Quote(tensor.Name)} is {tensor.Floats()[i]}; "
                + "expected finite numbers. Its training diverged or the file is damaged: use an earlier save, or train again with a smaller rate.");
        }
    }

    private SafeTensor Find(string name, string expected) => Tensors.TryGetValue(name, out SafeTensor? tensor)
        ? tensor
        : throw Mismatch($"it has no tensor '{name}', expected {expected}; it has {Names()}");

    internal PlauditException Mismatch(string fault) => new(
        $"{Path} does not fit the model being loaded: {fault}. It is another model's file or was changed: use the file that was saved with this "
            + "model.");

    private static string Show(IReadOnlyList<int> shape)
    {
        // A hostile file may give a shape of millions of dimensions.
        const int shown = 8;
        return $"[{string.Join(", ", shape.Take(shown))}{(shape.Count > shown ? ", ..." : "")}]";
    }

    private string Names()
    {
        const int shown = 8;
        if (Tensors.Count == 0)
            return "no tensors";
        return string.Join(", ", Tensors.Keys.Take(shown).Select(SafeTensors.Quote))
            + (Tensors.Count > shown ? $" and {Tensors.Count - shown:N0} more" : "");
    }
}
