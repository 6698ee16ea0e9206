using Plaudit.Data;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Training;

/// <summary>
/// Reviews ready for training: split by the recipe, with the vocabulary built on the training part alone, and encoded.
/// </summary>
public sealed class TrainingData
{
    private const string TestHalf = "the test half";

    private TrainingData(IReadOnlyList<Review> train, IReadOnlyList<Review> validation, string validationName, IReadOnlyList<string> notes)
    {
        Train = train;
        Validation = validation;
        ValidationName = validationName;
        Notes = notes;
        (HeldOut, HeldOutName) = (validation, validationName);
    }

    /// <summary>The training part.</summary>
    public IReadOnlyList<Review> Train { get; }

    /// <summary>The validation part.</summary>
    public IReadOnlyList<Review> Validation { get; }

    /// <summary>Which reviews the validation part is, in words, such as <c>stratified 20 % of train, seed 42</c>.</summary>
    public string ValidationName { get; }

    /// <summary>What the trained model is evaluated on at the end: the data's test half, or without one the validation part.</summary>
    public IReadOnlyList<Review> HeldOut { get; private set; }

    /// <summary>Which reviews <see cref="HeldOut"/> are, in words.</summary>
    public string HeldOutName { get; private set; }

    /// <summary>What a user should know about the data: duplicates dropped, a split that could not be made as asked.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Splits a set by a recipe.</summary>
    /// <param name="reviews">The data; its train half is split, its test half serves the official split and the evaluation at the end.</param>
    /// <param name="split">The rule.</param>
    /// <param name="test">Other data to evaluate on at the end, or null.</param>
    /// <param name="validation">Other data to validate on; null holds a part of <paramref name="reviews"/> back by the rule.</param>
    /// <exception cref="PlauditException">Too few reviews, reviews of one label only, or nothing labelled to evaluate or validate on.</exception>
    public static TrainingData Split(ReviewSet reviews, SplitOptions split, ReviewSet? test = null, ReviewSet? validation = null)
    {
        if (test is { ForEvaluation.Count: 0 })
            throw new PlauditException($"{test.Name} has no labelled reviews to evaluate on at the end");
        if (validation is { ForEvaluation.Count: 0 })
            throw new PlauditException($"{validation.Name} has no labelled reviews to validate on");
        TrainingData data = Split(reviews, split, validation);
        if (test is not null)
            (data.HeldOut, data.HeldOutName) = (test.ForEvaluation, test.Name);
        else if (reviews.Half is null && reviews.Test.Count > 0)
            (data.HeldOut, data.HeldOutName) = (reviews.Test, TestHalf);
        return data;
    }

    private static TrainingData Split(ReviewSet reviews, SplitOptions split, ReviewSet? validation)
    {
        var notes = new List<string>();
        IReadOnlyList<Review> train = reviews.Half == DataHalf.Test ? reviews.Test : reviews.Train;
        Check(reviews.Name, train);
        if (split.DropDuplicates)
        {
            int before = train.Count;
            train = Duplicates.Drop(train);
            if (train.Count < before)
                notes.Add($"dropped {before - train.Count} duplicate reviews, {train.Count} are left");
        }

        if (validation is not null)
            return new TrainingData(train, validation.ForEvaluation, validation.Name, notes);
        if (split.Kind == SplitKind.Official && reviews.Half is null && reviews.Test.Count > 0)
            return new TrainingData(train, reviews.Test, TestHalf, notes);
        (Split rows, string name) = Choose(train, split, notes);
        return new TrainingData(
            [.. rows.Train.Select(row => train[row])], [.. rows.Validation.Select(row => train[row])], $"{name}, seed {split.Seed}", notes);
    }

    /// <summary>What a model trained on this data has seen.</summary>
    /// <param name="choosesEpoch">Whether the validation part decides which epoch's weights are kept.</param>
    internal SeenReviews Seen(bool choosesEpoch) => new(
        TextFingerprints.Of(Train.Select(review => review.Text)),
        choosesEpoch ? TextFingerprints.Of(Validation.Select(review => review.Text)) : null);

    private static void Check(string name, IReadOnlyList<Review> train)
    {
        int positive = train.Count(review => review.Label == Label.Positive);
        int negative = train.Count - positive;
        if (train.Count == 0)
            throw new PlauditException(
                $"{name} has no labelled reviews to train on: name data with a train half, or add :train or :test to its name");
        if (positive == 0 || negative == 0)
        {
            throw new PlauditException(
                $"{name} has reviews of one label only ({positive} positive, {negative} negative): a classifier needs both to train on");
        }

        if (train.FirstOrDefault(review => string.IsNullOrWhiteSpace(review.Text)) is { } empty)
            throw new PlauditException($"{empty.Source}: the review is empty; remove the row, or pass {Setting.SkipBadRows}");
    }

    private static (Split Rows, string Name) Choose(IReadOnlyList<Review> train, SplitOptions split, List<string> notes)
    {
        Label[] labels = [.. train.Select(review => review.Label!.Value)];
        string share = $"{split.Validation * 100:0.##} % of train";
        switch (split.Kind)
        {
            case SplitKind.Last:
                return (Splits.Last(train.Count, split.Validation, split.Seed), $"last {share} after a shuffle");
            case SplitKind.Film when train.All(review => review.Film is not null):
                return (Splits.ByFilm([.. train.Select(review => review.Film)], labels, split.Validation, split.Seed), $"{share}, grouped by film");
            case SplitKind.Film:
                notes.Add(
                    "the films of these reviews are unknown: the validation part is stratified instead of grouped by film, and may flatter the "
                    + "model");
                break;
            case SplitKind.Official:
                notes.Add($"there is no test half to validate on: a stratified {share} is held out instead");
                break;
            default:
                break;
        }

        return (Splits.Stratified(labels, split.Validation, split.Seed), $"stratified {share}");
    }
}
