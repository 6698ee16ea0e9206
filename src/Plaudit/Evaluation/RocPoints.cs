using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plaudit.Evaluation;

/// <summary>
/// The points of a ROC curve that a drawing needs, so that a model's file can show its curve without the reviews. In JSON an object with the arrays
/// <c>falsePositiveRate</c> and <c>truePositiveRate</c>, as <c>plaudit compare --json</c> has them, both rising from 0 to 1.
/// </summary>
/// <param name="points">(K) the points.</param>
[JsonConverter(typeof(Converter))]
internal sealed class RocPoints(IReadOnlyList<(double FalsePositiveRate, double TruePositiveRate)> points) : IEquatable<RocPoints>
{
    /// <summary>Steps along the curve: finer ones are not seen in a plot.</summary>
    private const int Steps = 160;

    // Four digits of a share are a tenth of a pixel.
    private const int Digits = 4;

    /// <summary>(K) the points.</summary>
    public IReadOnlyList<(double FalsePositiveRate, double TruePositiveRate)> Points { get; } = points;

    /// <summary>Takes the ends and, between them, points that are evenly far apart; null where the curve is not defined.</summary>
    public static RocPoints? Of(RocCurve curve)
    {
        if (double.IsNaN(curve.Auc))
            return null;
        var kept = new List<(double, double)>();
        int last = curve.FalsePositiveRate.Count - 1;
        for (int i = 0; i <= last; i++)
        {
            // Both rates rise: their sum goes from 0 to 2 along the curve.
            double way = (curve.FalsePositiveRate[i] + curve.TruePositiveRate[i]) / 2;
            if (i == last || way * Steps >= kept.Count)
                kept.Add((Math.Round(curve.FalsePositiveRate[i], Digits), Math.Round(curve.TruePositiveRate[i], Digits)));
        }

        return new RocPoints(kept);
    }

    /// <inheritdoc/>
    public bool Equals(RocPoints? other) => other is not null && Points.SequenceEqual(other.Points);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RocPoints);

    /// <inheritdoc/>
    public override int GetHashCode() => Points.Count;

    /// <summary>On one line, however the rest is indented.</summary>
    private sealed class Converter : JsonConverter<RocPoints>
    {
        public override RocPoints Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            Rates rates = JsonSerializer.Deserialize<Rates>(ref reader, options);
            return rates is { FalsePositiveRate: { } x, TruePositiveRate: { } y } && x.Length == y.Length
                ? new RocPoints([.. x.Zip(y)])
                : throw new JsonException("expected falsePositiveRate and truePositiveRate of one length");
        }

        public override void Write(Utf8JsonWriter writer, RocPoints value, JsonSerializerOptions options) =>
            writer.WriteRawValue(JsonSerializer.Serialize(
                new Rates([.. value.Points.Select(point => point.FalsePositiveRate)], [.. value.Points.Select(point => point.TruePositiveRate)]),
                s_line));

        private static readonly JsonSerializerOptions s_line = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    }

    private readonly record struct Rates(double[]? FalsePositiveRate, double[]? TruePositiveRate);
}
