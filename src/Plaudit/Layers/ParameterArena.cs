using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>
/// All weights of a model in one piece of memory, and their gradients in another: an optimiser, a norm or a file sees one long row of floats.
/// </summary>
internal sealed unsafe class ParameterArena
{
    // Every parameter starts on a line of its own.
    private const int Line = 16;

    private readonly List<Parameter> _parameters = [];
    private long _length;

    public IReadOnlyList<Parameter> Parameters => _parameters;

    public AlignedBuffer<float> Values { get; } = new();

    /// <summary>Empty until <see cref="AllocateGradients"/>: prediction does without.</summary>
    public AlignedBuffer<float> Gradients { get; } = new();

    /// <summary>Grows whenever the weights change, so that layers know when their packed copies are old.</summary>
    public int Version { get; private set; } = 1;

    public Parameter Add(string name, int[] shape, Initializer initializer)
    {
        var parameter = new Parameter(this, name, shape, _length, initializer);
        _parameters.Add(parameter);
        _length += Matrix.RoundUp(parameter.Count, Line);
        return parameter;
    }

    /// <summary>Call once, when all parameters are known.</summary>
    public void AllocateValues() => Values.Ensure(_length);

    public void AllocateGradients()
    {
        if (Gradients.Length == 0)
            Gradients.Ensure(_length);
    }

    public void MarkChanged() => Version++;

    /// <summary>Draws every parameter from its initialiser.</summary>
    public void Initialize(long seed)
    {
        for (int i = 0; i < _parameters.Count; i++)
            _parameters[i].Initializer(_parameters[i], new SeededRandom(seed, i));
        MarkChanged();
    }
}
