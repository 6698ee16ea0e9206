namespace Plaudit.Text;

/// <summary>The cleaning steps a recipe can name. A new one is a class and a line here.</summary>
internal static class CleaningSteps
{
    public static IReadOnlyList<ICleaningStep> All { get; } =
    [
        new Lowercase(),
        new HtmlTags("remove-html", replacement: ""),
        new HtmlTags("html-to-space", replacement: " "),
        new Normalize(),
        new RemovePunctuation(),
    ];
}
