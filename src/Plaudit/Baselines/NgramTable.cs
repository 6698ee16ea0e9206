using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Baselines;

/// <summary>
/// The n-grams a model knows, each with a number: first the words, then the pairs, and so on. Nothing is hashed at random: different n-grams have
/// different numbers. Immutable.
/// </summary>
internal sealed class NgramTable
{
    private readonly int _words;
    private readonly NgramLevel[] _levels;
    private readonly int[] _firstOfLevel;

    private NgramTable(int words, NgramLevel[] levels)
    {
        _words = words;
        _levels = levels;
        _firstOfLevel = new int[levels.Length];
        int count = words;
        for (int i = 0; i < levels.Length; i++)
        {
            _firstOfLevel[i] = count;
            count = checked(count + levels[i].Count);
        }

        Count = count;
    }

    /// <summary>How many n-grams there are, words included.</summary>
    public int Count { get; }

    /// <summary>The greatest n.</summary>
    public int Longest => _levels.Length + 1;

    /// <summary>Finds the n-grams that occur in enough reviews.</summary>
    /// <param name="reviews">The reviews as word numbers in [0, <paramref name="words"/>), or negative.</param>
    /// <param name="words">V, the number of different words.</param>
    /// <param name="ngrams">How long and how frequent.</param>
    /// <param name="options">Threads; the result does not depend on their number.</param>
    public static NgramTable Build(int[][] reviews, int words, NgramOptions ngrams, FittingOptions options)
    {
        var levels = new NgramLevel[ngrams.Longest - 1];
        int[][] shorter = reviews;
        int shorterCount = words;
        for (int i = 0; i < levels.Length; i++)
        {
            int length = i + 2;
            levels[i] = NgramLevel.Build(reviews, shorter, shorterCount, length, ngrams.MinimumReviews, options);
            shorterCount = levels[i].Count;
            if (length < ngrams.Longest)
                shorter = levels[i].Locate(reviews, shorter, length, options);
        }

        return new NgramTable(words, levels);
    }

    /// <summary>Puts a table together from what a model file holds.</summary>
    /// <exception cref="PlauditException">The file's n-grams contradict each other.</exception>
    public static NgramTable Load(SafeTensorsFile file, int words, int longest)
    {
        var levels = new NgramLevel[longest - 1];
        int shorterCount = words;
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = LoadLevel(file, i + 2, shorterCount, words);
            shorterCount = levels[i].Count;
        }

        return new NgramTable(words, levels);
    }

    /// <summary>Finds the n-grams of a review.</summary>
    /// <param name="review">(T) word numbers, or negative.</param>
    /// <param name="found">Room for T x <see cref="Longest"/>; their numbers, in order, each as often as it occurs.</param>
    /// <returns>How many were found.</returns>
    public int Find(ReadOnlySpan<int> review, Span<int> found)
    {
        int count = 0;
        for (int i = 0; i < review.Length; i++)
        {
            int number = review[i];
            if (number < 0)
                continue;
            found[count++] = number;
            for (int level = 0; level < _levels.Length && i + level + 1 < review.Length; level++)
            {
                int word = review[i + level + 1];
                number = word < 0 ? -1 : _levels[level].Find(number, word);
                if (number < 0)
                    break;
                found[count++] = _firstOfLevel[level] + number;
            }
        }

        return count;
    }

    /// <summary>The words of every n-gram, in the order of their numbers.</summary>
    public IEnumerable<int[]> All()
    {
        List<int[]> shorter = [.. Enumerable.Range(0, _words).Select(word => (int[])[word])];
        foreach (int[] ngram in shorter)
            yield return ngram;
        foreach (NgramLevel level in _levels)
        {
            var longer = new List<int[]>(level.Count);
            for (int beginning = 0; beginning < shorter.Count; beginning++)
            {
                for (int i = level.Starts[beginning]; i < level.Starts[beginning + 1]; i++)
                    longer.Add([.. shorter[beginning], level.LastWords[i]]);
            }

            foreach (int[] ngram in longer)
                yield return ngram;
            shorter = longer;
        }
    }

    /// <summary>What a model file holds of it: two lists a length, see <see cref="NgramLevel"/>.</summary>
    public IEnumerable<TensorToWrite> Tensors()
    {
        for (int i = 0; i < _levels.Length; i++)
        {
            int[] starts = _levels[i].Starts;
            int[] counts = new int[starts.Length - 1];
            for (int shorter = 0; shorter < counts.Length; shorter++)
                counts[shorter] = starts[shorter + 1] - starts[shorter];
            yield return TensorToWrite.WholeNumbers(CountsName(i + 2), counts);
            yield return TensorToWrite.WholeNumbers(WordsName(i + 2), _levels[i].LastWords);
        }
    }

    private static string CountsName(int length) => $"ngrams.{length}.counts";

    private static string WordsName(int length) => $"ngrams.{length}.words";

    private static NgramLevel LoadLevel(SafeTensorsFile file, int length, int shorterCount, int words)
    {
        int[] counts = file.WholeNumbers(CountsName(length));
        int[] lastWords = file.WholeNumbers(WordsName(length));
        if (counts.Length != shorterCount)
            throw file.Mismatch(
                $"tensor '{CountsName(length)}' has {counts.Length} elements; expected one for each of {shorterCount} shorter n-grams");
        if (counts.Sum(count => (long)count) != lastWords.Length)
            throw file.Mismatch($"the numbers of '{CountsName(length)}' do not add up to the {lastWords.Length} elements of '{WordsName(length)}'");
        int[] starts = NgramLevel.StartsOf(counts);
        for (int shorter = 0; shorter < shorterCount; shorter++)
        {
            for (int i = starts[shorter]; i < starts[shorter + 1]; i++)
            {
                if (lastWords[i] >= words || (i > starts[shorter] && lastWords[i] <= lastWords[i - 1]))
                    throw file.Mismatch(
                        $"element {i} of '{WordsName(length)}' is {lastWords[i]}; expected a word below {words}, ascending among those with one "
                        + "beginning");
            }
        }

        return new NgramLevel(starts, lastWords);
    }
}
