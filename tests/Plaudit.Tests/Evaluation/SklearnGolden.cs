using System.Text.Json;

namespace Plaudit.Tests.Evaluation;

/// <summary>One set of labels and scores with scikit-learn's answers; made by tools/golden/evaluation_sklearn.py.</summary>
public sealed record SklearnCase(string Name, Label[] Labels, double[] Scores, JsonElement Expected)
{
    public override string ToString() => Name;

    public double Number(string name) => Expected.GetProperty(name) is { ValueKind: JsonValueKind.Number } e ? e.GetDouble() : double.NaN;

    public double[] Numbers(string name) => SklearnGolden.Numbers(Expected.GetProperty(name));
}

public static class SklearnGolden
{
    public static JsonElement Root { get; } =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "evaluation_sklearn.json"))).RootElement;

    public static IReadOnlyList<SklearnCase> Cases { get; } = [.. Root.GetProperty("cases").EnumerateArray().Select(Read)];

    public static IEnumerable<TheoryDataRow<string>> CaseNames => Cases.Select(c => new TheoryDataRow<string>(c.Name));

    public static SklearnCase Case(string name) => Cases.Single(c => c.Name == name);

    /// <summary>null is NaN and "inf" infinity.</summary>
    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.String => double.PositiveInfinity,
        _ => e.GetDouble(),
    })];

    public static void AssertClose(double[] expected, IEnumerable<double> actual, double tolerance = 1e-9)
    {
        double[] found = [.. actual];
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            AssertClose(expected[i], found[i], tolerance);
    }

    public static void AssertClose(double expected, double actual, double tolerance = 1e-9)
    {
        if (double.IsFinite(expected))
            Assert.InRange(actual, expected - tolerance, expected + tolerance);
        else
            Assert.Equal(expected, actual);
    }

    private static SklearnCase Read(JsonElement expected)
    {
        string name = expected.GetProperty("name").GetString()!;
        if (expected.TryGetProperty("scores", out JsonElement scores))
        {
            Label[] labels = [.. expected.GetProperty("labels").EnumerateArray().Select(e => (Label)e.GetInt32())];
            return new SklearnCase(name, labels, Numbers(scores), expected);
        }

        return Generate(name, expected);
    }

    /// <summary>The script's <c>generate</c>.</summary>
    private static SklearnCase Generate(string name, JsonElement expected)
    {
        int count = expected.GetProperty("count").GetInt32();
        int steps = expected.GetProperty("steps").GetInt32();
        long x = expected.GetProperty("seed").GetInt64();
        var labels = new Label[count];
        double[] scores = new double[count];
        for (int i = 0; i < count; i++)
        {
            scores[i] = (double)(Next() % (steps + 1)) / steps;
            labels[i] = Next() / (double)(1 << 23) < scores[i] ? Label.Positive : Label.Negative;
        }

        return new SklearnCase(name, labels, scores, expected);

        long Next()
        {
            x = ((1103515245 * x) + 12345) % (1L << 31);
            return x >> 8;
        }
    }
}
