namespace Plaudit.Data.Readers;

/// <summary>Names under which data sets keep the text of a review and its label, the usual one first.</summary>
internal static class ColumnNames
{
    /// <summary>Names of the text.</summary>
    public static IReadOnlyList<string> Text { get; } =
        ["review", "text", "reviews", "review_text", "reviewtext", "sentence", "content", "comment", "body", "message", "tweet", "phrase"];

    /// <summary>Names of the label.</summary>
    public static IReadOnlyList<string> Label { get; } = ["sentiment", "label", "labels", "polarity", "class", "target"];
}
