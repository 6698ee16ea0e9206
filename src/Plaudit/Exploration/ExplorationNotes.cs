namespace Plaudit.Exploration;

/// <summary>Unusual properties of a data set that matter to training.</summary>
internal static class ExplorationNotes
{
    private const int FewReviews = 100;
    private const double Skewed = 0.8;

    public static IReadOnlyList<string> Of(DataExploration data)
    {
        var notes = new List<string>();
        ClassCount[] labelled = [.. data.Classes.Where(c => c.Label is not null)];
        int labels = labelled.Sum(c => c.Count);
        if (labelled.Length == 0)
            notes.Add(
                $"no row has a label: a classifier cannot be trained on this, and no words tell classes apart ({Setting.LabelColumn} names the "
                + "label's column)");
        else if (labelled is [var only])
            notes.Add($"all {labels:N0} labelled reviews are {Name(only.Label)}: a classifier needs both labels, and no words tell classes apart");
        else if (labelled.MaxBy(c => c.Count) is { } larger && larger.Count > Skewed * labels)
            notes.Add(
                $"{(double)larger.Count / labels:P0} of the labelled reviews are {Name(larger.Label)}: accuracy alone will flatter; "
                + "training.classWeights evens the labels out");
        int missing = data.Columns[0].Missing;
        if (missing > 0)
            notes.Add($"{missing:N0} rows have no text: training refuses data with such rows ({Setting.SkipBadRows} leaves them out)");
        int unlabelled = data.Columns[1].Missing;
        if (unlabelled > 0 && labels > 0)
            notes.Add($"{unlabelled:N0} rows have no label: training refuses a file with such rows ({Setting.SkipBadRows} leaves them out)");
        if (data.Duplicates.Conflicting > 0)
            notes.Add($"{data.Duplicates.Conflicting:N0} texts appear under both labels: one of the two must be wrong");
        if (data.Duplicates.AcrossHalves > 0)
            notes.Add(
                $"{data.Duplicates.AcrossHalves:N0} texts appear in both the train and the test half: a model is then tested on reviews it has seen");
        if (data.Words.Reviews < FewReviews)
            notes.Add($"{data.Words.Reviews:N0} different reviews are few: the figures say little about others of their kind");
        if (data.Vocabulary.Tokens == 0)
            notes.Add("the reviews hold no words: nothing but markup, punctuation and white space");
        return notes;
    }

    private static string Name(Label? label) => label == Label.Positive ? "positive" : "negative";
}
