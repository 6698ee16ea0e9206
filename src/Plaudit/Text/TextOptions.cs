namespace Plaudit.Text;

/// <summary>
/// How a text becomes ids: cleaning, tokenizer, vocabulary and length. Immutable; equality compares <see cref="Clean"/> by reference.
/// </summary>
public sealed record TextOptions
{
    private const int LargestVocabulary = 10_000_000;
    private const int LongestText = 1_000_000;

    /// <summary>The names <see cref="Clean"/> may hold.</summary>
    public static IReadOnlyList<string> CleaningStepNames { get; } = [.. CleaningSteps.All.Select(step => step.Name)];

    /// <summary>The names <see cref="Tokenizer"/> may have.</summary>
    public static IReadOnlyList<string> TokenizerNames { get; } = [.. Tokenizers.All.Select(tokenizer => tokenizer.Name)];

    /// <summary>
    /// Cleaning steps, carried out in this order: <c>lowercase</c> (Python's <c>str.lower</c>), <c>remove-html</c> and
    /// <c>html-to-space</c> (Python's <c>re.sub(r'&lt;.*?&gt;', ...)</c> with nothing or a space), <c>remove-punctuation</c> (Python's
    /// <c>string.punctuation</c>). Default: none.
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
    /// A token such as <c>&lt;UNK&gt;</c> that takes id 1 and stands for every unknown word (Keras's <c>oov_token</c>); null drops unknown
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
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Clean is null)
            faults.Add("clean: expected a list of cleaning steps, found null");
        for (int i = 0; i < (Clean?.Count ?? 0); i++)
        {
            if (!CleaningStepNames.Contains(Clean![i]))
                faults.Add($"clean.{i}: expected one of {Listed(CleaningStepNames)}, found {Quoted(Clean[i])}");
        }

        if (!TokenizerNames.Contains(Tokenizer))
            faults.Add($"tokenizer: expected one of {Listed(TokenizerNames)}, found {Quoted(Tokenizer)}");
        int smallest = OutOfVocabulary is null ? 2 : 3;
        if (VocabularySize is int size && (size < smallest || size > LargestVocabulary))
        {
            string taken = OutOfVocabulary is null ? "id 0 is padding" : "id 0 is padding, id 1 unknown words";
            faults.Add($"vocabularySize: expected {smallest} to {LargestVocabulary} ({taken}) or null for every word, found {size}");
        }

        if (OutOfVocabulary is not null && string.IsNullOrWhiteSpace(OutOfVocabulary))
            faults.Add("outOfVocabulary: expected a token such as \"<UNK>\", or null to drop unknown words, found a blank");
        if (MaxLength is < 1 or > LongestText)
            faults.Add($"maxLength: expected 1 to {LongestText} tokens, or null for no limit, found {MaxLength}");
        if (!Enum.IsDefined(Truncate))
            faults.Add($"truncate: expected pre or post, found {Truncate}");
        if (Pad is Side pad && !Enum.IsDefined(pad))
            faults.Add($"pad: expected pre, post, or null for none, found {pad}");
        if (Pad is not null && MaxLength is null)
            faults.Add("pad: padding needs a length to fill up to; set maxLength, or leave pad null");
        return faults;
    }

    /// <summary>Checks the options.</summary>
    /// <exception cref="PlauditException">Something is wrong; the message lists all faults.</exception>
    public void Validate()
    {
        IReadOnlyList<string> faults = Faults();
        if (faults.Count > 0)
            throw new PlauditException($"the text options cannot be used: {string.Join("; ", faults)}.");
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(Quoted));

    private static string Quoted(string? name) => name is null ? "null" : $"\"{name}\"";
}
