using Plaudit.Data;
using Plaudit.Text;

namespace Plaudit.Exploration;

/// <summary>The words of the different reviews, by scikit-learn's rule for words: runs of two or more letters, numbers and underscores.</summary>
public sealed record WordSummary
{
    /// <summary>Different reviews that were read.</summary>
    public required int Reviews { get; init; }

    /// <summary>The words of each class; a class without reviews is left out.</summary>
    public required IReadOnlyList<ClassWords> Classes { get; init; }

    /// <summary>
    /// The words that speak most for positive, strongest first, stop words among them; empty unless there are reviews of both labels.
    /// </summary>
    public required IReadOnlyList<TellingWord> Positive { get; init; }

    /// <summary>The words that speak most for negative, strongest first.</summary>
    public required IReadOnlyList<TellingWord> Negative { get; init; }

    /// <summary>The same as <see cref="Positive"/> for a word cloud, which shows more of them.</summary>
    public required IReadOnlyList<TellingWord> PositiveCloud { get; init; }

    /// <summary>The same as <see cref="Negative"/> for a word cloud.</summary>
    public required IReadOnlyList<TellingWord> NegativeCloud { get; init; }

    internal static WordSummary Of(IReadOnlyList<Review> reviews, WordTable words, ExplorationOptions options)
    {
        int[] content = [.. Enumerable.Range(0, words.Words.Count).Where(word => !EnglishStopWords.Contains(words.Words[word]))];
        int[] counts = new int[ExploredClasses.Count];
        foreach (Review review in reviews)
            counts[ExploredClasses.Number(review.Label)]++;
        IReadOnlyList<TellingWord> telling = counts[0] > 0 && counts[1] > 0 ? LogOdds.Of(words) : [];
        IEnumerable<TellingWord> positive = telling.Where(word => word.ZScore > 0);
        IEnumerable<TellingWord> negative = telling.Where(word => word.ZScore < 0).Reverse();
        return new WordSummary
        {
            Reviews = reviews.Count,
            Classes = [.. ExploredClasses.All.Where(label => counts[ExploredClasses.Number(label)] > 0).Select(OfClass)],
            Positive = [.. positive.Take(options.TopWords)],
            Negative = [.. negative.Take(options.TopWords)],
            PositiveCloud = [.. positive.Take(options.CloudWords)],
            NegativeCloud = [.. negative.Take(options.CloudWords)],
        };

        ClassWords OfClass(Label? label)
        {
            int c = ExploredClasses.Number(label);
            int wanted = Math.Max(options.TopWords, options.CloudWords);
            WordCount[] top = [.. content.Where(word => words.Count(word, c) > 0)
                .OrderByDescending(word => words.Count(word, c)).ThenBy(word => words.Words[word], StringComparer.Ordinal)
                .Take(wanted).Select(word => new WordCount(words.Words[word], words.Count(word, c)))];
            int different = Enumerable.Range(0, words.Words.Count).Count(word => words.Count(word, c) > 0);
            return new ClassWords(label, counts[c], words.Total(c), different, [.. top.Take(options.TopWords)], [.. top.Take(options.CloudWords)]);
        }
    }
}

/// <summary>The words of a class.</summary>
/// <param name="Label">The class; null for the reviews without a label.</param>
/// <param name="Reviews">Its different reviews.</param>
/// <param name="Words">Their words, stop words included, each as often as it occurs.</param>
/// <param name="DistinctWords">Their different words.</param>
/// <param name="Top">The most frequent words without the 318 English stop words (scikit-learn's), most frequent first.</param>
/// <param name="Cloud">The same for a word cloud, which shows more of them.</param>
public sealed record ClassWords(
    Label? Label, int Reviews, long Words, int DistinctWords, IReadOnlyList<WordCount> Top, IReadOnlyList<WordCount> Cloud);

/// <summary>A word and how often it occurs.</summary>
/// <param name="Word">The word, lower case.</param>
/// <param name="Count">How often.</param>
public sealed record WordCount(string Word, long Count);

/// <summary>A word that one class uses more than the other.</summary>
/// <param name="Word">The word, lower case.</param>
/// <param name="ZScore">
/// How sure the difference is, in standard deviations: above 0 the word speaks for positive. Beyond 1.96 chance alone is unlikely.
/// </param>
/// <param name="LogOdds">How great it is: the logarithm of the ratio of the word's odds in the two classes, after the prior.</param>
/// <param name="Positive">How often it occurs in positive reviews.</param>
/// <param name="Negative">How often it occurs in negative reviews.</param>
public sealed record TellingWord(string Word, double ZScore, double LogOdds, long Positive, long Negative);
