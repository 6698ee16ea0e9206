using System.Globalization;
using Answer = Plaudit.Inference.Prediction;

namespace Plaudit.Cli.Prediction;

/// <summary>How answers are written: one line a review.</summary>
internal abstract class PredictionFormat
{
    /// <summary>What is said of a review without any text.</summary>
    protected const string EmptyReview = "Empty review";

    /// <summary>The line before all others, or null.</summary>
    public virtual string? Header => null;

    /// <summary>The line of one review.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="answer">The answer, or null where the review is empty.</param>
    public abstract string Line(long index, Answer? answer);

    /// <summary>With as many digits as read back to the same float.</summary>
    protected static string Exact(double value) => ((float)value).ToString("R", CultureInfo.InvariantCulture);
}

/// <summary><c>Positive TAB 0.9731</c>: the label and its probability.</summary>
internal sealed class TextPredictions : PredictionFormat
{
    /// <inheritdoc/>
    public override string Line(long index, Answer? answer) => answer is null ? $"-\t{EmptyReview}" : $"{answer.Label}\t{answer.Probability:F4}";
}

/// <summary>The first three columns are those of predictions.csv: label 1 or 0, and the probability of positive.</summary>
internal sealed class CsvPredictions : PredictionFormat
{
    /// <inheritdoc/>
    public override string Header => "index,predicted_label,predicted_probability,label,tokens,unknown_tokens,truncated,error";

    /// <inheritdoc/>
    public override string Line(long index, Answer? answer) => answer is null
        ? $"{index},,,,0,0,false,{EmptyReview}"
        : $"{index},{(int)answer.Label},{Exact(answer.Score)},{answer.Label},{answer.Tokens},{answer.UnknownTokens},{(answer.Truncated ? "true" : "false")},";
}

/// <summary>One JSON object a line.</summary>
internal sealed class JsonPredictions : PredictionFormat
{
    /// <inheritdoc/>
    public override string Line(long index, Answer? answer) => answer is null
        ? $$"""{"label":null,"error":"{{EmptyReview}}"}"""
        : $$"""{"label":"{{answer.Label}}","probability":{{Exact(answer.Probability)}},"score":{{Exact(answer.Score)}},"tokens":{{answer.Tokens}},"unknownTokens":{{answer.UnknownTokens}},"truncated":{{(answer.Truncated ? "true" : "false")}}}""";
}
