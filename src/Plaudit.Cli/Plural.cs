namespace Plaudit.Cli;

/// <summary>Counts with their noun: 1 row, 2 rows.</summary>
internal static class Plural
{
    public static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count:N0} {noun}s";
}
