using System.Text.RegularExpressions;

namespace Plaudit.Reports.Parts;

/// <summary>Reviews in full, with what a model said of them.</summary>
/// <param name="Reviews">In the order in which they are shown.</param>
internal sealed partial record ReviewList(IReadOnlyList<QuotedReview> Reviews) : IReportElement
{
    /// <summary>
    /// Reviews longer than this show their beginning and unfold to the whole (on paper only the beginning is shown); 0 folds none. Characters.
    /// </summary>
    public int ExcerptLength { get; init; }

    public void Write(HtmlWriter html)
    {
        html.Open("ol", ("class", "reviews"));
        foreach (QuotedReview review in Reviews)
        {
            html.Open("li");
            html.Open("p", ("class", "verdict"));
            foreach (Verdict verdict in review.Verdicts)
            {
                html.Element("span", verdict.Text, ("class", verdict.Label is { } label ? $"verdict-{label.ToString().ToLowerInvariant()}" : null));
                html.Text(" ");
            }

            html.Element("span", review.Source, ("class", "source"));
            html.Close();
            if (ExcerptLength > 0 && review.Length > ExcerptLength)
                WriteFolded(html, review);
            else
                WriteQuote(html, review);
            html.Close();
        }

        html.Close();
    }

    private void WriteFolded(HtmlWriter html, QuotedReview review)
    {
        html.Open("details", ("class", "folded"));
        html.Open("summary", ("dir", "auto"));
        html.Text(LineBreak().Replace(review.Excerpt(ExcerptLength), " "));
        html.Close();
        WriteQuote(html, review);
        html.Close();
    }

    private static void WriteQuote(HtmlWriter html, QuotedReview review)
    {
        html.Open("blockquote", ("dir", "auto"));
        foreach (TextPiece piece in review.Pieces)
            Write(html, piece);
        html.Close();
    }

    private static void Write(HtmlWriter html, TextPiece piece)
    {
        // The one piece of markup that is read: the archive's reviews mark their lines by it.
        string text = LineBreak().Replace(piece.Text, "\n");
        if (piece.Weight == 0)
        {
            html.Text(text);
            return;
        }

        // Five steps: a policy that forbids inline styles leaves classes alone.
        int step = Math.Clamp((int)Math.Ceiling(Math.Abs(piece.Weight) * 5), 1, 5);
        html.Element("mark", text, ("class", $"{(piece.Weight > 0 ? "for" : "against")}-{step}"));
    }

    [GeneratedRegex("<br */?>", RegexOptions.IgnoreCase)]
    private static partial Regex LineBreak();
}

/// <summary>A review for display.</summary>
/// <param name="Verdicts">What was said of it: its true label, what models predicted.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Pieces">Its text, cut where words are to be marked.</param>
internal sealed record QuotedReview(IReadOnlyList<Verdict> Verdicts, string Source, IReadOnlyList<TextPiece> Pieces)
{
    /// <summary>Reviews may be megabytes; what is longer is cut and says so. Characters.</summary>
    private const int MaxLength = 1_600;

    /// <summary>UTF-16 units of all pieces together.</summary>
    public int Length => Pieces.Sum(piece => piece.Text.Length);

    /// <summary>The beginning of the text, cut between words where there is a space near the end.</summary>
    /// <param name="length">At most this many UTF-16 units, in [1, Length).</param>
    public string Excerpt(int length)
    {
        string text = string.Concat(Pieces.Select(piece => piece.Text));
        int space = text.LastIndexOf(' ', length - 1, length / 4);
        int end = space > 0 ? space : char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return $"{text[..end]} …";
    }

    /// <summary>A review without marked words.</summary>
    public static QuotedReview Of(IReadOnlyList<Verdict> verdicts, string source, string text) => new(verdicts, source, Cut(text, []));

    /// <summary>A review's text as pieces, cut where it is too long.</summary>
    /// <param name="text">The review.</param>
    /// <param name="marks">Words to mark: where each begins, its length in UTF-16 units, and its weight; in order, and none inside another.</param>
    public static IReadOnlyList<TextPiece> Cut(string text, IEnumerable<(int Start, int Length, double Weight)> marks)
    {
        int end = text.Length <= MaxLength ? text.Length : char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        var pieces = new List<TextPiece>();
        int position = 0;
        foreach ((int start, int length, double weight) in marks.Where(mark => mark.Start + mark.Length <= end))
        {
            if (start > position)
                pieces.Add(new TextPiece(text[position..start]));
            pieces.Add(new TextPiece(text.Substring(start, length), weight));
            position = start + length;
        }

        string more = end < text.Length ? $" … ({text.Length - end:N0} more characters)" : "";
        pieces.Add(new TextPiece(text[position..end] + more));
        return pieces;
    }
}

/// <summary>A label with the words that go with it, such as "predicted positive, 0.98".</summary>
/// <param name="Label">Gives the colour; none where it is null.</param>
/// <param name="Text">What is said.</param>
internal sealed record Verdict(Label? Label, string Text);

/// <summary>A piece of a review's text.</summary>
/// <param name="Text">The text of the words.</param>
/// <param name="Weight">How much they spoke for positive (above 0) or negative (below), in [-1, 1]; 0 marks nothing.</param>
internal readonly record struct TextPiece(string Text, double Weight = 0);
