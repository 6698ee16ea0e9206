using Plaudit.Data;

namespace Plaudit.Exploration;

/// <summary>A column of the data.</summary>
/// <param name="Name"><c>review</c>, <c>sentiment</c> or, where films are known, <c>film</c>; whatever the file calls it.</param>
/// <param name="Type">What it holds: <c>text</c> or <c>label</c>.</param>
/// <param name="Values">Rows that have a value.</param>
/// <param name="Missing">Rows that have none: no label, no text or nothing but white space.</param>
/// <param name="Distinct">Different values.</param>
public sealed record ColumnSummary(string Name, string Type, int Values, int Missing, int Distinct)
{
    /// <summary>The columns of a set.</summary>
    internal static IReadOnlyList<ColumnSummary> Of(IReadOnlyList<Review> rows)
    {
        var columns = new List<ColumnSummary>
        {
            Column("review", "text", rows.Select(row => string.IsNullOrWhiteSpace(row.Text) ? null : row.Text)),
            Column("sentiment", "label", rows.Select(row => row.Label?.ToString())),
        };
        if (rows.Any(row => row.Film is not null))
            columns.Add(Column("film", "text", rows.Select(row => row.Film)));
        return columns;
    }

    private static ColumnSummary Column(string name, string type, IEnumerable<string?> values)
    {
        string?[] all = [.. values];
        string[] there = [.. all.OfType<string>()];
        return new ColumnSummary(name, type, there.Length, all.Length - there.Length, there.Distinct(StringComparer.Ordinal).Count());
    }
}

/// <summary>How many reviews the parts of the data have.</summary>
/// <param name="Train">Labelled reviews to learn from.</param>
/// <param name="Test">Labelled reviews held back.</param>
/// <param name="Unlabelled">Reviews without a label.</param>
public sealed record PartCounts(int Train, int Test, int Unlabelled);

/// <summary>Reviews that are there more than once.</summary>
/// <param name="Rows">Rows that are equal to an earlier one in text and label (pandas' <c>duplicated().sum()</c>).</param>
/// <param name="Conflicting">Distinct texts that appear under both labels.</param>
/// <param name="AcrossHalves">Distinct texts that appear in both the train and the test half, which biases a test.</param>
public sealed record DuplicateSummary(int Rows, int Conflicting, int AcrossHalves)
{
    /// <summary>Counts those of a set.</summary>
    /// <param name="set">The data.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="distinct">Its different rows.</param>
    internal static DuplicateSummary Of(ReviewSet set, IReadOnlyList<Review> rows, IReadOnlyList<Review> distinct)
    {
        HashSet<string> positive = Texts(distinct.Where(row => row.Label == Label.Positive));
        HashSet<string> train = Texts(set.Train);
        return new DuplicateSummary(
            rows.Count - distinct.Count,
            distinct.Count(row => row.Label == Label.Negative && positive.Contains(row.Text)),
            Texts(set.Test).Count(train.Contains));
    }

    private static HashSet<string> Texts(IEnumerable<Review> rows) =>
        rows.Select(row => row.Text).Where(text => !string.IsNullOrWhiteSpace(text)).ToHashSet(StringComparer.Ordinal);
}

/// <summary>The reviews of a class.</summary>
/// <param name="Label">The class; null for the reviews without a label.</param>
/// <param name="Count">Reviews.</param>
/// <param name="Share">Of all rows, in [0, 1].</param>
public sealed record ClassCount(Label? Label, int Count, double Share);
