namespace Plaudit.Exploration;

/// <summary>How often each word occurs in the reviews of each class.</summary>
internal sealed class WordTable
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _places =
        new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly List<string> _words = [];

    // (words x classes)
    private readonly List<long> _counts = [];

    /// <summary>The words, in no order.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>How often a word occurs in a class.</summary>
    /// <param name="word">Its place in <see cref="Words"/>.</param>
    /// <param name="classNumber">Of <see cref="ExploredClasses.Number"/>.</param>
    public long Count(int word, int classNumber) => _counts[(word * ExploredClasses.Count) + classNumber];

    /// <summary>How often a word occurs in all classes.</summary>
    public long Count(int word) => Count(word, 0) + Count(word, 1) + Count(word, 2);

    /// <summary>How many words there are in a class, each as often as it occurs.</summary>
    public long Total(int classNumber)
    {
        long total = 0;
        for (int word = 0; word < _words.Count; word++)
            total += Count(word, classNumber);
        return total;
    }

    /// <summary>Counts a word of a review.</summary>
    public void Add(ReadOnlySpan<char> word, int classNumber)
    {
        if (!_places.TryGetValue(word, out int place))
            place = Add(word.ToString());
        _counts[(place * ExploredClasses.Count) + classNumber]++;
    }

    /// <summary>Adds what another table has counted.</summary>
    public void Add(WordTable other)
    {
        for (int word = 0; word < other._words.Count; word++)
        {
            if (!_places.TryGetValue(other._words[word], out int place))
                place = Add(other._words[word]);
            for (int c = 0; c < ExploredClasses.Count; c++)
                _counts[(place * ExploredClasses.Count) + c] += other.Count(word, c);
        }
    }

    private int Add(string word)
    {
        int place = _words.Count;
        _places.Dictionary.Add(word, place);
        _words.Add(word);
        for (int c = 0; c < ExploredClasses.Count; c++)
            _counts.Add(0);
        return place;
    }
}
