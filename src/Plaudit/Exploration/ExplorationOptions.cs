using Plaudit.Text;

namespace Plaudit.Exploration;

/// <summary>How a data set is looked at. Immutable; validated when it is used.</summary>
public sealed record ExplorationOptions
{
    private const int MostThreads = 1024;
    private const int MostWords = 10_000;

    /// <summary>Threads to work with, 1 to 1,024. The figures do not depend on it. Default: one for each processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// How many of a class's most frequent words, and of the words that tell the classes apart, are named: 1 to 10,000. Default 20.
    /// </summary>
    public int TopWords { get; init; } = 20;

    /// <summary>How many words of a class a word cloud shows, 1 to 10,000. Default 100.</summary>
    public int CloudWords { get; init; } = 100;

    /// <summary>
    /// How reviews become tokens, for vocabulary, coverage and lengths in tokens; its vocabulary size and lengths are not looked at. Default: as
    /// the notebook's recipes do it (lower case, tags and punctuation removed, split on spaces). The words of the classes are found in the text
    /// cleaned by the same steps, by scikit-learn's rule for words.
    /// </summary>
    public TextOptions Text { get; init; } = new() { Clean = ["lowercase", "remove-html", "remove-punctuation"] };

    internal void Validate()
    {
        var faults = new List<string>();
        if (Threads is < 1 or > MostThreads)
            faults.Add($"threads: expected 1 to {MostThreads}, found {Threads}");
        if (TopWords is < 1 or > MostWords)
            faults.Add($"topWords: expected 1 to {MostWords}, found {TopWords}");
        if (CloudWords is < 1 or > MostWords)
            faults.Add($"cloudWords: expected 1 to {MostWords}, found {CloudWords}");
        faults.AddRange(Text.Faults().Select(fault => $"text.{fault}"));
        if (faults.Count > 0)
            throw new PlauditException($"the data cannot be explored like this: {string.Join("; ", faults)}.");
    }
}
