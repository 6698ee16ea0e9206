namespace Plaudit.Data;

/// <summary>One review.</summary>
/// <param name="Text">The original text, markup included.</param>
/// <param name="Label">The label given by a person, or null.</param>
/// <param name="Film">
/// The film it is about (of the archive: the title's id, such as <c>tt0453418</c>), or null where unknown. Reviews of one film share words.
/// </param>
/// <param name="Source">
/// Where it comes from: an archive entry such as <c>train/pos/0_9.txt</c>, or a file and row such as <c>reviews.csv:17</c>. May be empty.
/// </param>
public sealed record Review(string Text, Label? Label, string? Film = null, string Source = "")
{
    /// <summary>
    /// The row's columns or keys as its file has them, by name; null unless <see cref="ReviewReadOptions.KeepColumns"/> asks for them.
    /// </summary>
    internal IReadOnlyList<KeyValuePair<string, string>>? Columns { get; init; }
}
