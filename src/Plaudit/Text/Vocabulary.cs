using System.Diagnostics.CodeAnalysis;

namespace Plaudit.Text;

/// <summary>Words and their ids, from 1; id 0 is padding and belongs to no word. Immutable, for any number of threads.</summary>
public sealed class Vocabulary
{
    private readonly string[] _words;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids;

    /// <summary>Takes over a list of words, such as a model file's.</summary>
    /// <param name="words">The words in the order of their ids: the first has id 1.</param>
    /// <exception cref="PlauditException">A word is missing, empty or there twice.</exception>
    public Vocabulary(IEnumerable<string> words)
    {
        _words = [.. words];
        var ids = new Dictionary<string, int>(_words.Length, StringComparer.Ordinal);
        for (int i = 0; i < _words.Length; i++)
        {
            if (string.IsNullOrEmpty(_words[i]))
                throw new PlauditException($"the vocabulary's word with id {i + 1} is empty; every id needs a word of its own.");
            if (!ids.TryAdd(_words[i], i + 1))
            {
                throw new PlauditException($"the vocabulary holds the word \"{_words[i]}\" twice, as id {ids[_words[i]]} and as id {i + 1}; "
                    + "every word needs one id.");
            }
        }

        _ids = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        Words = Array.AsReadOnly(_words);
    }

    /// <summary>How many words there are; their ids are 1 to this number.</summary>
    public int Count => _words.Length;

    /// <summary>(<see cref="Count"/>) the words in the order of their ids; <c>Words[0]</c> has id 1.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>
    /// Counts tokens and gives them ids by the rule of Keras's Tokenizer: most frequent first, ties by first appearance, from 1, with the
    /// out-of-vocabulary token before all others.
    /// </summary>
    /// <param name="tokens">All tokens of the training texts, in order.</param>
    /// <param name="vocabularySize">
    /// Keeps the words with an id below this number, at least 2; null keeps all. Keras keeps all and cuts when it converts texts: the ids are the
    /// same.
    /// </param>
    /// <param name="outOfVocabulary">The token that takes id 1, or null. Where it occurs among <paramref name="tokens"/> it is not counted.</param>
    public static Vocabulary Build(IEnumerable<string> tokens, int? vocabularySize = null, string? outOfVocabulary = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize ?? int.MaxValue, 2, nameof(vocabularySize));
        var counts = new WordCounts();
        foreach (string token in tokens)
            counts.Add(token);
        return counts.ToVocabulary(vocabularySize, outOfVocabulary);
    }

    /// <summary>Finds a word's id.</summary>
    /// <param name="word">The word, exactly as a tokenizer would give it.</param>
    /// <param name="id">Its id in [1, <see cref="Count"/>], or 0.</param>
    /// <returns>Whether the vocabulary holds the word.</returns>
    public bool TryGetId(ReadOnlySpan<char> word, out int id) => _ids.TryGetValue(word, out id);

    /// <summary>The word of an id.</summary>
    /// <param name="id">An id in [1, <see cref="Count"/>].</param>
    /// <exception cref="ArgumentOutOfRangeException">No word has this id.</exception>
    public string WordOf(int id)
    {
        if ((uint)(id - 1) >= (uint)_words.Length)
            ThrowNoWord(id);
        return _words[id - 1];
    }

    [DoesNotReturn]
    private void ThrowNoWord(int id) =>
        throw new ArgumentOutOfRangeException(nameof(id), id, $"no word has id {id}; this vocabulary's ids are 1 to {Count} (0 is padding).");
}
