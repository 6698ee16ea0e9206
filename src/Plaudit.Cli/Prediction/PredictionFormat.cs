using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plaudit.Data;
using Answer = Plaudit.Inference.Prediction;

namespace Plaudit.Cli.Prediction;

/// <summary>How answers are written: one line per review.</summary>
internal abstract class PredictionFormat
{
    /// <summary>The answer for a review without a word.</summary>
    protected const string EmptyReview = "Empty review";

    /// <summary>Whether lines carry the columns of the reviews.</summary>
    public virtual bool CarriesColumns => true;

    /// <summary>The line before all others, or null.</summary>
    /// <param name="first">The first reviews.</param>
    public virtual string? Header(IReadOnlyCollection<Review> first) => null;

    /// <summary>The line of one review.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="review">The review.</param>
    /// <param name="answer">The answer, or null where the review has no word.</param>
    public abstract string Line(long index, Review review, Answer? answer);

    /// <summary>With as many digits as read back to the same float.</summary>
    protected static string Exact(double value) => ((float)value).ToString("R", CultureInfo.InvariantCulture);
}

/// <summary><c>Positive TAB 0.9731</c>: the label and its probability, and a remark where the answer rests on little.</summary>
internal sealed class TextPredictions : PredictionFormat
{
    /// <inheritdoc/>
    public override bool CarriesColumns => false;

    /// <inheritdoc/>
    public override string Line(long index, Review review, Answer? answer) =>
        answer is null ? $"-\t{EmptyReview}" : $"{answer.Label}\t{answer.Probability:F4}{(answer.KnowsFewWords ? "\tnot many known words" : "")}";
}

/// <summary>
/// The first three columns are those of predictions.csv: label 1 or 0, and the probability of positive. The true label, where it is known, and the
/// input's own columns follow.
/// </summary>
internal sealed class CsvPredictions : PredictionFormat
{
    private static readonly string[] s_columns =
        ["index", "predicted_label", "predicted_probability", "label", "tokens", "unknown_tokens", "truncated", "error"];

    private CarriedColumns? _carried;

    /// <inheritdoc/>
    public override string Header(IReadOnlyCollection<Review> first)
    {
        _carried = new CarriedColumns(first, s_columns, withLabel: first.Any(review => review.Label is not null));
        return string.Join(',', s_columns.Concat(_carried.Header).Select(Field));
    }

    /// <inheritdoc/>
    public override string Line(long index, Review review, Answer? answer)
    {
        string line = answer is null
            ? $"{index},,,,0,0,false,{EmptyReview}"
            : $"{index},{(int)answer.Label},{Exact(answer.Score)},{answer.Label},{answer.Tokens},{answer.UnknownTokens},{(answer.Truncated ? "true" : "false")},";
        return line + string.Concat(_carried!.Of(review).Select(field => "," + Field(field)));
    }

    private static string Field(string text) =>
        text.AsSpan().ContainsAny(',', '"', '\n') || text.Contains('\r') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

/// <summary>Another format for a person's eyes: what reviews carry must not move the cursor or colour the window.</summary>
internal sealed class SeenPredictions(PredictionFormat format) : PredictionFormat
{
    /// <inheritdoc/>
    public override bool CarriesColumns => format.CarriesColumns;

    /// <inheritdoc/>
    public override string? Header(IReadOnlyCollection<Review> first) => format.Header(first) is { } header ? Printable.Text(header) : null;

    /// <inheritdoc/>
    public override string Line(long index, Review review, Answer? answer) => Printable.Text(format.Line(index, review, answer));
}

/// <summary>One JSON object per line, followed by the true label, if known, and the columns or keys of the input's row.</summary>
internal sealed class JsonPredictions : PredictionFormat
{
    /// <inheritdoc/>
    public override string Line(long index, Review review, Answer? answer)
    {
        IEnumerable<string> members = answer is null
            ? [Member("label", "null"), Member("error", Json(EmptyReview))]
            :
            [
                Member("label", Json(answer.Label.ToString())),
                Member("probability", Exact(answer.Probability)),
                Member("score", Exact(answer.Score)),
                Member("tokens", $"{answer.Tokens}"),
                Member("unknownTokens", $"{answer.UnknownTokens}"),
                Member("truncated", answer.Truncated ? "true" : "false"),
            ];
        if (review.Label is { } label)
            members = members.Append(Member("trueLabel", Json(label.ToString())));
        if (review.Columns is { Count: > 0 } columns)
            members = members.Append(Member("input", Object(columns.Select(column => Member(column.Key, Json(column.Value))))));
        return Object(members);
    }

    private static string Object(IEnumerable<string> members) => $"{{{string.Join(',', members)}}}";

    private static string Member(string name, string value) => $"{Json(name)}:{value}";

    /// <summary>A string, in which letters of all scripts stay readable.</summary>
    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
