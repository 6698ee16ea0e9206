namespace Plaudit.Data;

/// <summary>
/// What a prediction file carries along from its reviews: the true label, and the columns of their rows or, where they have none, the text.
/// </summary>
internal sealed class CarriedColumns
{
    private const string TrueLabel = "true_label";
    private const string Text = "text";
    private const string Clash = "input_";

    private readonly bool _withLabel;
    private readonly string[]? _names;

    /// <summary>Finds the columns of some reviews.</summary>
    /// <param name="reviews">All reviews, or the first of many.</param>
    /// <param name="others">The file's other columns; one of the same name is called <c>input_NAME</c>.</param>
    /// <param name="withLabel">Whether the true label is among the columns.</param>
    public CarriedColumns(IReadOnlyCollection<Review> reviews, IReadOnlyCollection<string> others, bool withLabel)
    {
        _withLabel = withLabel;
        if (reviews.Any(review => review.Columns is not null))
            _names = [.. reviews.SelectMany(review => review.Columns ?? []).Select(column => column.Key).Distinct(StringComparer.Ordinal)];
        string[] taken = withLabel ? [.. others, TrueLabel] : [.. others];
        string[] own = [.. (_names ?? [Text]).Select(name => taken.Contains(name, StringComparer.OrdinalIgnoreCase) ? Clash + name : name)];
        Header = withLabel ? [TrueLabel, .. own] : own;
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>A review's fields, one per name: the label 1 (positive), 0, or nothing where it is unknown.</summary>
    public IEnumerable<string> Of(Review review)
    {
        if (_withLabel)
            yield return review.Label switch { Label.Positive => "1", Label.Negative => "0", _ => "" };
        if (_names is null)
            yield return review.Text;
        foreach (string name in _names ?? [])
            yield return review.Columns?.FirstOrDefault(column => column.Key == name).Value ?? "";
    }
}
