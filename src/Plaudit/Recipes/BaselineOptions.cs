using Plaudit.Text;

namespace Plaudit.Recipes;

/// <summary>A baseline, a model without a network: its kind and options. Immutable; one record per kind.</summary>
public abstract record BaselineOptions
{
    internal const double LeastSmoothing = 1e-10;

    private protected BaselineOptions()
    {
    }

    /// <summary>
    /// The kinds that a recipe may name. A new one is a record and a line here; how it is fitted and loaded is the affair of Plaudit.Kinds.
    /// </summary>
    internal static OptionKinds<BaselineOptions> Kinds { get; } = new(
        byDefault: null,
        LexiconOptions.Options,
        NaiveBayesOptions.Options,
        TfidfLogisticOptions.Options,
        TfidfSvmOptions.Options,
        NaiveBayesLogisticOptions.Options);

    /// <summary>Its name in JSON and its options.</summary>
    internal abstract OptionKind<BaselineOptions> Kind { get; }

    /// <summary>The options of its text: a baseline reads a review whole, so that there is nothing to cut, to pad or to replace.</summary>
    internal virtual OptionTable<TextOptions> TextTable =>
        TextOptions.Table.Only(WholeReviews, "clean", "tokenizer", "vocabularySize").Check(NeedWord);

    /// <summary>Text options of a baseline that does not say otherwise.</summary>
    private protected static TextOptions WholeReviews => new() { VocabularySize = null };

    private static void NeedWord(TextOptions options, JsonSection json)
    {
        if (options.VocabularySize is < 3 and var size)
            json.Fault("vocabularySize", $"expected a whole number from 3 (id 0 is padding, id 1 unknown words) or null for all, found {size}");
    }
}

/// <summary>A list of words with a valence each, and a rule for negation.</summary>
/// <param name="NegationReach">How many words after a negation it affects, 1 to 20. Default 3.</param>
public sealed record LexiconOptions(int NegationReach = 3) : BaselineOptions
{
    internal static readonly OptionKind<BaselineOptions, LexiconOptions> Options = new("lexicon", () =>
        new OptionTable<LexiconOptions>("Options of the lexicon.", new LexiconOptions())
            .Add(
                "negationReach",
                Values.Whole(1, 20),
                "Words that a negation turns round.",
                x => x.NegationReach,
                (x, v) => x with { NegationReach = v }));

    internal override OptionKind<BaselineOptions> Kind => Options;

    /// <summary>It brings its words along, so their number cannot be limited.</summary>
    internal override OptionTable<TextOptions> TextTable => TextOptions.Table.Only(WholeReviews, "clean", "tokenizer");
}

/// <summary>Multinomial Naive Bayes on counts (scikit-learn's <c>MultinomialNB</c>).</summary>
public sealed record NaiveBayesOptions : BaselineOptions
{
    internal static readonly OptionKind<BaselineOptions, NaiveBayesOptions> Options = new("naive-bayes", () =>
        new OptionTable<NaiveBayesOptions>("Options of multinomial Naive Bayes.", new NaiveBayesOptions())
            .Include(NgramOptions.Table, x => x.Ngrams, (x, v) => x with { Ngrams = v })
            .Add("smoothing", Values.Number(LeastSmoothing, 1e6), "Added to every count.", x => x.Smoothing, (x, v) => x with { Smoothing = v }));

    /// <summary>What is counted.</summary>
    public NgramOptions Ngrams { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>Added to every count, 1e-10 to 1e6 (alpha). Default 1.</summary>
    public double Smoothing { get; init; } = 1;

    internal override OptionKind<BaselineOptions> Kind => Options;
}

/// <summary>Logistic regression on TF-IDF (scikit-learn's <c>TfidfVectorizer</c> and <c>LogisticRegression(solver="liblinear")</c>).</summary>
public sealed record TfidfLogisticOptions : BaselineOptions
{
    internal static readonly OptionKind<BaselineOptions, TfidfLogisticOptions> Options = new("tfidf-logistic", () =>
        new OptionTable<TfidfLogisticOptions>("Options of logistic regression on TF-IDF.", new TfidfLogisticOptions())
            .Include(NgramOptions.Table, x => x.Ngrams, (x, v) => x with { Ngrams = v })
            .Include(SolverOptions.Table, x => x.Solver, (x, v) => x with { Solver = v }));

    /// <summary>What is counted.</summary>
    public NgramOptions Ngrams { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>The cost of errors and when to stop.</summary>
    public SolverOptions Solver { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    internal override OptionKind<BaselineOptions> Kind => Options;
}

/// <summary>
/// A linear support vector machine on TF-IDF (scikit-learn's <c>TfidfVectorizer</c> and <c>LinearSVC</c>), its margins made probabilities.
/// </summary>
public sealed record TfidfSvmOptions : BaselineOptions
{
    internal static readonly OptionKind<BaselineOptions, TfidfSvmOptions> Options = new("tfidf-svm", () =>
        new OptionTable<TfidfSvmOptions>("Options of the linear SVM on TF-IDF.", new TfidfSvmOptions())
            .Include(NgramOptions.Table, x => x.Ngrams, (x, v) => x with { Ngrams = v })
            .Include(SolverOptions.Table, x => x.Solver, (x, v) => x with { Solver = v })
            .Add(
                "calibration",
                Values.Number(0.01, 0.9),
                "Share of the training reviews that is held out to turn scores into probabilities.",
                x => x.Calibration,
                (x, v) => x with { Calibration = v }));

    /// <summary>What is counted.</summary>
    public NgramOptions Ngrams { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>The cost of errors and when to stop.</summary>
    public SolverOptions Solver { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>The share of the training reviews that is held out to learn what a margin means, 0.01 to 0.9. Default 0.2.</summary>
    public double Calibration { get; init; } = 0.2;

    internal override OptionKind<BaselineOptions> Kind => Options;
}

/// <summary>
/// Logistic regression on n-grams that are there or not, each weighted by its Naive Bayes log-count ratio (after Wang and Manning 2012).
/// </summary>
public sealed record NaiveBayesLogisticOptions : BaselineOptions
{
    internal static readonly OptionKind<BaselineOptions, NaiveBayesLogisticOptions> Options = new("nb-logistic", () =>
        new OptionTable<NaiveBayesLogisticOptions>("Options of NB-weighted logistic regression.", new NaiveBayesLogisticOptions())
            .Include(NgramOptions.Table, x => x.Ngrams, (x, v) => x with { Ngrams = v })
            .Add("smoothing", Values.Number(LeastSmoothing, 1e6), "Added to every count.", x => x.Smoothing, (x, v) => x with { Smoothing = v })
            .Include(SolverOptions.Table, x => x.Solver, (x, v) => x with { Solver = v }));

    /// <summary>What is looked for: by default runs of up to 3 words.</summary>
    public NgramOptions Ngrams { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new(Longest: 3);

    /// <summary>Added to every count of the ratio, 1e-10 to 1e6. Default 1.</summary>
    public double Smoothing { get; init; } = 1;

    /// <summary>The cost of errors, by default 4, and when to stop.</summary>
    public SolverOptions Solver { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new(Cost: 4);

    internal override OptionKind<BaselineOptions> Kind => Options;
}

/// <summary>Which runs of words are features. Immutable.</summary>
/// <param name="Longest">Runs of 1 up to this many words, 1 to 5. Default 1; of <see cref="NaiveBayesLogisticOptions"/> 3.</param>
/// <param name="MinimumReviews">Those found in fewer training reviews are left out (scikit-learn's <c>min_df</c>), from 1. Default 2.</param>
public sealed record NgramOptions(int Longest = 1, int MinimumReviews = 2)
{
    internal static readonly OptionTable<NgramOptions> Table = new OptionTable<NgramOptions>("Which runs of words are features.", new NgramOptions())
        .Add("ngrams", Values.Whole(1, 5), "The longest run of words counted together.", x => x.Longest, (x, v) => x with { Longest = v })
        .Add(
            "minimumReviews",
            Values.Whole(1),
            "The number of training reviews that a run of words must occur in to count.",
            x => x.MinimumReviews,
            (x, v) => x with { MinimumReviews = v });
}

/// <summary>How a linear model is fitted. Immutable.</summary>
/// <param name="Cost">
/// What an error costs beside the squared length of the weights, 1e-6 to 1e6 (scikit-learn's <c>C</c>). Default 1; of
/// <see cref="NaiveBayesLogisticOptions"/> 4.
/// </param>
/// <param name="Tolerance">
/// Fitting ends when no review's margin or logit is further than this from where it must be, 1e-12 to 10. Default 0.001.
/// </param>
/// <param name="MaximumPasses">The maximum number of passes, from 1. Default 1000.</param>
public sealed record SolverOptions(double Cost = 1, double Tolerance = 0.001, int MaximumPasses = 1000)
{
    internal static readonly OptionTable<SolverOptions> Table = new OptionTable<SolverOptions>("How a linear model is fitted.", new SolverOptions())
        .Add("cost", Values.Number(1e-6, 1e6), "How much an error costs beside large weights (C).", x => x.Cost, (x, v) => x with { Cost = v })
        .Add("tolerance", Values.Number(1e-12, 10), "The solver stops below this violation.", x => x.Tolerance, (x, v) => x with { Tolerance = v })
        .Add("maximumPasses", Values.Whole(1), "Passes of the solver at most.", x => x.MaximumPasses, (x, v) => x with { MaximumPasses = v });
}
