namespace Plaudit;

/// <summary>Which of the names there are was meant by one that is not among them.</summary>
internal static class NearestName
{
    private const int ShortestPart = 4;

    /// <summary>The name with the fewest typing errors, or else the only one that contains the word; null if none is near.</summary>
    public static string? Of(string word, IEnumerable<string> names)
    {
        string[] all = [.. names];
        int allowed = Math.Min(3, Math.Max(1, word.Length / 3));
        (string Name, int Errors)[] near = [.. all.Select(name => (name, Errors(Plain(word), Plain(name)))).Where(pair => pair.Item2 <= allowed)];
        if (near.Length > 0)
            return near.MinBy(pair => pair.Errors).Name;
        string[] holding = [.. all.Where(name => word.Length >= ShortestPart && Plain(name).Contains(Plain(word), StringComparison.Ordinal))];
        return holding.Length == 1 ? holding[0] : null;
    }

    /// <summary>An error message: the fault, the name that was probably meant, and what was expected.</summary>
    /// <param name="fault">What is wrong, ending in the unknown word.</param>
    /// <param name="word">The unknown word.</param>
    /// <param name="names">The names there are.</param>
    /// <param name="expected">What was expected, beginning with a small letter.</param>
    public static string Message(string fault, string word, IEnumerable<string> names, string expected) => Of(word, names) is { } name
        ? $"{fault}; did you mean {name}? {char.ToUpperInvariant(expected[0])}{expected[1..]}"
        : $"{fault}: {expected}";

    /// <summary>Case, hyphens and underscores do not count.</summary>
    private static string Plain(string name) => string.Concat(name.Where(c => c is not ('-' or '_' or ' ')).Select(char.ToLowerInvariant));

    /// <summary>Letters left out, added, mistaken or exchanged with their neighbour (optimal string alignment).</summary>
    private static int Errors(string a, string b)
    {
        int[,] errors = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    errors[i, j] = i + j;
                    continue;
                }

                int mistaken = errors[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                errors[i, j] = Math.Min(mistaken, Math.Min(errors[i - 1, j], errors[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    errors[i, j] = Math.Min(errors[i, j], errors[i - 2, j - 2] + 1);
            }
        }

        return errors[a.Length, b.Length];
    }
}
