namespace Plaudit.Evaluation;

/// <summary>
/// What the figures of an evaluation cannot show by themselves: that the model knew the reviews. The terminal and reports use the same words.
/// </summary>
/// <param name="Text">A sentence, without capital and full stop.</param>
/// <param name="SpoilsFigures">Whether it makes the figures worthless, rather than a little too good.</param>
internal sealed record Caveat(string Text, bool SpoilsFigures)
{
    /// <summary>Those of one model's figures.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="result">Its figures.</param>
    public static IEnumerable<Caveat> Of(string model, EvaluationResult result)
    {
        if (result.SeenInTraining is > 0 and { } trained)
        {
            yield return new Caveat(
                $"{Share(trained, result.Count)} are among those that {model} was trained on, so its figures are too good: measure it on reviews "
                    + "that it has not seen", true);
        }

        if (result.SeenInValidation is > 0 and { } validated)
        {
            yield return new Caveat(
                $"{Share(validated, result.Count)} also chose the epoch that {model} kept, which flatters its figures a little: hold back a test "
                    + "part as well",
                false);
        }
    }

    /// <summary>Whether figures of these models can be compared: none was trained on the reviews.</summary>
    public static bool AllUnseen(IEnumerable<ComparedModel> models) => models.All(model => model.Metrics.SeenInTraining is not > 0);

    private static string Share(int seen, long count) =>
        seen == count ? $"all {count:N0} reviews" : $"{seen:N0} of these {count:N0} reviews ({100.0 * seen / count:0.#} %)";
}
