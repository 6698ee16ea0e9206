using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Models;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports;

/// <summary>The report of <c>plaudit evaluate</c>: one model on labelled reviews.</summary>
internal static class EvaluationReport
{
    /// <summary>Puts it together.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The data that the reviews are of.</param>
    /// <param name="evaluated">What the model said of them.</param>
    /// <param name="threads">Threads that were used.</param>
    /// <param name="command">The words of the command that was given.</param>
    /// <param name="made">Now.</param>
    /// <param name="cancellation">Stops early.</param>
    public static Report Of(
        IReviewClassifier model, ReviewSet set, EvaluatedReviews evaluated, int threads, IEnumerable<string> command, DateTimeOffset made,
            CancellationToken cancellation = default)
    {
        var data = new List<IReportElement> { ReviewFigures.Table([ReviewFigures.Of(set.Name, evaluated.Reviews)]) };
        if (set.SkippedRows > 0)
            data.Add(new Paragraph($"{Format.Count(set.SkippedRows)} rows that could not be used were left out."));
        data.Add(new Heading("How the model read them"));
        data.Add(EvaluationSections.Reading(evaluated.Answers));
        return new Report("Evaluation", $"{model.Recipe.Name} on {set.Name}", model.Recipe.Description, made,
        [
            new Section("Result",
            [
                new Paragraph($"Evaluated on {Format.Count(evaluated.Reviews.Count)} reviews of {set.Name}."),
                .. EvaluationSections.Notices(model.Recipe.Name, evaluated.Result),
                EvaluationSections.Figures(evaluated.Result),
            ]),
            EvaluationSections.Evaluation(model.Recipe.Name, evaluated),
            EvaluationSections.MostConfidentMistakes(model, evaluated, threads, cancellation),
            new Section("Data", data),
            new Section("Model and recipe", [.. RunReport.Model(model.Recipe, model)]),
            new Section("Environment", [Machine.Facts(threads), new Heading("The same evaluation again"), new CodeElement(ShellCommand.Of(command))]),
        ]);
    }
}
