namespace Plaudit.Data.Readers;

/// <summary>A row as its format gives it, before its label is understood.</summary>
/// <param name="Number">The row's number in its file, from 1, a header counted.</param>
/// <param name="Text">The review.</param>
/// <param name="Label">The label as written, or null where there is none.</param>
/// <param name="Fault">Null, or why the row cannot be used.</param>
/// <param name="Line">The line that the row begins on, or null where a row is a line.</param>
internal readonly record struct ReviewRow(long Number, string Text, string? Label, string? Fault = null, long? Line = null)
{
    /// <summary>The row's columns or keys, unchanged, by name; null unless they are kept.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Columns { get; init; }

    /// <summary>A row that cannot be used.</summary>
    public static ReviewRow Bad(long number, string fault, long? line = null) => new(number, "", null, fault, line);
}
