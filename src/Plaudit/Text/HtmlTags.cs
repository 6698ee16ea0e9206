namespace Plaudit.Text;

/// <summary>
/// Replaces what looks like a tag, as Python's <c>re.sub(r'&lt;.*?&gt;', replacement, text)</c>: from a <c>&lt;</c> to the first
/// <c>&gt;</c> after it on the same line (<c>.</c> does not match a line feed). A <c>&lt;</c> without one stays.
/// </summary>
internal sealed class HtmlTags(string name, string replacement) : ICleaningStep
{
    public string Name => name;

    public int Apply(ReadOnlySpan<char> text, Span<char> cleaned)
    {
        int written = 0;
        while (text.IndexOf('<') is int open and >= 0)
        {
            int end = text[open..].IndexOfAny('>', '\n');
            if (end < 0)
                break;
            end += open;
            bool isTag = text[end] == '>';
            // No '<' before the line feed can have a '>' either, so reading continues after it and the whole text is read once.
            int kept = isTag ? open : end + 1;
            text[..kept].CopyTo(cleaned[written..]);
            written += kept;
            if (isTag)
            {
                replacement.CopyTo(cleaned[written..]);
                written += replacement.Length;
            }

            text = text[(end + 1)..];
        }

        text.CopyTo(cleaned[written..]);
        return written + text.Length;
    }

    public IReadOnlyList<Origin> Origins(ReadOnlySpan<char> text)
    {
        var origins = new List<Origin>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int end = text[i] == '<' ? text[i..].IndexOfAny('>', '\n') : -1;
            if (end < 0 || text[i + end] != '>')
            {
                origins.Add(Origin.At(i));
                continue;
            }

            origins.AddRange(Enumerable.Repeat(new Origin(i, i + end + 1), replacement.Length));
            i += end;
        }

        return origins;
    }
}
