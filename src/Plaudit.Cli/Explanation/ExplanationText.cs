using System.Globalization;
using System.Text;
using Plaudit.Inference;

namespace Plaudit.Cli.Explanation;

/// <summary>
/// An explanation for reading: the verdict, the review with its words marked, and the words that count most. A terminal shows colours; elsewhere
/// marks come after the words: <c>wonderful[++]</c>. Unknown words are underlined, or have <c>[?]</c>.
/// </summary>
internal static class ExplanationText
{
    private const int MostWords = 8;
    private const string Reset = "\e[0m";

    // Of the largest contribution: what is below the first share stays unmarked.
    private static readonly double[] s_shares = [0.15, 0.4, 0.75];
    private static readonly string[] s_greens = ["\e[38;5;22;48;5;194m", "\e[38;5;22;48;5;157m", "\e[38;5;16;48;5;114m"];
    private static readonly string[] s_reds = ["\e[38;5;52;48;5;224m", "\e[38;5;52;48;5;217m", "\e[38;5;16;48;5;210m"];

    public static void Write(TextWriter output, string review, Inference.Explanation explanation, bool colours)
    {
        Inference.Prediction answer = explanation.Prediction;
        output.WriteLine(
            $"{answer.Label}, probability {answer.Probability:F4}; {answer.Tokens} tokens, {answer.UnknownTokens} of them "
            + $"unknown{(answer.KnowsFewWords ? " (not many known words)" : "")}{(answer.Truncated ? "; the review is longer than the model reads and was cut" : "")}");
        output.WriteLine();
        double largest = explanation.Words.Max(word => Math.Abs(word.Contribution ?? 0) as double?) ?? 0;
        output.WriteLine(Marked(review, explanation.Words, largest, colours));
        output.WriteLine();
        WordContribution[] most =
            [.. explanation.Words.Where(word => word.Contribution is not null and not 0).OrderByDescending(word => Math.Abs(word.Contribution!.Value))
            .Take(MostWords)];
        int width = most.Length == 0 ? 0 : most.Max(word => word.Word.Length);
        foreach (WordContribution word in most)
            output.WriteLine(
                $"{word.Contribution!.Value.ToString("+0.0000;-0.0000", CultureInfo.InvariantCulture)}  {Printable.Text(word.Word).PadRight(width)}");
        output.WriteLine(colours
            ? $"{s_greens[1]}green{Reset} speaks for positive, {s_reds[1]}red{Reset} for negative; \e[4munderlined\e[0m words are unknown to the "
            + "model."
            : "[+] to [+++] speaks for positive, [-] to [---] for negative; [?] is unknown to the model. Figures: the score less the score without "
            + "the word.");
        if (!explanation.Complete)
            output.WriteLine("The review is long: words further on were not tried.");
    }

    private static string Marked(string review, IReadOnlyList<WordContribution> words, double largest, bool colours)
    {
        var text = new StringBuilder();
        int position = 0;
        foreach (WordContribution word in words)
        {
            text.Append(Printable.Text(review[position..word.Start]));
            int level = largest == 0 ? 0 : s_shares.Count(share => Math.Abs(word.Contribution ?? 0) >= share * largest);
            text.Append(colours ? Coloured(word, level) : Printable.Text(word.Word) + Marks(word, level));
            position = word.Start + word.Length;
        }

        return text.Append(Printable.Text(review[position..])).ToString();
    }

    private static string Coloured(WordContribution word, int level)
    {
        string style = (level == 0 ? "" : word.Contribution > 0 ? s_greens[level - 1] : s_reds[level - 1]) + (word.Known ? "" : "\e[4m");
        return style.Length == 0 ? Printable.Text(word.Word) : style + Printable.Text(word.Word) + Reset;
    }

    private static string Marks(WordContribution word, int level)
    {
        string marks = new string(word.Contribution > 0 ? '+' : '-', level) + (word.Known ? "" : "?");
        return marks.Length == 0 ? "" : $"[{marks}]";
    }
}
