namespace Plaudit.Data.Readers;

/// <summary>Labels as files write them.</summary>
internal static class LabelText
{
    /// <summary>What an error message says was expected.</summary>
    public const string Expected = "positive or negative, pos or neg, 1 or 0";

    /// <summary>Reads a label in any case, spaces around it allowed.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Label label)
    {
        text = text.Trim();
        if (Is(text, "positive") || Is(text, "pos") || text is "1")
        {
            label = Label.Positive;
            return true;
        }

        label = Label.Negative;
        return Is(text, "negative") || Is(text, "neg") || text is "0";
    }

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
