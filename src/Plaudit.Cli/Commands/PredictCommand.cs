using System.CommandLine;
using System.CommandLine.Parsing;
using Plaudit.Cli.Options;
using Plaudit.Cli.Prediction;
using Plaudit.Data;
using Plaudit.Inference;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit predict</c>: an answer for each review, in order.</summary>
internal static class PredictCommand
{
    private const string Standard = "-";

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("predict", "Tells whether reviews are positive or negative: one answer per review, in order.");
        var texts = new Argument<string[]>("TEXT") { Description = "Reviews, one per argument.", Arity = ArgumentArity.ZeroOrMore };
        var model = new Option<string?>("--model")
        {
            Description =
            "A .safetensors file or the folder of a run. Default: bundled, the model that comes with Plaudit.",
            HelpName = "MODEL"
        };
        var input = new Option<string?>("--input") { Description = "Read reviews from a file, or with - from standard input.", HelpName = "FILE|-" };
        Option<string?> inputFormat =
            InputFormatOption.Create("--input-format", "How the input is written. Default: by its extension; standard input is text.");
        inputFormat.Aliases.Add("--format");
        var output = new Option<string?>("--output")
        {
            Description = "Write the answers to a file. Default: -, standard output.",
            HelpName = "FILE|-"
        };
        Option<string?> outputFormat = Choice(
            "--output-format",
            "text: label TAB its probability, then TAB a note if the model knows few of the words. csv: index,predicted_label,"
            + "predicted_probability (of positive),label,tokens,unknown_tokens,truncated,error, and the input's own columns. "
            + "jsonl: one JSON object per line. Default: by the extension of --output, else text.",
            PredictionFormats.Outputs);
        var json = new Option<bool>("--json") { Description = "Short for --output-format jsonl." };
        command.Add(texts);
        foreach (Option option in (Option[])[model, input, inputFormat, output, outputFormat, json])
            command.Add(option);
        RowOptions rows = RowOptions.AddTo(command);
        ThreadsOption threads = ThreadsOption.AddTo(command);
        command.Validators.Add(result => Validate(result, texts, input, inputFormat, outputFormat, json));
        command.SetAction(parsed =>
        {
            string file = parsed.GetValue(output) ?? Standard;
            OutputFile.Require("--output", file, ("--input", parsed.GetValue(input)), ("--model", parsed.GetValue(model)));
            PredictionFormat format = PredictionFormats.Output(parsed.GetValue(json) ? "jsonl" : parsed.GetValue(outputFormat), file);
            if (file == Standard && host.Streams.OutputIsTerminal)
                format = new SeenPredictions(format);
            var predictor = SentimentPredictor.Load(parsed.GetValue(model));
            using Reviews reviews = parsed.GetValue(input) is { } source
                ? Reviews.From(Open(host, source, InputFormatOption.Of(parsed.GetValue(inputFormat)),
                rows.Of(parsed) with { OnNote = host.Log.Note, KeepColumns = format.CarriesColumns }))
                : Reviews.From(parsed.GetValue(texts)!);
            int atOnce = host.Streams.InputIsTerminal && parsed.GetValue(input) == Standard ? 1 : PredictionRun.ReviewsAtOnce;
            var run = new PredictionRun(predictor, format, threads.Of(parsed), atOnce, host.Interruption.Token);
            if (file == Standard)
                run.Write(reviews, host.Output);
            else
                WriteFile(host, file, run, reviews);
            if (reviews.SkippedRows > 0)
            {
                string more = reviews.SkippedRows > reviews.SkippedFaults.Count
                    ? $"\n  and {reviews.SkippedRows - reviews.SkippedFaults.Count:N0} more"
                    : "";
                host.Log.Warn(
                    $"left out {Plural.Of(reviews.SkippedRows, "row")} that cannot be used; the others are numbered without them:\n  "
                    + $"{string.Join("\n  ", reviews.SkippedFaults)}{more}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Answers written before a stop are kept: they may be hours of work.</summary>
    private static void WriteFile(CommandHost host, string file, PredictionRun run, Reviews reviews)
    {
        OperationCanceledException? stopped = null;
        OutputFile.Write(file, stream =>
        {
            try
            {
                run.Write(reviews, stream);
            }
            catch (OperationCanceledException e)
            {
                stopped = e;
            }
        });
        if (stopped is null)
            return;
        host.Log.Info(
            $"{file} holds the answers to the first {Plural.Of((int)Math.Min(run.Answered, int.MaxValue), "review")}; those after them are missing.");
        throw stopped;
    }

    private static ReviewInput Open(CommandHost host, string source, ReviewInputFormat? format, ReviewReadOptions options) => source == Standard
        ? new ReviewInput(new InterruptibleStream(host.Streams.OpenInput(), host.Interruption.Token), "standard input", format
        ?? ReviewInputFormat.Text, options)
        : ReviewInput.Open(source, format, options);

    private static Option<string?> Choice(string name, string description, IReadOnlyList<string> choices)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', choices) };
        option.AcceptOnlyFromAmong([.. choices]);
        return option;
    }

    private static void Validate(
        CommandResult result, Argument<string[]> texts, Option<string?> input, Option<string?> inputFormat, Option<string?> outputFormat,
            Option<bool> json)
    {
        bool hasTexts = result.GetResult(texts) is { Tokens.Count: > 0 };
        bool hasInput = result.GetResult(input) is not null;
        if (hasTexts == hasInput)
            result.AddError(hasTexts ? "expected texts or --input, found both" : "predict needs texts, or --input FILE (- is standard input)");
        if (result.GetResult(inputFormat) is not null && !hasInput)
            result.AddError("--input-format describes --input: add --input");
        if (result.GetResult(json) is { Implicit: false } && result.GetResult(outputFormat) is { } other && other.Tokens is [var token]
            && token.Value != "jsonl")
            result.AddError($"--json means --output-format jsonl, but --output-format is {token.Value}");
    }
}
