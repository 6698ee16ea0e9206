namespace Plaudit;

/// <summary>A command as it can be pasted into a shell.</summary>
internal static class ShellCommand
{
    /// <summary>Joins words; one with characters that a shell gives a meaning to is quoted.</summary>
    public static string Of(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,+@%".Contains(c)) ? word : $"'{word.Replace("'", "'\\''")}'";
}
