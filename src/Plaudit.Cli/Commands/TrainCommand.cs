using System.CommandLine;
using System.CommandLine.Parsing;
using Plaudit.Cli.Options;
using Plaudit.Training;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit train</c>: trains a recipe into a run folder, or continues a stopped run.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("train", "Trains a recipe on reviews, or continues a stopped run.");
        var recipe = new Argument<string?>("RECIPE")
        {
            Description = "A recipe's name (plaudit recipes lists them) or its file.",
            Arity = ArgumentArity.ZeroOrOne
        };
        command.Add(recipe);
        DataOptions data = DataOptions.AddTo(command, required: false);
        var validation = new Option<string?>("--validation")
        {
            Description = "Data to validate on after every epoch. Default: the part that the recipe's split holds out.",
            HelpName = "DATA",
        };
        var test = new Option<string?>("--test")
        {
            Description = "Data to evaluate on at the end. Default: the data's test half, or the validation part if it has none.",
            HelpName = "DATA",
        };
        var run = new Option<string?>("--run")
        {
            Description = "Folder to write into; it must not exist. Default: runs/RECIPE-DATE-TIME.",
            HelpName = "DIR"
        };
        var resume = new Option<string?>("--resume")
        {
            Description = "Continue the run in this folder: recipe, data and options as they were. Only --threads, --max-time and, "
                + "where the data was moved, --data, --validation and --test may be given with it.",
            HelpName = "DIR",
        };
        Option<long?> seed = WholeNumberOption.Create(
            "--seed", "Seed of weights, shuffles and dropout: short for --set training.seed=N.", long.MinValue, long.MaxValue);
        Option<string[]> set = SetOption.Create();
        Option<TimeSpan?> maxTime = MaxTimeOption.Create();
        foreach (Option option in (Option[])[validation, test, run, resume, seed, set, maxTime])
            command.Add(option);
        ThreadsOption threads = ThreadsOption.AddTo(command);

        Option[] newRunsOnly = [.. data.Reading, run, seed, set];
        command.Validators.Add(result => Validate(result, recipe, data.Data, resume, newRunsOnly));
        command.SetAction(parsed =>
        {
            var session = new TrainingSession(host, parsed.GetValue(maxTime));
            if (parsed.GetValue(resume) is { } folder)
                return session.Resume(folder, new MovedData(parsed.GetValue(data.Data), parsed.GetValue(validation), parsed.GetValue(test)),
                    threads.Asked(parsed));
            List<string> changes = [.. parsed.GetValue(set) ?? []];
            if (parsed.GetValue(seed) is { } number)
                changes.Add($"training.seed={number}");
            return session.Start(new NewRun(
                parsed.GetValue(recipe)!, changes, parsed.GetValue(data.Data)!, parsed.GetValue(test), data.Of(parsed), parsed.GetValue(run),
                    threads.Of(parsed))
            {
                Validation = parsed.GetValue(validation),
            });
        });
        return command;
    }

    private static void Validate(CommandResult result, Argument<string?> recipe, Option<string?> data, Option<string?> resume, Option[] newRunsOnly)
    {
        bool hasRecipe = result.GetResult(recipe) is { Tokens.Count: > 0 };
        if (result.GetResult(resume) is null)
        {
            if (!hasRecipe)
                result.AddError("train needs a RECIPE, such as notebook-baseline (plaudit recipes lists them), or --resume DIR");
            if (result.GetResult(data) is null)
                result.AddError("train needs --data DATA: a path, imdb or sample");
            return;
        }

        if (hasRecipe)
            result.AddError("--resume uses the run's own recipe: omit RECIPE");
        foreach (Option option in newRunsOnly)
        {
            if (result.GetResult(option) is { Implicit: false })
                result.AddError($"--resume uses the run's own settings: omit {option.Name}");
        }
    }
}
