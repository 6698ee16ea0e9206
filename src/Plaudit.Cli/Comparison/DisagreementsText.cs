using Plaudit.Evaluation;

namespace Plaudit.Cli.Comparison;

/// <summary>The reviews that models disagree on most, as a person reads them.</summary>
internal static class DisagreementsText
{
    private const int SnippetLength = 200;

    /// <summary>Writes each review's beginning, its label, and every model's score.</summary>
    public static void Write(TextWriter output, ModelComparison comparison, int most)
    {
        int count = comparison.Disagreements.Count;
        if (count == 0)
        {
            ComparisonText.Heading(output, "The models give every review the same label.");
            return;
        }

        string shown = count > most ? $"; the {most:N0} with the widest gap between scores" : "";
        ComparisonText.Heading(output,
            $"Disagreements: {count:N0} of {comparison.Reviews.Count:N0} reviews are positive to some models and negative to others{shown}:");
        foreach (Disagreement disagreement in comparison.Disagreements.Take(most))
        {
            Label label = disagreement.Review.Label!.Value;
            output.WriteLine();
            output.WriteLine($"{label}  {disagreement.Review.Source}");
            output.WriteLine($"  {Snippet(disagreement.Review.Text)}");
            output.WriteLine($"  {string.Join(", ", comparison.Models.Select((model, i) => Answer(model.Name, disagreement.Scores[i], label)))}");
        }
    }

    private static string Answer(string name, float score, Label label)
    {
        return $"{name} {score:F4}{(Decision.Of(score) == label ? "" : " (wrong)")}";
    }

    /// <summary>
    /// The beginning on one line. A review may hold what moves a terminal's cursor or rings its bell: such characters become blanks.
    /// </summary>
    private static string Snippet(string text)
    {
        string plain = text.Replace("<br />", " ", StringComparison.OrdinalIgnoreCase);
        string line = string.Join(' ',
            new string([.. plain.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= SnippetLength)
            return line;
        int space = line.LastIndexOf(' ', SnippetLength);
        int end = space > 0 ? space : char.IsHighSurrogate(line[SnippetLength - 1]) ? SnippetLength - 1 : SnippetLength;
        return $"{line[..end]} ...";
    }
}
