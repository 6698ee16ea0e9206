using Spectre.Console.Rendering;

namespace Plaudit.Cli;

/// <summary>Breaks lines between words, so that a terminal does not break them inside one.</summary>
internal static class WordWrap
{
    /// <summary>The last column at which the second column of results may begin; continued lines align with it.</summary>
    private const int WidestIndent = 20;

    /// <summary>The columns of a terminal that a text takes: Chinese characters two, marks and colours none.</summary>
    public static int Cells(string text) => Cells(text.AsSpan());

    /// <summary>
    /// A line in as many as it needs, the others indented as far as its second column, or else by two. A word that is longer than the window stays
    /// whole.
    /// </summary>
    /// <param name="line">Without a line break.</param>
    /// <param name="width">Columns of the window.</param>
    public static IEnumerable<string> Lines(string line, int width)
    {
        if (width == int.MaxValue || Cells(line) <= width)
            return [line];
        return Broken(line, width);
    }

    private static IEnumerable<string> Broken(string line, int width)
    {
        string indent = new(' ', Indent(line, width));
        string rest = line;
        bool first = true;
        while (Cells(rest) + (first ? 0 : indent.Length) > width)
        {
            int end = Break(rest, width - (first ? 0 : indent.Length));
            if (end < 0)
                break;
            yield return (first ? "" : indent) + rest[..end].TrimEnd(' ');
            rest = rest[end..].TrimStart(' ');
            first = false;
        }

        if (first || rest.Length > 0)
            yield return (first ? "" : indent) + rest;
    }

    /// <summary>The last blank that fits, or else the first one; -1 if there is none after the line's indent.</summary>
    private static int Break(string text, int width)
    {
        int start = text.Length - text.TrimStart(' ').Length;
        int last = -1;
        for (int blank = text.IndexOf(' ', start); blank >= 0; blank = text.IndexOf(' ', blank + 1))
        {
            if (last >= 0 && Cells(text.AsSpan(0, blank).TrimEnd(' ')) > width)
                break;
            last = blank;
        }

        return last > start && text.AsSpan(last).Trim(' ').Length > 0 ? last : -1;
    }

    private static int Indent(string line, int width)
    {
        int start = line.Length - line.TrimStart(' ').Length;
        int gap = line.IndexOf("  ", start, StringComparison.Ordinal);
        int column = gap < 0 ? 0 : gap + line[gap..].Length - line[gap..].TrimStart(' ').Length;
        return Math.Min(gap >= 0 && column <= WidestIndent ? column : start + 2, width / 2);
    }

    private static int Cells(ReadOnlySpan<char> text)
    {
        int cells = 0;
        while (text.IndexOf('\e') is int escape and >= 0)
        {
            cells += Plain(text[..escape]);
            int end = text[escape..].IndexOf('m');
            text = end < 0 ? [] : text[(escape + end + 1)..];
        }

        return cells + Plain(text);
    }

    private static int Plain(ReadOnlySpan<char> text) =>
        text.Length == 0 ? 0 : !text.ContainsAnyExceptInRange(' ', '~') ? text.Length : new Segment(text.ToString()).CellCount();
}
