using System.Buffers;
using System.Text;

namespace Plaudit.Text;

/// <summary>
/// Turns texts into ids: cleaning, tokens, vocabulary, length. One encoder serves training and prediction alike and travels inside the model file.
/// Immutable, for any number of threads; the same text always gives the same ids.
/// </summary>
public sealed class TextEncoder
{
    private const int Padding = 0;
    private const int OutOfVocabularyId = 1;

    private readonly TextCleaner _cleaner;
    private readonly ITokenizer _tokenizer;
    private readonly int _firstKnownId;

    /// <summary>Puts an encoder together from what a model file holds.</summary>
    /// <param name="options">The options the vocabulary was built with.</param>
    /// <param name="vocabulary">Its words; those with an id of <see cref="TextOptions.VocabularySize"/> or more are never used.</param>
    /// <exception cref="PlauditException">
    /// The options are not valid, or ask for an out-of-vocabulary token that is not the vocabulary's first word.
    /// </exception>
    public TextEncoder(TextOptions options, Vocabulary vocabulary)
        : this(options, vocabulary, CreateCleaner(options), FindTokenizer(options))
    {
    }

    /// <summary>Puts an encoder together from options that need no check, since they were read from a recipe.</summary>
    /// <exception cref="PlauditException">They ask for an out-of-vocabulary token that is not the vocabulary's first word.</exception>
    internal static TextEncoder OfRecipe(TextOptions options, Vocabulary vocabulary) =>
        new(options, vocabulary, CleanerOf(options), FindTokenizer(options));

    private TextEncoder(TextOptions options, Vocabulary vocabulary, TextCleaner cleaner, ITokenizer tokenizer)
    {
        if (options.OutOfVocabulary is string token && (vocabulary.Count == 0 || vocabulary.WordOf(OutOfVocabularyId) != token))
        {
            string found = vocabulary.Count == 0 ? "no words" : $"\"{vocabulary.WordOf(OutOfVocabularyId)}\"";
            throw new PlauditException($"the vocabulary does not fit the text options: expected \"{token}\" (outOfVocabulary) as the first word, "
                + $"found {found}; use the options the vocabulary was built with.");
        }

        Options = options;
        Vocabulary = vocabulary;
        IdCount = Math.Min(options.VocabularySize ?? int.MaxValue, vocabulary.Count + 1);
        _cleaner = cleaner;
        _tokenizer = tokenizer;
        _firstKnownId = options.OutOfVocabulary is null ? 1 : OutOfVocabularyId + 1;
    }

    /// <summary>The options.</summary>
    public TextOptions Options { get; }

    /// <summary>
    /// The words. <see cref="Fit"/> keeps those that can be used; the rest of Keras's full index would only make a model file longer.
    /// </summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>The number of different ids, padding (0) included: the rows an embedding needs. Every id is below it.</summary>
    public int IdCount { get; }

    /// <summary>
    /// Builds the vocabulary from training texts alone, by <see cref="Vocabulary.Build"/>'s rule, and keeps the words with an id below
    /// <see cref="TextOptions.VocabularySize"/>.
    /// </summary>
    /// <param name="options">How texts are read.</param>
    /// <param name="trainingTexts">The training texts; read once, in order.</param>
    /// <exception cref="PlauditException">The options are not valid, or the texts hold no word.</exception>
    public static TextEncoder Fit(TextOptions options, IEnumerable<string> trainingTexts)
    {
        TextCleaner cleaner = CreateCleaner(options);
        ITokenizer tokenizer = FindTokenizer(options);
        var counts = new WordCounts();
        int texts = 0;
        foreach (string text in trainingTexts)
        {
            ArgumentNullException.ThrowIfNull(text, nameof(trainingTexts));
            using CleanedText cleaned = cleaner.Clean(text);
            int position = 0;
            while (tokenizer.TryRead(cleaned.Text, ref position, out ReadOnlySpan<char> token))
                counts.Add(token);
            texts++;
        }

        if (counts.Count == 0)
        {
            throw new PlauditException($"no vocabulary can be built: expected words in the training texts, found none in {texts} texts; "
                + "check the data and the cleaning steps.");
        }

        return new TextEncoder(options, counts.ToVocabulary(options.VocabularySize, options.OutOfVocabulary), cleaner, tokenizer);
    }

    /// <summary>
    /// Encodes a text. Unknown words are dropped, or become id 1 with an out-of-vocabulary token; then the text is cut and padded as the options say
    /// (Keras's <c>pad_sequences</c>). A ragged text without any id becomes one id 0, so that no sequence is empty;
    /// <see cref="EncodedText.Tokens"/> still tells the truth.
    /// </summary>
    /// <param name="text">The raw text, not cleaned.</param>
    public EncodedText Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using CleanedText cleaned = _cleaner.Clean(text);
        int[] found = ArrayPool<int>.Shared.Rent(cleaned.Text.Length);
        int position = 0;
        int tokens = 0;
        int unknown = 0;
        int count = 0;
        bool wordless = true;
        while (_tokenizer.TryRead(cleaned.Text, ref position, out ReadOnlySpan<char> token))
        {
            tokens++;
            wordless = wordless && !IsWord(token);
            if (Vocabulary.TryGetId(token, out int id) && id >= _firstKnownId && id < IdCount)
            {
                found[count++] = id;
                continue;
            }

            unknown++;
            if (_firstKnownId > OutOfVocabularyId)
                found[count++] = OutOfVocabularyId;
        }

        int[] ids = Fitted(found.AsSpan(0, count));
        ArrayPool<int>.Shared.Return(found);
        return new EncodedText(ids, tokens, unknown, count > Options.MaxLength) { Wordless = wordless };
    }

    /// <summary>The tokens of a text in order, before unknown ones are dropped and before truncation.</summary>
    /// <param name="text">The text, not cleaned.</param>
    public IReadOnlyList<string> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using CleanedText cleaned = _cleaner.Clean(text);
        var tokens = new List<string>();
        int position = 0;
        while (_tokenizer.TryRead(cleaned.Text, ref position, out ReadOnlySpan<char> token))
            tokens.Add(token.ToString());
        return tokens;
    }

    /// <summary>
    /// The tokens of a text in order, each with its place in the text as it was written: what cleaning took out of a token's middle belongs to it.
    /// </summary>
    internal IReadOnlyList<TextToken> Locate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using CleanedText cleaned = _cleaner.Clean(text);
        Origin[] origins = _cleaner.Origins(text);
        var tokens = new List<TextToken>();
        int position = 0;
        int read = 0;
        while (_tokenizer.TryRead(cleaned.Text, ref position, out ReadOnlySpan<char> token))
        {
            int start = origins[position - token.Length].Start;
            bool known = Vocabulary.TryGetId(token, out int id) && id >= _firstKnownId && id < IdCount;
            bool hasId = known || _firstKnownId > OutOfVocabularyId;
            tokens.Add(new TextToken(start, origins[position - 1].End - start, known, hasId));
            read += hasId ? 1 : 0;
        }

        // Those at the end that was cut are not read, like unknown words that are dropped.
        int excess = Math.Max(0, read - (Options.MaxLength ?? int.MaxValue));
        bool fromStart = Options.Truncate == Side.Pre;
        for (int i = fromStart ? 0 : tokens.Count - 1; excess > 0; i += fromStart ? 1 : -1)
        {
            excess -= tokens[i].Read ? 1 : 0;
            tokens[i] = tokens[i] with { Read = false };
        }

        return tokens;
    }

    /// <summary>The words of ids, with spaces between them; padding is left out.</summary>
    /// <param name="ids">(T) ids in [0, <see cref="IdCount"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">An id has no word.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var words = new StringBuilder();
        foreach (int id in ids)
        {
            if (id == Padding)
                continue;
            if (words.Length > 0)
                words.Append(' ');
            words.Append(Vocabulary.WordOf(id));
        }

        return words.ToString();
    }

    /// <summary>Whether a token is more than marks and symbols.</summary>
    private static bool IsWord(ReadOnlySpan<char> token)
    {
        foreach (Rune rune in token.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                return true;
        }

        return false;
    }

    /// <summary>Cuts and pads. (T found) to (T kept).</summary>
    private int[] Fitted(ReadOnlySpan<int> found)
    {
        if (Options.MaxLength is int limit && found.Length > limit)
            found = Options.Truncate == Side.Pre ? found[^limit..] : found[..limit];
        int[] ids = new int[Options.Pad is null ? Math.Max(found.Length, 1) : Options.MaxLength!.Value];
        found.CopyTo(Options.Pad == Side.Pre ? ids.AsSpan(ids.Length - found.Length) : ids);
        return ids;
    }

    /// <summary>Carries out the recipe's cleaning steps and then those that the tokenizer wants.</summary>
    internal static TextCleaner CreateCleaner(TextOptions options)
    {
        options.Validate();
        return CleanerOf(options);
    }

    internal static ITokenizer FindTokenizer(TextOptions options) => Tokenizers.All.First(tokenizer => tokenizer.Name == options.Tokenizer);

    private static TextCleaner CleanerOf(TextOptions options)
    {
        IEnumerable<ICleaningStep> steps = options.Clean.Select(name => CleaningSteps.All.First(step => step.Name == name));
        return new TextCleaner([.. steps, .. FindTokenizer(options).Preparation]);
    }
}
