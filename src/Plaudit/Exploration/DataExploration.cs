using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plaudit.Data;

namespace Plaudit.Exploration;

/// <summary>
/// What a data set is like, before anything is learned from it: its rows and classes, how long its reviews are, which words they use. Rows, classes
/// and lengths in characters are those of all rows; words and tokens are those of the different reviews (duplicates dropped), since no recipe
/// should learn from a review twice.
/// </summary>
public sealed record DataExploration
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
        NewLine = "\n",
        // Words of any script stay words; the document is a file or a pipe, not part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What the data is called.</summary>
    public required string Name { get; init; }

    /// <summary>Its rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Its rows by part.</summary>
    public required PartCounts Parts { get; init; }

    /// <summary>Its columns.</summary>
    public required IReadOnlyList<ColumnSummary> Columns { get; init; }

    /// <summary>Some rows of each class: the first, the middle one and the last that have a text.</summary>
    public required IReadOnlyList<SampleRow> Sample { get; init; }

    /// <summary>Rows that could not be used and were left out when it was read.</summary>
    public required int SkippedRows { get; init; }

    /// <summary>Reviews that are there more than once.</summary>
    public required DuplicateSummary Duplicates { get; init; }

    /// <summary>Its classes; one without reviews is left out.</summary>
    public required IReadOnlyList<ClassCount> Classes { get; init; }

    /// <summary>How long its reviews are.</summary>
    public required LengthSummary Lengths { get; init; }

    /// <summary>The words of its classes.</summary>
    public required WordSummary Words { get; init; }

    /// <summary>Its vocabulary.</summary>
    public required VocabularySummary Vocabulary { get; init; }

    /// <summary>What a maximum length would cut off.</summary>
    public required IReadOnlyList<LengthLimit> LengthLimits { get; init; }

    /// <summary>What a user should know before training on it: one class only, conflicting labels, very few reviews. A sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Looks at a data set.</summary>
    /// <param name="set">The data; unlabelled reviews count as a class of their own.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PlauditException">The options are not valid, or no row has a text.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static DataExploration Of(ReviewSet set, ExplorationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        options ??= new ExplorationOptions();
        options.Validate();
        Review[] rows = [.. set.Labelled, .. set.Unlabelled];
        Review[] reviews = [.. rows.Where(row => !string.IsNullOrWhiteSpace(row.Text))];
        if (reviews.Length == 0)
            throw new PlauditException($"{set.Name} has nothing to explore: expected reviews with a text, found {rows.Length} rows without one.");
        IReadOnlyList<Review> distinctRows = Data.Duplicates.Drop(rows);
        Review[] distinct = [.. distinctRows.Where(row => !string.IsNullOrWhiteSpace(row.Text))];
        var text = CountedText.Of(distinct, options, cancellationToken);
        var exploration = new DataExploration
        {
            Name = set.Name,
            Rows = rows.Length,
            Parts = new PartCounts(set.Train.Count, set.Test.Count, set.Unlabelled.Count),
            Columns = ColumnSummary.Of(rows),
            Sample = SampleRow.Of(reviews),
            SkippedRows = set.SkippedRows,
            Duplicates = DuplicateSummary.Of(set, rows, distinctRows),
            Classes = [.. ExploredClasses.All.Select(label => CountOf(label, rows)).Where(c => c.Count > 0)],
            Lengths = LengthSummary.Of(reviews, text.TokensOfReviews, options.Threads),
            Words = WordSummary.Of(distinct, text.Words, options),
            Vocabulary = VocabularySummary.Of(text.Tokens),
            LengthLimits = LengthLimit.Of(text.TokensOfReviews),
            Notes = [],
        };
        return exploration with { Notes = ExplorationNotes.Of(exploration) };
    }

    /// <summary>
    /// The exploration as an indented JSON document with a final line feed, names in camel case. A number that is not defined is null.
    /// </summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json) + "\n";

    private static ClassCount CountOf(Label? label, Review[] rows)
    {
        int count = rows.Count(row => row.Label == label);
        return new ClassCount(label, count, (double)count / rows.Length);
    }
}
