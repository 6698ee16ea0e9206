using System.Collections;
using Plaudit.Data;

namespace Plaudit.Cli.Prediction;

/// <summary>The texts to predict, from arguments or from a <see cref="ReviewInput"/>; read once, as they are needed.</summary>
internal sealed class Reviews : IEnumerable<string>, IDisposable
{
    private readonly IEnumerable<string> _texts;
    private readonly ReviewInput? _input;

    private Reviews(IEnumerable<string> texts, ReviewInput? input) => (_texts, _input) = (texts, input);

    /// <summary>Rows left out so far because they cannot be used.</summary>
    public int SkippedRows => _input?.SkippedRows ?? 0;

    /// <summary>What was wrong with the first of them.</summary>
    public IReadOnlyList<string> SkippedFaults => _input?.SkippedFaults ?? [];

    /// <summary>The arguments of the command.</summary>
    public static Reviews From(IEnumerable<string> texts) => new(texts, null);

    /// <summary>A file or standard input.</summary>
    public static Reviews From(ReviewInput input) => new(input.Select(review => review.Text), input);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _texts.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Dispose() => _input?.Dispose();
}
