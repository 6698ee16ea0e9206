using System.Text;
using System.Text.Json;

namespace Plaudit.Data.Readers;

/// <summary>
/// Keras's word index of its IMDB data, <c>imdb_word_index.json</c>: a rank for each word, 1 the most frequent. Ids are ranks moved up by
/// <see cref="IndexFrom"/>, to make room for padding (0), the start of a review (1) and words out of the vocabulary (2): Keras's
/// <c>load_data(start_char=1, oov_char=2, index_from=3)</c>.
/// </summary>
internal sealed class KerasWordIndex
{
    /// <summary>The file's name.</summary>
    public const string FileName = "imdb_word_index.json";

    /// <summary>What an id is more than its word's rank.</summary>
    public const int IndexFrom = 3;

    private const int Padding = 0;
    private const int Start = 1;
    private const int OutOfVocabulary = 2;
    private const string Unknown = "<UNK>";
    private const int LongestFile = 1 << 26;
    private const int LongestWord = 100;

    private readonly Dictionary<long, string> _words;

    private KerasWordIndex(Dictionary<long, string> words)
    {
        _words = words;
        LargestRank = words.Keys.Max();
    }

    /// <summary>The greatest rank that a word has.</summary>
    public long LargestRank { get; }

    /// <summary>Reads the word index that lies in a folder.</summary>
    /// <param name="folder">The folder of the .npz file.</param>
    /// <param name="needed">The .npz file, for messages.</param>
    /// <exception cref="PlauditException">It is not there, or no word index.</exception>
    public static KerasWordIndex Beside(string folder, string needed)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new PlauditException(
                $"{needed} holds the ranks of words, and the words themselves are in Keras's {FileName}, which is missing: put it beside the .npz "
                    + $"file, at {path} "
                + "(get_word_index() of Keras downloads it to ~/.keras/datasets).");
        }

        try
        {
            byte[] content = WholeFile.Read(path, LongestFile);
            using var json = JsonDocument.Parse(content);
            if (JsonStrings.HalfCharacter(content) is { } fault)
                throw new PlauditException($"{path}, {fault}. Get it again.");
            return Parse(json.RootElement, path);
        }
        catch (JsonException e)
        {
            throw new PlauditException($"{path} is not JSON: {JsonFault.Describe(e)}. Get it again.", e);
        }
    }

    /// <summary>The words of ids, with spaces between them; padding and the start are left out, the id 2 is <c>&lt;UNK&gt;</c>.</summary>
    /// <param name="ids">(T) ids by Keras's rule.</param>
    /// <param name="unknown">An id that has no word, or null.</param>
    /// <returns>The text up to <paramref name="unknown"/>.</returns>
    public string Decode(IEnumerable<long> ids, out long? unknown)
    {
        unknown = null;
        var text = new StringBuilder();
        foreach (long id in ids)
        {
            if (id is Padding or Start)
                continue;
            string? word = id == OutOfVocabulary ? Unknown : _words.GetValueOrDefault(id - IndexFrom);
            if (word is null)
            {
                unknown = id;
                break;
            }

            if (text.Length > 0)
                text.Append(' ');
            text.Append(word);
        }

        return text.ToString();
    }

    private static KerasWordIndex Parse(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object || root.GetPropertyCount() == 0)
            throw new PlauditException($"{path}: expected an object of words and their ranks, such as {{\"the\": 1}}, found {Shown(root)}.");
        var words = new Dictionary<long, string>();
        foreach (JsonProperty property in root.EnumerateObject())
        {
            string word = property.Name;
            if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetInt32(out int rank) || rank < 1)
                throw new PlauditException($"{path}, \"{Shortened(word)}\": expected a rank, a whole number from 1, found {Shown(property.Value)}.");
            // Some of Keras's words are a control character or a no-break space: only what would end a word is refused.
            if (word.Length is 0 or > LongestWord || word.Contains(' '))
                throw new PlauditException(
                    $"{path}, rank {rank}: expected a word of 1 to {LongestWord:N0} characters without a space, found \"{Shortened(word)}\".");
            if (!words.TryAdd(rank, word))
                throw new PlauditException($"{path}: the rank {rank} belongs to two words, \"{words[rank]}\" and \"{word}\".");
        }

        return new KerasWordIndex(words);
    }

    private static string Shown(JsonElement json) => Shortened(json.GetRawText());

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
