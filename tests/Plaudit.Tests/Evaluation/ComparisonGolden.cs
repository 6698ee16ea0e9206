using System.Text.Json;
using Plaudit.Data;
using Plaudit.Evaluation;

namespace Plaudit.Tests.Evaluation;

/// <summary>Models on the same reviews with SciPy's and scikit-learn's answers; made by tools/golden/comparison_scipy.py.</summary>
/// <param name="Reviews">Labelled reviews; their texts do not matter.</param>
/// <param name="Models">The models' scores.</param>
/// <param name="Expected">The answers.</param>
internal sealed record ComparisonCase(IReadOnlyList<Review> Reviews, IReadOnlyList<ComparedModel> Models, JsonElement Expected)
{
    public double Confidence => Expected.GetProperty("confidence").GetDouble();

    public IEnumerable<JsonElement> Pairs => Expected.GetProperty("pairs").EnumerateArray();
}

internal static class ComparisonGolden
{
    public static IReadOnlyList<ComparisonCase> Cases { get; } = [.. JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "comparison_scipy.json")))
        .RootElement.GetProperty("cases").EnumerateArray().Select(Read)];

    public static IReadOnlyList<Review> Reviews(params Label[] labels) =>
        [.. labels.Select((label, i) => new Review($"Review {i}.", label, null, $"reviews.csv:{i + 2}"))];

    private static ComparisonCase Read(JsonElement golden)
    {
        IReadOnlyList<Review> reviews = Reviews([.. golden.GetProperty("labels").EnumerateArray().Select(label => (Label)label.GetInt32())]);
        return new ComparisonCase(reviews, [.. golden.GetProperty("models").EnumerateArray().Select(model => ComparedModel.Of(
            model.GetProperty("name").GetString()!, reviews,
                [.. model.GetProperty("percents").EnumerateArray().Select(percent => percent.GetInt32() / 100f)]))], golden);
    }
}
