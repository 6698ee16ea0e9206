using System.Collections;
using Plaudit.Data;

namespace Plaudit.Cli.Prediction;

/// <summary>The reviews to predict, from arguments or from a <see cref="ReviewInput"/>; read once, on demand.</summary>
internal sealed class Reviews : IEnumerable<Review>, IDisposable
{
    private readonly IEnumerable<Review> _reviews;
    private readonly ReviewInput? _input;

    private Reviews(IEnumerable<Review> reviews, ReviewInput? input) => (_reviews, _input) = (reviews, input);

    /// <summary>Rows left out so far because they cannot be used.</summary>
    public int SkippedRows => _input?.SkippedRows ?? 0;

    /// <summary>What was wrong with the first of them.</summary>
    public IReadOnlyList<string> SkippedFaults => _input?.SkippedFaults ?? [];

    /// <summary>The arguments of the command, which carry no columns.</summary>
    public static Reviews From(IEnumerable<string> texts) => new(texts.Select(text => new Review(text, null, null, "") { Columns = [] }), null);

    /// <summary>A file or standard input.</summary>
    public static Reviews From(ReviewInput input) => new(input, input);

    /// <inheritdoc/>
    public IEnumerator<Review> GetEnumerator() => _reviews.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Dispose() => _input?.Dispose();
}
