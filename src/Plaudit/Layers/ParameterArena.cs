using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>
/// All weights of a model in one piece of memory, and their gradients in another: an optimiser or a norm sees one long row of floats.
/// What is not trainable lies in a third, where neither ever looks.
/// </summary>
internal sealed unsafe class ParameterArena
{
    // Every parameter starts on a line of its own.
    private const int Line = 16;

    private readonly List<Parameter> _parameters = [];
    private long _length;
    private long _statisticsLength;

    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The trainable parameters.</summary>
    public AlignedBuffer<float> Values { get; } = new();

    /// <summary>The parameters that are not trainable, such as moving means and frozen embeddings.</summary>
    public AlignedBuffer<float> Statistics { get; } = new();

    /// <summary>Empty until <see cref="AllocateGradients"/>: prediction does without.</summary>
    public AlignedBuffer<float> Gradients { get; } = new();

    /// <summary>Grows whenever the weights change, so that layers know when their packed copies are old.</summary>
    public int Version { get; private set; } = 1;

    public Parameter Add(string name, int[] shape, Initializer initializer, bool trainable = true)
    {
        ref long length = ref trainable ? ref _length : ref _statisticsLength;
        var parameter = new Parameter(this, name, shape, length, initializer, trainable);
        _parameters.Add(parameter);
        length += Matrix.RoundUp(parameter.Count, Line);
        return parameter;
    }

    /// <summary>Call once, when all parameters are known.</summary>
    public void AllocateValues()
    {
        Values.Ensure(_length);
        Statistics.Ensure(_statisticsLength);
    }

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
