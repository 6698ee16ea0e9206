using System.CommandLine;
using Plaudit.Cli.Explanation;
using Plaudit.Inference;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit explain</c>: a review with its words shaded by what they have to do with the answer.</summary>
internal static class ExplainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("explain", "Shows which words make a review positive or negative, by leaving out each in turn.");
        var text = new Argument<string>("TEXT") { Description = "The review." };
        var model = new Option<string?>("--model")
        {
            Description =
            "A .safetensors file or the folder of a run. Default: bundled, the model that comes with Plaudit.",
            HelpName = "MODEL"
        };
        var json = new Option<bool>(
            "--json")
        { Description = "Print one JSON document: the answer, and every word with its position and contribution." };
        command.Add(text);
        command.Add(model);
        command.Add(json);
        command.SetAction(parsed =>
        {
            string review = parsed.GetRequiredValue(text);
            Inference.Explanation explanation = SentimentPredictor.Load(parsed.GetValue(model))
                .TryExplain(review, new ExplanationOptions { Threads = Environment.ProcessorCount }, host.Interruption.Token)
                ?? throw new PlauditException("the review is empty: expected at least one word");
            if (parsed.GetValue(json))
                host.Output.WriteLine(ExplanationDocument.ToJson(explanation));
            else
                ExplanationText.Write(host.Wrapped, review, explanation, host.Streams.OutputIsTerminal
                    && Environment.GetEnvironmentVariable("NO_COLOR") is null or "");
            return ExitCodes.Done;
        });
        return command;
    }
}
