using System.Text.RegularExpressions;
using Plaudit.Cli;
using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Tests.Cli;

public sealed class ApplicationTests
{
    [Fact]
    public void Version_is_that_of_model_files()
    {
        CommandResult result = CommandLine.Run("--version");
        Assert.Equal((0, $"plaudit {ModelFile.PlauditVersion}\n", ""), (result.Code, result.Output, result.Error));
    }

    [Theory]
    [InlineData("--help", "train")]
    [InlineData("train --help", "--resume")]
    [InlineData("evaluate -h", "--predictions")]
    [InlineData("predict --help --nonsense", "--input-format")]
    public void Help_goes_to_standard_output(string args, string says)
    {
        CommandResult result = CommandLine.Run(args.Split(' '));
        Assert.Equal(0, result.Code);
        Assert.Contains(says, result.Output, StringComparison.Ordinal);
        Assert.Contains("plaudit", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--verison", "unknown option --verison; did you mean --version?")]
    [InlineData("trian quickstart", "unknown command trian; did you mean train?")]
    [InlineData("help trian", "unknown command trian; did you mean train?")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("train", "RECIPE")]
    [InlineData("train notebook-baseline", "--data")]
    [InlineData("train notebook-baseline --data", "--data")]
    [InlineData("train notebook-baseline --data sample --threads 0", "from 1 to 1024, found '0'")]
    [InlineData("train notebook-baseline --data sample --threads two", "found 'two'")]
    [InlineData("train notebook-baseline --data sample --seed 1.5", "found '1.5'")]
    [InlineData("train notebook-baseline --data sample --max-time 30", "such as 90s, 30m, 2h or 1h30m, found '30'")]
    [InlineData("train notebook-baseline --data sample --on-bad-row ignore", "'error' 'skip'")]
    [InlineData("train notebook-baseline --data sample --set training.epochs", "expected KEY=VALUE")]
    [InlineData("train notebook-baseline --data sample --epochs 3", "unknown option --epochs; use --set training.epochs=3\nplaudit train --help")]
    [InlineData("train notebook-stacked --data sample --batch-size=8", "use --set training.batchSize=8\n")]
    [InlineData("train quickstart --data sample --lr 0.01 --patience 3",
        "use --set training.optimizer.rate=0.01\nplaudit: unknown option --patience; use --set training.earlyStopping.patience=3\n")]
    [InlineData("train quickstart --dta sample", "unknown option --dta; did you mean --data?")]
    [InlineData("evaluate a b --data sample", "unexpected argument 'b'")]
    [InlineData("train notebook-baseline --resume runs/x", "omit RECIPE")]
    [InlineData("train --resume runs/x --seed 3 --set a=b --data sample", "omit --seed")]
    [InlineData("train --resume runs/x --text-column t", "omit --text-column")]
    [InlineData("explore", "--data")]
    [InlineData("explore --data sample --threads 0", "from 1 to 1024, found '0'")]
    [InlineData("tune", "RECIPE")]
    [InlineData("tune quickstart --data sample", "--space")]
    [InlineData("tune quickstart --data sample --space tuned --trials 0", "found '0'")]
    [InlineData("tune quickstart --data sample --space tuned --trial 1", "--trial needs --run DIR")]
    [InlineData("tune quickstart --data sample --space tuned --trial 1 --run x --trials 3", "leave --trials out")]
    [InlineData("tune quickstart --resume runs/x --seed 3", "omit --seed")]
    [InlineData("evaluate model", "--data")]
    [InlineData("compare", "Required argument missing for command: 'compare'")]
    [InlineData("compare a b", "--data")]
    [InlineData("compare a b --data sample --resamples 5", "unknown option --resamples")]
    [InlineData("predict", "--input")]
    [InlineData("predict text --input file.txt", "both")]
    [InlineData("predict --modle m text", "unknown option --modle; did you mean --model?")]
    [InlineData("predict text --input-format csv", "--input-format")]
    [InlineData("predict text --json --output-format csv", "csv")]
    [InlineData("predict text --output-format xml", "'xml'")]
    [InlineData("data fetch", "'imdb' 'clear'")]
    public void Wrong_usage_is_told_on_standard_error_with_exit_code_2(string args, string says)
    {
        CommandResult result = CommandLine.Run(args.Length == 0 ? [] : args.Split(' '));
        Assert.Equal(ExitCodes.WrongUsage, result.Code);
        Assert.Empty(result.Output);
        Assert.StartsWith("plaudit: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("help")]
    [InlineData("help train")]
    public void Bare_command_and_help_show_help(string args)
    {
        CommandResult result = CommandLine.Run(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(CommandLine.Run([.. args.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1), "--help"]).Output, result.Output);
    }

    [Fact]
    public void Every_command_has_two_examples_that_the_parser_takes()
    {
        string[] commands = [.. Application.CommandNames];
        Assert.True(commands.Length > 12);
        foreach (string command in commands)
        {
            string help = CommandLine.Run(command, "--help").Output;
            string[] examples = [.. help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Skip(1)
                .Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim())];
            Assert.Equal(2, examples.Length);
            foreach (string example in examples)
            {
                Assert.True(example.Length <= 78, example);
                string[] words = [.. Regex.Matches(example.Split(" > ")[0].Split(" | ")[0], "\"([^\"]*)\"|[^ ]+")
                    .Select(match => match.Value.Trim('"'))];
                Assert.Equal(["plaudit", command], words[..2]);
                Assert.Empty(CommandLine.Faults(words[1..]));
            }
        }
    }

    [Theory]
    [InlineData("train ragged-basline --data sample", "there is no recipe ragged-basline; did you mean ragged-baseline? Expected ")]
    [InlineData("train quick_start --data sample", "did you mean quickstart?")]
    [InlineData("info bundeld", "did you mean bundled?")]
    [InlineData("info zzz", "there is no model and no recipe zzz: expected ")]
    [InlineData("train quickstart --data sample --set training.epoch=3", "$.training.epoch: unknown key; did you mean epochs? Known here: ")]
    [InlineData("train quickstart --data sample --set training.earlyStoping=null", "did you mean earlyStopping?")]
    public void Mistyped_names_are_answered_with_the_nearest(string args, string says)
    {
        CommandResult result = CommandLine.Run(args.Split(' '));
        Assert.Equal(1, result.Code);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bug_is_one_line_that_says_how_to_see_more()
    {
        using var interruption = new Interruption();
        var error = new StringWriter();
        int code = CommandLine.Run(new BrokenWriter(new InvalidOperationException("two\nlines")), error, interruption, "", false, ["recipes"]);
        Assert.Equal(ExitCodes.Failed, code);
        Assert.Equal("plaudit: unexpected InvalidOperationException: two lines (PLAUDIT_DEBUG=1 shows where; please report it)",
            error.ToString().TrimEnd());
    }

    [Fact]
    public void Full_disk_behind_standard_output_is_an_error()
    {
        using var interruption = new Interruption();
        var error = new StringWriter();
        int code = CommandLine.Run(new BrokenWriter(new IOException("No space left on device")), error, interruption, "", false, ["recipes"]);
        Assert.Equal((ExitCodes.Failed, "plaudit: No space left on device"), (code, error.ToString().TrimEnd()));
    }

    [Fact]
    public void Recipes_are_listed_a_line_each()
    {
        CommandResult result = CommandLine.Run("recipes");
        Assert.Equal(0, result.Code);
        Assert.Equal(Plaudit.Recipes.Recipes.Names, result.Lines.Select(line => line.Split(' ')[0]));
        Assert.All(result.Lines, line => Assert.EndsWith(".", line, StringComparison.Ordinal));
    }

    private sealed class BrokenWriter(Exception failure) : StringWriter
    {
        public override void Flush() => throw failure;
    }
}
