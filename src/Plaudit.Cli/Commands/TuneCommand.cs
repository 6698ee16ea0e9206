using System.CommandLine;
using System.CommandLine.Parsing;
using Plaudit.Cli.Options;
using Plaudit.Cli.Tuning;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit tune</c>: searches a space of recipes, continues a search, or trains one of its trials.</summary>
internal static class TuneCommand
{
    private const int DefaultTrials = 20;
    private const long DefaultSeed = 42;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command(
            "tune", "Searches a space of recipes for the best, by random search or successive halving, or continues a stopped search.");
        var recipe = new Argument<string?>("RECIPE")
        {
            Description = "The recipe to start from: its name (plaudit recipes lists them) or its file.",
            Arity = ArgumentArity.ZeroOrOne
        };
        command.Add(recipe);
        DataOptions data = DataOptions.AddTo(command, required: false);
        var space = new Option<string?>("--space")
        {
            Description = "The recipe keys to search: a JSON file (docs/tuning.md), or tuned (built in).",
            HelpName = "SPACE"
        };
        var run = new Option<string?>("--run")
        {
            Description =
            "Folder to write into; it must not exist, except with --trial. Default: runs/tune-RECIPE-DATE-TIME.",
            HelpName = "DIR"
        };
        var resume = new Option<string?>("--resume")
        {
            Description =
                "Continue the tuning in this folder, and gather the trials that were trained on their own. Only the budget, the threads and, "
                + "where the data was moved, --data may be given with it.",
            HelpName = "DIR",
        };
        Option<long?> trials = WholeNumberOption.Create(
            "--trials", $"Trials to begin in all. Default: {DefaultTrials}, or any number with --max-time.", 1, 1_000_000);
        Option<TimeSpan?> maxTime = MaxTimeOption.Create("Stop after this time; --resume continues: ");
        Option<long?> seed = WholeNumberOption.Create(
            "--seed", $"Seed of what the trials draw. Default: {DefaultSeed}.", long.MinValue, long.MaxValue);
        Option<long?> trial = WholeNumberOption.Create(
            "--trial",
                "Train this trial alone, with all its epochs, into a ledger of its own in --run DIR: for the jobs of an array. tune --resume DIR "
                + "gathers them.", 0, 999_999);
        Option<long?> parallel = WholeNumberOption.Create(
            ProcessorLimit.Parallel,
                "Trials side by side, no more than there are processors; each has its share of --threads. Default: as many as threads.", 1, 1024);
        Option<string[]> set = SetOption.Create();
        var json = new Option<bool>("--json") { Description = "Print the results as one JSON document (docs/tuning.md describes it)." };
        foreach (Option option in (Option[])[space, run, resume, trials, maxTime, seed, trial, parallel, set, json])
            command.Add(option);
        ReportOption report = ReportOption.AddTo(command);
        ThreadsOption threads = ThreadsOption.AddTo(command);

        Option[] newOnly = [.. data.Reading, space, run, seed, set, trial];
        command.Validators.Add(result => Validate(result, recipe, data.Data, space, resume, newOnly));
        command.Validators.Add(result => ValidateTrial(result, trial, run, [trials, maxTime, parallel, report.Option]));
        command.SetAction(parsed =>
        {
            var session = new TuningSession(host, parsed.GetValue(json), report.Of(parsed));
            if (parsed.GetValue(resume) is { } folder)
            {
                return session.Resume(
                    folder, parsed.GetValue(data.Data), (int?)parsed.GetValue(trials), parsed.GetValue(maxTime),
                        ProcessorLimit.Of(parsed.GetValue(parallel)), threads.Asked(parsed));
            }

            int threadCount = threads.Of(parsed);
            int? alone = (int?)parsed.GetValue(trial);
            TimeSpan? limit = parsed.GetValue(maxTime);
            var asked = new NewRun(
                parsed.GetValue(recipe)!, parsed.GetValue(set)
                    ?? [], parsed.GetValue(data.Data)!, null, data.Of(parsed), parsed.GetValue(run), threadCount);
            var budget = new TuningBudget(
                (int?)parsed.GetValue(trials)
                    ?? (limit is null && alone is null ? DefaultTrials : null), limit, ProcessorLimit.Of(parsed.GetValue(parallel)) ?? threadCount);
            return session.Start(asked, parsed.GetValue(space)!, parsed.GetValue(seed) ?? DefaultSeed, budget, alone);
        });
        return command;
    }

    private static void Validate(
        CommandResult result, Argument<string?> recipe, Option<string?> data, Option<string?> space, Option<string?> resume, Option[] newOnly)
    {
        bool hasRecipe = result.GetResult(recipe) is { Tokens.Count: > 0 };
        if (result.GetResult(resume) is null)
        {
            if (!hasRecipe)
                result.AddError("tune needs a RECIPE, such as tuned (plaudit recipes lists them), or --resume DIR");
            if (result.GetResult(data) is null)
                result.AddError("tune needs --data DATA: a path, imdb or sample");
            if (result.GetResult(space) is null)
                result.AddError("tune needs --space SPACE: a JSON file with the keys to search, or tuned");
            return;
        }

        if (hasRecipe)
            result.AddError("--resume uses the tuning's own recipe: omit RECIPE");
        foreach (Option option in newOnly)
        {
            if (result.GetResult(option) is { Implicit: false })
                result.AddError($"--resume uses the tuning's own settings: omit {option.Name}");
        }
    }

    private static void ValidateTrial(CommandResult result, Option<long?> trial, Option<string?> run, Option[] budget)
    {
        if (result.GetResult(trial) is null)
            return;
        if (result.GetResult(run) is null)
            result.AddError("--trial needs --run DIR, the folder that all jobs share");
        foreach (Option option in budget)
        {
            if (result.GetResult(option) is { Implicit: false })
                result.AddError($"--trial trains one trial with all its epochs: leave {option.Name} out");
        }
    }
}
