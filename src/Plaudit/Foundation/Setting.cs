namespace Plaudit;

/// <summary>
/// Settings as messages name them: between backticks, as a program writes them. A front end puts its users' words in their place: the command line
/// its options.
/// </summary>
internal static class Setting
{
    // Of Plaudit.Data.ReviewReadOptions.
    public const string TextColumn = "`TextColumn`";
    public const string LabelColumn = "`LabelColumn`";
    public const string PositiveLabel = "`PositiveLabel`";
    public const string NegativeLabel = "`NegativeLabel`";
    public const string Separator = "`Separator`";
    public const string NoHeader = "`HasHeader = false`";
    public const string SkipBadRows = "`OnBadRow = BadRow.Skip`";
    public const string Format = "`Format`";
    public const string Tsv = "`Format = ReviewInputFormat.Tsv`";
    public const string QuotesNone = "`Quotes = QuoteStyle.None`";
    public const string QuotesStandard = "`Quotes = QuoteStyle.Standard`";
    public const string QuotesBackslash = "`Quotes = QuoteStyle.Backslash`";

    // Of Plaudit.Data.ReviewInput, which reads pipes too.
    public const string Input = "`ReviewInput`";
    public const string InputFormat = "`format`";

    // Of Plaudit.Training.TrainingSettings and RunSettings.
    public const string RunFolder = "`RunFolder`";
    public const string Data = "`Data`";

    /// <summary>A change of a recipe, such as <c>training.epochs=3</c>.</summary>
    public static string OfRecipe(string change) => $"`{change}`";
}
