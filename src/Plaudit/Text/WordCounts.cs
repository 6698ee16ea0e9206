namespace Plaudit.Text;

/// <summary>How often each word of the training texts occurs; a word is copied once, when it is first seen.</summary>
internal sealed class WordCounts
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _places =
        new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly List<string> _words = [];
    private readonly List<int> _counts = [];

    /// <summary>How many different words were added.</summary>
    public int Count => _words.Count;

    public void Add(ReadOnlySpan<char> word)
    {
        if (_places.TryGetValue(word, out int place))
        {
            _counts[place]++;
            return;
        }

        string copy = word.ToString();
        _places.Dictionary.Add(copy, _words.Count);
        _words.Add(copy);
        _counts.Add(1);
    }

    /// <summary>The words with an id below <paramref name="vocabularySize"/>, by <see cref="Vocabulary.Build"/>'s rule.</summary>
    public Vocabulary ToVocabulary(int? vocabularySize, string? outOfVocabulary)
    {
        // Sorting is not stable; the place of the first appearance in the low half of the key settles ties.
        long[] keys = new long[_words.Count];
        for (int place = 0; place < keys.Length; place++)
            keys[place] = ((long)-_counts[place] << 32) | (uint)place;
        Array.Sort(keys);
        IEnumerable<string> words = keys.Select(key => _words[(int)(uint)key]);
        if (outOfVocabulary is not null)
            words = words.Where(word => word != outOfVocabulary).Prepend(outOfVocabulary);
        return new Vocabulary(words.Take((vocabularySize ?? int.MaxValue) - 1));
    }
}
