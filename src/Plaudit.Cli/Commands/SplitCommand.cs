using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Plaudit.Cli.Options;
using Plaudit.Cli.Progress;
using Plaudit.Data;
using Plaudit.Reports;
using Plaudit.Text;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit split</c>: divides review data into files to train on, to choose by, and to report on.</summary>
internal static class SplitCommand
{
    private const double DefaultShare = 0.2;
    private const long DefaultSeed = 42;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command(
            "split",
                "Divides review data into train, validation and test files, so that several models can be trained and measured on the same reviews.");
        var name = new Argument<string?>("DATA") { Description = "The reviews, named as for --data.", Arity = ArgumentArity.ZeroOrOne };
        command.Add(name);
        DataOptions data = DataOptions.AddTo(command, required: false);
        var film = new Option<bool>(
            "--film")
        { Description = "Keep the reviews of each film together. Default: split at random, keeping each label's share." };
        Option<double> validation = Share("--validation", "Share of the reviews to validate on; 0 writes no such file.");
        Option<double> test = Share("--test", "Share of the reviews to test on; 0 writes no such file. If the data has a test half, that is used.");
        Option<long?> seed = WholeNumberOption.Create("--seed", $"Seed of the choice. Default: {DefaultSeed}.", long.MinValue, long.MaxValue);
        var folder = new Option<string>("--out")
        {
            Description = "Folder for train.csv, validation.csv and test.csv; they must not exist.",
            HelpName = "DIR",
            Required = true,
        };
        foreach (Option option in (Option[])[film, validation, test, seed, folder])
            command.Add(option);
        command.Validators.Add(result =>
        {
            bool named = result.GetResult(name) is { Tokens.Count: > 0 };
            if (named == (result.GetResult(data.Data) is not null))
                result.AddError(named ? "expected DATA once, found it twice" : "split needs DATA: a path, imdb or sample");
        });
        command.SetAction(parsed =>
        {
            var files = new SplitFiles(parsed.GetRequiredValue(folder));
            files.RequireNew();
            ReviewSet reviews = new DataProgressDisplay(host).Open(parsed.GetValue(name) ?? parsed.GetValue(data.Data)!, data.Of(parsed));
            var parts = DataParts.Of(
                reviews, parsed.GetValue(film), parsed.GetValue(validation), parsed.GetValue(test), parsed.GetValue(seed)
                    ?? DefaultSeed, TextFingerprints.Of);
            foreach (string note in parts.Notes)
                host.Log.Note(note);
            foreach ((string part, string file, int count) in files.Write(parts))
                host.Text.WriteLine($"{part,-14} {count,8:N0} reviews  {file}");
            string[] others =
            [
                .. parts.Validation.Count > 0 ? (string[])["--validation", files.Validation] : [],
                .. parts.Test.Count > 0 ? (string[])["--test", files.Test] : [],
            ];
            host.Log.Info($"to train: {ShellCommand.Of(["plaudit", "train", "ragged-baseline", "--data", files.Train, .. others])}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<double> Share(string name, string description)
    {
        var option = new Option<double>(name)
        {
            Description = $"{description} Default: {DefaultShare}.",
            HelpName = "SHARE",
            DefaultValueFactory = _ => DefaultShare,
            CustomParser = result => Parse(result, name),
        };
        return option;
    }

    private static double Parse(ArgumentResult result, string name)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is >= 0 and < 1)
            return share;
        result.AddError($"{name}: expected a share from 0 to below 1, such as {DefaultShare}, found '{text}'");
        return DefaultShare;
    }
}
