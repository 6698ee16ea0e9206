using Plaudit.Layers;

namespace Plaudit.Models;

/// <summary>
/// The scratch memory of one caller: what each layer outputs and remembers during a pass. Reused, so the steady state allocates nothing.
/// One workspace serves one call at a time; make one for each thread.
/// </summary>
public sealed class Workspace
{
    private float[] _logits = [];

    internal Workspace(IReadOnlyList<Layer> layers)
    {
        States = [.. layers.Select(layer => layer.CreateState())];
        Features = [.. Enumerable.Range(0, layers.Count + 1).Select(_ => new Features())];
    }

    /// <summary>One of each layer.</summary>
    internal object[] States { get; }

    /// <summary>What flows between the layers; the first is unused, since the first layer reads ids.</summary>
    internal Features[] Features { get; }

    /// <summary>(B) room for the logits.</summary>
    internal Span<float> Logits(int rows)
    {
        if (_logits.Length < rows)
            _logits = new float[rows];
        return _logits.AsSpan(0, rows);
    }
}
