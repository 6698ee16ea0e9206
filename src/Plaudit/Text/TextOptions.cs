namespace Plaudit.Text;

/// <summary>
/// How a text becomes ids: cleaning, tokenizer, vocabulary and length. Immutable; equality compares <see cref="Clean"/> by reference.
/// </summary>
public sealed record TextOptions
{
    /// <summary>The names <see cref="Clean"/> may hold.</summary>
    public static IReadOnlyList<string> CleaningStepNames { get; } = [.. CleaningSteps.All.Select(step => step.Name)];

    /// <summary>The names <see cref="Tokenizer"/> may have.</summary>
    public static IReadOnlyList<string> TokenizerNames { get; } = [.. Tokenizers.All.Select(tokenizer => tokenizer.Name)];

    /// <summary>What is known of each option.</summary>
    internal static OptionTable<TextOptions> Table { get; } = Describe();

    /// <summary>
    /// Cleaning steps, carried out in this order: <c>lowercase</c> (Python's <c>str.lower</c>), <c>remove-html</c> and
    /// <c>html-to-space</c> (Python's <c>re.sub(r'&lt;.*?&gt;', ...)</c> with nothing or a space), <c>normalize</c> (one form for texts that read
    /// the same: HTML's character references decoded, typographic quotes, dashes and spaces as keyboards type them, characters without width
    /// removed, Unicode's form C; after the removal of tags, before the others), <c>remove-punctuation</c> (Python's <c>string.punctuation</c>).
    /// Default: none.
    /// </summary>
    public IReadOnlyList<string> Clean { get; init; } = [];

    /// <summary>
    /// <c>keras</c> (the rule of Keras's Tokenizer; lowercases by itself), <c>words</c> (words and punctuation marks, in their own case) or
    /// <c>scikit-learn</c> (the words of its vectorizers; lowercases by itself).
    /// </summary>
    public string Tokenizer { get; init; } = "keras";

    /// <summary>
    /// Ids below this number are used, as by Keras's <c>num_words</c>: one fewer than this many words. From 2 (3 with an out-of-vocabulary
    /// token) to 10,000,000; null uses every word.
    /// </summary>
    public int? VocabularySize { get; init; } = 10_000;

    /// <summary>
    /// A token such as <c>&lt;UNK&gt;</c> that takes id 1 and replaces every unknown word (Keras's <c>oov_token</c>); null drops unknown
    /// words, as Keras does.
    /// </summary>
    public string? OutOfVocabulary { get; init; }

    /// <summary>The greatest number of ids of a text, 1 to 1,000,000; null sets no limit.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Which end loses the ids beyond <see cref="MaxLength"/>.</summary>
    public Side Truncate { get; init; } = Side.Pre;

    /// <summary>At which end ids 0 fill a text up to <see cref="MaxLength"/> (which is then required); null leaves texts ragged.</summary>
    public Side? Pad { get; init; }

    /// <summary>
    /// Everything that is wrong with these options, each fault beginning with the option's path in a recipe's <c>text</c>; empty when they are valid.
    /// </summary>
    public IReadOnlyList<string> Faults() => Table.Faults(this);

    /// <summary>Checks the options.</summary>
    /// <exception cref="PlauditException">Something is wrong; the message lists all faults.</exception>
    public void Validate()
    {
        IReadOnlyList<string> faults = Faults();
        if (faults.Count > 0)
            throw new PlauditException($"the text options cannot be used: {string.Join("; ", faults)}.");
    }

    private static OptionTable<TextOptions> Describe()
    {
        OptionValue<int> side = Values.Choice("pre", "post");
        return new OptionTable<TextOptions>("How a review becomes token ids.", new TextOptions())
            .Add(
                "clean",
                Values.NameList(CleaningStepNames),
                "Cleaning steps, in the order in which they are carried out. remove-html deletes tags, html-to-space puts a space in their place. "
                    + "normalize gives texts that read the same one form: behind those two, before the others.",
                x => x.Clean,
                (x, v) => x with { Clean = v })
            .Add(
                "tokenizer",
                Values.Name(TokenizerNames),
                "keras: the rule of Keras's Tokenizer, which lowercases by itself. words: words and punctuation marks, in their own case. "
                    + "scikit-learn: the words of its vectorizers, which lowercase by themselves.",
                x => x.Tokenizer,
                (x, v) => x with { Tokenizer = v })
            .Add(
                "vocabularySize",
                Values.Whole(2, 10_000_000).OrNull(),
                "Ids below this number are used, as by Keras's num_words; null uses every word.",
                x => x.VocabularySize,
                (x, v) => x with { VocabularySize = v })
            .Add(
                "outOfVocabulary",
                Values.TextOrNull,
                "A token such as <UNK> that replaces every unknown word; null drops unknown words.",
                x => x.OutOfVocabulary,
                (x, v) => x with { OutOfVocabulary = v })
            .Add(
                "maxLength",
                Values.Whole(1, 1_000_000).OrNull(),
                "The greatest number of tokens of a review; null sets no limit.",
                x => x.MaxLength,
                (x, v) => x with { MaxLength = v })
            .Add("truncate", side, "The end that loses the tokens beyond maxLength.", x => (int)x.Truncate, (x, v) => x with { Truncate = (Side)v })
            .Add(
                "pad",
                side.OrNull(),
                "The end at which reviews are filled up to maxLength, which must then be given; null leaves them ragged, and no padding is read.",
                x => (int?)x.Pad,
                (x, v) => x with { Pad = (Side?)v })
            .Check(Check);
    }

    private static void Check(TextOptions options, JsonSection json)
    {
        if (options is { OutOfVocabulary: not null, VocabularySize: < 3 and var size })
            json.Fault("vocabularySize", $"expected 3 or more (id 0 is padding, id 1 unknown words) or null for every word, found {size}");
        if (options.OutOfVocabulary is { } token && string.IsNullOrWhiteSpace(token))
            json.Fault("outOfVocabulary", "expected a token such as \"<UNK>\", or null to drop unknown words, found a blank");
        if (options is { Pad: not null, MaxLength: null })
            json.Fault("pad", "padding needs a length to fill up to; set maxLength, or leave pad null");
    }
}
