using System.CommandLine;
using Plaudit.Cli.Options;
using Plaudit.Cli.Progress;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Inference;
using Plaudit.Models;
using Plaudit.Reports;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit evaluate</c>: measures a model on labelled reviews.</summary>
internal static class EvaluateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command(
            "evaluate", "Measures a model on labelled reviews: the test half of the data if there is one, else everything labelled.");
        var model = new Argument<string?>("MODEL")
        {
            Description = "A .safetensors file or the folder of a run. Default: bundled, the model that comes with Plaudit.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        command.Add(model);
        DataOptions data = DataOptions.AddTo(command);
        var predictions = new Option<string?>("--predictions")
        {
            Description =
                "Write each prediction to this CSV file: index,predicted_label,predicted_probability,source,true_label and the columns of the data.",
            HelpName = "FILE.csv",
        };
        var json = new Option<bool>("--json") { Description = "Print the metrics as one JSON document." };
        command.Add(predictions);
        ReportOption report = ReportOption.AddTo(command);
        command.Add(json);
        ThreadsOption threads = ThreadsOption.AddTo(command);
        command.SetAction(parsed =>
        {
            string? page = report.Of(parsed);
            OutputFile.Require("--predictions", parsed.GetValue(predictions), ("--data", parsed.GetRequiredValue(data.Data)), ("--report", page));
            OutputFile.Require("--report", page, ("--data", parsed.GetRequiredValue(data.Data)));
            IReviewClassifier classifier = ModelLoader.Load(parsed.GetValue(model));
            ReviewSet reviews = new DataProgressDisplay(host)
                .Open(parsed.GetRequiredValue(data.Data)!, data.Of(parsed) with { KeepColumns = parsed.GetValue(predictions) is not null });
            EvaluatedReviews evaluated = Evaluate(host, classifier, reviews, threads.Of(parsed));
            EvaluationResult result = evaluated.Result;
            host.Show(() =>
            {
                if (parsed.GetValue(json))
                    host.Output.Write(result.ToJson());
                else
                    MetricsText.Write(host.Text, result);
            });
            if (parsed.GetValue(predictions) is { } table)
                OutputFile.Write(table, stream => PredictionsCsv.Write(stream, evaluated));
            ReportOption.Write(
                host.Log,
                page,
                () => EvaluationReport.Of(
                    classifier, reviews, evaluated, threads.Of(parsed), ReportOption.Command(parsed), DateTimeOffset.Now, host.Interruption.Token),
                "The figures are printed above.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static EvaluatedReviews Evaluate(CommandHost host, IReviewClassifier classifier, ReviewSet set, int threads)
    {
        IReadOnlyList<Review> reviews = set.ForEvaluation;
        if (reviews.Count == 0)
            throw new PlauditException($"{set.Name} has no labelled reviews to evaluate on");
        host.Log.Info($"evaluating {classifier.Recipe.Name} on {reviews.Count:N0} reviews of {set.Name}");
        var evaluated = EvaluatedReviews.Of(classifier, reviews, threads, host.Interruption.Token);
        host.Log.Warn(Caveat.Of(classifier.Recipe.Name, evaluated.Result));
        if (double.IsNaN(evaluated.Result.RocAuc))
        {
            host.Log.Warn(
                $"all {reviews.Count:N0} reviews are {reviews[0].Label!.Value.ToString().ToLowerInvariant()}: ROC AUC is not defined (NaN), "
                + "and precision, recall and F1 say little");
        }

        return evaluated;
    }
}
