using Plaudit.Data;
using Plaudit.Text;

namespace Plaudit.Exploration;

/// <summary>The different reviews read once: their tokens and their words counted.</summary>
internal sealed class CountedText
{
    private CountedText(int[] tokensOfReviews) => TokensOfReviews = tokensOfReviews;

    /// <summary>Tokens of each review, fewest first.</summary>
    public int[] TokensOfReviews { get; }

    /// <summary>The tokens that a recipe's vocabulary is made of.</summary>
    public WordTable Tokens { get; } = new();

    /// <summary>The words by scikit-learn's rule: runs of two or more letters, numbers and underscores.</summary>
    public WordTable Words { get; } = new();

    /// <summary>Reads the reviews, a share on each thread. The counts do not depend on their number.</summary>
    public static CountedText Of(IReadOnlyList<Review> reviews, ExplorationOptions options, CancellationToken cancellation)
    {
        TextCleaner cleaner = TextEncoder.CreateCleaner(options.Text);
        ITokenizer tokenizer = TextEncoder.FindTokenizer(options.Text);
        var wordOptions = new TextOptions { Clean = options.Text.Clean, Tokenizer = "scikit-learn" };
        TextCleaner wordCleaner = TextEncoder.CreateCleaner(wordOptions);
        ITokenizer wordTokenizer = TextEncoder.FindTokenizer(wordOptions);
        int shares = Math.Clamp(reviews.Count, 1, options.Threads);
        int[] lengths = new int[reviews.Count];
        var tables = new (WordTable Tokens, WordTable Words)[shares];
        Parallel.For(0, shares, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, share =>
        {
            (WordTable tokens, WordTable words) = tables[share] = (new WordTable(), new WordTable());
            for (int i = share; i < reviews.Count; i += shares)
            {
                cancellation.ThrowIfCancellationRequested();
                int classNumber = ExploredClasses.Number(reviews[i].Label);
                lengths[i] = Count(reviews[i].Text, cleaner, tokenizer, tokens, classNumber);
                Count(reviews[i].Text, wordCleaner, wordTokenizer, words, classNumber);
            }
        });
        var text = new CountedText([.. lengths.Order()]);
        foreach ((WordTable tokens, WordTable words) in tables)
        {
            text.Tokens.Add(tokens);
            text.Words.Add(words);
        }

        return text;
    }

    private static int Count(string text, TextCleaner cleaner, ITokenizer tokenizer, WordTable table, int classNumber)
    {
        using CleanedText cleaned = cleaner.Clean(text);
        int position = 0;
        int count = 0;
        while (tokenizer.TryRead(cleaned.Text, ref position, out ReadOnlySpan<char> token))
        {
            table.Add(token, classNumber);
            count++;
        }

        return count;
    }
}
