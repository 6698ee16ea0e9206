namespace Plaudit.Text;

/// <summary>One step of cleaning. Stateless, so that one instance serves every thread.</summary>
internal interface ICleaningStep
{
    /// <summary>The step's name in <see cref="TextOptions.Clean"/>.</summary>
    string Name { get; }

    /// <summary>An upper bound of the cleaned length, in UTF-16 units. Most steps only take away.</summary>
    int LengthBound(ReadOnlySpan<char> text) => text.Length;

    /// <summary>Writes the cleaned text.</summary>
    /// <param name="text">The text; not overlapping <paramref name="cleaned"/>.</param>
    /// <param name="cleaned">Room for <see cref="LengthBound"/> units.</param>
    /// <returns>How many units were written.</returns>
    int Apply(ReadOnlySpan<char> text, Span<char> cleaned);

    /// <summary>For each unit that <see cref="Apply"/> writes, what it was made from; neither starts nor ends descend.</summary>
    IReadOnlyList<Origin> Origins(ReadOnlySpan<char> text);
}
