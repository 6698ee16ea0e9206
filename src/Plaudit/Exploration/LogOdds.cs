namespace Plaudit.Exploration;

/// <summary>
/// The weighted log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 2008,
/// equations 15, 16, 20 and 22). The prior is the usage of both classes together, as if each class had that many more words: it tempers rare words,
/// which by their ratio alone would come first.
/// </summary>
internal static class LogOdds
{
    /// <summary>Words of the prior (alpha 0), shared out by how often each occurs in both classes.</summary>
    public const double PriorWords = 1000;

    /// <summary>The words of two classes, those that speak most for positive first; words of one z-score in alphabetical order.</summary>
    public static IReadOnlyList<TellingWord> Of(WordTable words)
    {
        long positives = words.Total(0);
        long negatives = words.Total(1);
        var found = new List<TellingWord>();
        for (int word = 0; word < words.Words.Count; word++)
        {
            (long positive, long negative) = (words.Count(word, 0), words.Count(word, 1));
            double prior = PriorWords * (positive + negative) / (positives + negatives);
            if (positive + negative == 0 || prior >= PriorWords)
                continue;
            double logOdds = Math.Log((positive + prior) / (positives + PriorWords - positive - prior))
                - Math.Log((negative + prior) / (negatives + PriorWords - negative - prior));
            double variance = (1 / (positive + prior)) + (1 / (negative + prior));
            found.Add(new TellingWord(words.Words[word], logOdds / Math.Sqrt(variance), logOdds, positive, negative));
        }

        return [.. found.OrderByDescending(word => word.ZScore).ThenBy(word => word.Word, StringComparer.Ordinal)];
    }
}
