using Plaudit.Data;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Baselines;

/// <summary>Reviews as word numbers from 0; a negative number marks an unknown word, so that no n-gram spans it.</summary>
internal static class BaselineText
{
    private const string Unknown = "<UNK>";

    // Ids 0 and 1 are the encoder's padding and unknown word.
    private const int FirstWordId = 2;

    /// <summary>An encoder that knows just these words, in this order.</summary>
    public static TextEncoder EncoderOf(Recipe recipe, IEnumerable<string> words) => new(Options(recipe), new Vocabulary([Unknown, .. words]));

    /// <summary>The encoder of a model file.</summary>
    /// <exception cref="PlauditException">The vocabulary is not one of a baseline.</exception>
    public static TextEncoder EncoderOf(ModelContent content) => TextEncoder.OfRecipe(Options(content.Recipe), content.Vocabulary);

    /// <summary>How many words an encoder distinguishes.</summary>
    public static int WordCount(TextEncoder encoder) => Math.Max(0, encoder.IdCount - FirstWordId);

    /// <summary>The word of a number.</summary>
    public static string WordOf(TextEncoder encoder, int word) => encoder.Vocabulary.WordOf(word + FirstWordId);

    /// <summary>(T) word numbers in [0, <see cref="WordCount"/>), or negative.</summary>
    public static int[] Encode(TextEncoder encoder, string review, out EncodedText encoded)
    {
        encoded = encoder.Encode(review);
        foreach (ref int id in encoded.Ids.AsSpan())
            id -= FirstWordId;
        return encoded.Ids;
    }

    /// <summary>Builds the vocabulary of the words that occur in enough reviews, most frequent first, and reads the reviews with it.</summary>
    /// <exception cref="PlauditException">No word does.</exception>
    public static (TextEncoder Encoder, int[][] Words) Fit(Recipe recipe, IReadOnlyList<Review> reviews, int minimumReviews, FittingOptions options)
    {
        var all = TextEncoder.Fit(Options(recipe), reviews.Select(review =>
        {
            options.Cancellation.ThrowIfCancellationRequested();
            return review.Text;
        }));
        int[][] words = new int[reviews.Count][];
        Parallel.For(0, words.Length, options.Parallel, i => words[i] = Encode(all, reviews[i].Text, out _));

        int[] counts = ReviewsWithEach(words, WordCount(all));
        int[] numbers = new int[counts.Length];
        var kept = new List<string>();
        for (int word = 0; word < counts.Length; word++)
        {
            numbers[word] = counts[word] >= minimumReviews ? kept.Count : -1;
            if (numbers[word] >= 0)
                kept.Add(WordOf(all, word));
        }

        if (kept.Count == 0)
        {
            throw new PlauditException($"no word occurs in {minimumReviews} or more of the {reviews.Count} training reviews: "
                + "lower baseline.minimumReviews, or train on more reviews");
        }

        foreach (int[] review in words)
        {
            foreach (ref int word in review.AsSpan())
                word = word < 0 ? -1 : numbers[word];
        }

        return (EncoderOf(recipe, kept), words);
    }

    private static TextOptions Options(Recipe recipe) => recipe.Text with { OutOfVocabulary = Unknown };

    private static int[] ReviewsWithEach(int[][] reviews, int wordCount)
    {
        int[] counts = new int[wordCount];
        int[] lastReview = new int[wordCount];
        for (int review = 0; review < reviews.Length; review++)
        {
            foreach (int word in reviews[review])
            {
                if (word < 0 || lastReview[word] == review + 1)
                    continue;
                lastReview[word] = review + 1;
                counts[word]++;
            }
        }

        return counts;
    }
}
