namespace Plaudit.Recipes;

/// <summary>What a recipe says of a baseline, a model without a network, under its key <c>baseline</c>. Immutable; one record a kind.</summary>
public abstract record BaselineOptions
{
    /// <summary>The kinds a recipe's <c>model</c> may name. A new one is a record and a line here, and a case where baselines are fitted.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<JsonSection, BaselineOptions>> Kinds = new Dictionary<string, Func<JsonSection, BaselineOptions>>
    {
        ["lexicon"] = LexiconOptions.Read,
        ["naive-bayes"] = NaiveBayesOptions.Read,
        ["tfidf-logistic"] = TfidfLogisticOptions.Read,
        ["tfidf-svm"] = TfidfSvmOptions.Read,
        ["nb-logistic"] = NaiveBayesLogisticOptions.Read,
    };

    /// <summary>Reads the options of a kind; faults are noted in the section.</summary>
    internal static BaselineOptions? Read(string kind, JsonSection json)
    {
        if (!Kinds.TryGetValue(kind, out Func<JsonSection, BaselineOptions>? read))
            return null;
        BaselineOptions options = read(json);
        json.RefuseUnknown();
        return options;
    }
}

/// <summary>A list of words with a valence each, and a rule for negation.</summary>
/// <param name="NegationReach">How many words behind a negation it turns, 1 to 20. Default 3.</param>
public sealed record LexiconOptions(int NegationReach) : BaselineOptions
{
    internal static LexiconOptions Read(JsonSection json) => new(json.Integer("negationReach", 1, 20, 3));
}

/// <summary>Multinomial Naive Bayes on counts (scikit-learn's <c>MultinomialNB</c>).</summary>
/// <param name="Ngrams">What is counted.</param>
/// <param name="Smoothing">Added to every count, above 0 (alpha). Default 1.</param>
public sealed record NaiveBayesOptions(NgramOptions Ngrams, double Smoothing) : BaselineOptions
{
    internal const double LeastSmoothing = 1e-10;

    internal static NaiveBayesOptions Read(JsonSection json) => new(NgramOptions.Read(json, 1), json.Number("smoothing", LeastSmoothing, 1e6, 1));
}

/// <summary>Logistic regression on TF-IDF (scikit-learn's <c>TfidfVectorizer</c> and <c>LogisticRegression(solver="liblinear")</c>).</summary>
/// <param name="Ngrams">What is counted.</param>
/// <param name="Solver">The cost of errors and when to stop.</param>
public sealed record TfidfLogisticOptions(NgramOptions Ngrams, SolverOptions Solver) : BaselineOptions
{
    internal static TfidfLogisticOptions Read(JsonSection json) => new(NgramOptions.Read(json, 1), SolverOptions.Read(json, 1));
}

/// <summary>A linear support vector machine on TF-IDF (scikit-learn's <c>TfidfVectorizer</c> and <c>LinearSVC</c>), its margins made probabilities.</summary>
/// <param name="Ngrams">What is counted.</param>
/// <param name="Solver">The cost of errors and when to stop.</param>
/// <param name="Calibration">The share of the training reviews that is held out to learn what a margin means, 0.01 to 0.9. Default 0.2.</param>
public sealed record TfidfSvmOptions(NgramOptions Ngrams, SolverOptions Solver, double Calibration) : BaselineOptions
{
    internal static TfidfSvmOptions Read(JsonSection json) =>
        new(NgramOptions.Read(json, 1), SolverOptions.Read(json, 1), json.Number("calibration", 0.01, 0.9, 0.2));
}

/// <summary>Logistic regression on n-grams that are there or not, each weighted by its Naive Bayes log-count ratio (after Wang and Manning 2012).</summary>
/// <param name="Ngrams">What is looked for.</param>
/// <param name="Smoothing">Added to every count of the ratio, above 0. Default 1.</param>
/// <param name="Solver">The cost of errors and when to stop.</param>
public sealed record NaiveBayesLogisticOptions(NgramOptions Ngrams, double Smoothing, SolverOptions Solver) : BaselineOptions
{
    internal static NaiveBayesLogisticOptions Read(JsonSection json) =>
        new(NgramOptions.Read(json, 3), json.Number("smoothing", NaiveBayesOptions.LeastSmoothing, 1e6, 1), SolverOptions.Read(json, 4));
}

/// <summary>Which runs of words are features. Immutable.</summary>
/// <param name="Longest">Runs of 1 up to this many words, 1 to 5.</param>
/// <param name="MinimumReviews">Those found in fewer training reviews are left out (scikit-learn's <c>min_df</c>), from 1. Default 2.</param>
public sealed record NgramOptions(int Longest, int MinimumReviews)
{
    internal static NgramOptions Read(JsonSection json, int longest) =>
        new(json.Integer("ngrams", 1, 5, longest), json.Integer("minimumReviews", 1, int.MaxValue, 2));
}

/// <summary>How a linear model is fitted. Immutable.</summary>
/// <param name="Cost">What an error costs beside the squared length of the weights, above 0 (scikit-learn's <c>C</c>).</param>
/// <param name="Tolerance">Fitting ends when no review's margin or logit is further than this from where it must be, above 0. Default 0.001.</param>
/// <param name="MaximumPasses">It ends after so many passes at the latest, from 1. Default 1000.</param>
public sealed record SolverOptions(double Cost, double Tolerance, int MaximumPasses)
{
    internal static SolverOptions Read(JsonSection json, double cost) => new(
        json.Number("cost", 1e-6, 1e6, cost),
        json.Number("tolerance", 1e-12, 10, 0.001),
        json.Integer("maximumPasses", 1, int.MaxValue, 1000));
}
