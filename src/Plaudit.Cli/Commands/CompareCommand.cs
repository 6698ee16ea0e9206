using System.CommandLine;
using Plaudit.Cli.Comparison;
using Plaudit.Cli.Options;
using Plaudit.Cli.Progress;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Reports;
using Plaudit.Reports.Charts;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit compare</c>: measures several models on the same labelled reviews, and tells which differences are real.</summary>
internal static class CompareCommand
{
    private const int Disagreements = 10;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command(
            "compare", "Compares models on labelled reviews: the test half of the data if there is one, else everything labelled.");
        var models = new Argument<string[]>("RUN|MODEL")
        {
            Description =
            "Folders of runs, .safetensors files, and bundled, the model that comes with Plaudit; networks and baselines alike.",
            Arity = ArgumentArity.OneOrMore
        };
        command.Add(models);
        DataOptions data = DataOptions.AddTo(command);
        var predictions = new Option<string?>("--predictions")
        {
            Description = "Write the predictions of all models to this CSV file, one row per review.",
            HelpName = "FILE.csv",
        };
        var json = new Option<bool>("--json") { Description = "Print the comparison as one JSON document." };
        command.Add(predictions);
        ReportOption report = ReportOption.AddTo(command);
        command.Add(json);
        ThreadsOption threads = ThreadsOption.AddTo(command);
        command.SetAction(parsed =>
        {
            string? page = report.Of(parsed);
            OutputFile.Require("--predictions", parsed.GetValue(predictions), ("--data", parsed.GetRequiredValue(data.Data)), ("--report", page));
            OutputFile.Require("--report", page, ("--data", parsed.GetRequiredValue(data.Data)));
            IReadOnlyList<ModelSource> sources = ModelSource.Load(parsed.GetRequiredValue(models));
            string name = parsed.GetRequiredValue(data.Data)!;
            ReviewSet reviews = new DataProgressDisplay(host)
                .Open(name, data.Of(parsed) with { KeepColumns = parsed.GetValue(predictions) is not null });
            ModelComparison comparison = Compare(host, sources, name, reviews, threads.Of(parsed));
            host.Show(() =>
            {
                if (parsed.GetValue(json))
                    host.Output.Write(comparison.ToJson(Disagreements));
                else
                    ComparisonText.Write(host.Text, host.Wrapped.Width, comparison, Disagreements);
            });
            if (parsed.GetValue(predictions) is { } file)
                OutputFile.Write(file, comparison.WritePredictions);
            ReportOption.Write(
                host.Log,
                page,
                () => ComparisonReport.Of(
                    comparison, Histories(host.Log, sources), threads.Of(parsed), ReportOption.Command(parsed), DateTimeOffset.Now),
                "The figures are printed above.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static IReadOnlyList<RunHistory> Histories(Log log, IReadOnlyList<ModelSource> sources) =>
        [.. sources.Select(source => new RunHistory(source.Name, source.History(log))).Where(run => run.Epochs.Count > 0)];

    private static ModelComparison Compare(CommandHost host, IReadOnlyList<ModelSource> sources, string data, ReviewSet set, int threads)
    {
        IReadOnlyList<Review> reviews = set.ForEvaluation;
        if (reviews.Count == 0)
            throw new PlauditException($"{set.Name} has no labelled reviews to compare models on");
        ModelSource.Warn(host.Log, sources, data, set);
        if (reviews.All(review => review.Label == reviews[0].Label))
        {
            host.Log.Warn(
                $"all {reviews.Count:N0} reviews are {reviews[0].Label!.Value.ToString().ToLowerInvariant()}: ROC AUC is not defined (NaN), "
                + "and precision, recall and F1 say little");
        }

        CancellationToken cancellation = host.Interruption.Token;
        var models = new List<ComparedModel>();
        foreach (ModelSource source in sources)
        {
            host.Log.Info($"evaluating {source.Name} on {reviews.Count:N0} reviews of {set.Name} ({models.Count + 1} of {sources.Count})");
            models.Add(source.Score(host.Log, reviews, threads, cancellation));
            host.Log.Warn(Caveat.Of(source.Name, models[^1].Metrics));
        }

        return ModelComparison.Of(set.Name, reviews, models, threads: threads, cancellation: cancellation);
    }
}
