using System.Text.Json;
using Plaudit.Data;
using Plaudit.Tests.Text;

namespace Plaudit.Tests.Baselines;

/// <summary>What scikit-learn made of a few dozen sentences; see tools/golden/baselines_sklearn.py.</summary>
internal static class BaselinesGolden
{
    public static JsonElement Root { get; } = Golden.Load("baselines_sklearn.json");

    public static Review[] Train { get; } =
        BaselineRig.Reviews(Golden.Strings(Root.GetProperty("texts")).Zip(Golden.Numbers(Root.GetProperty("labels")).Select(label => label == 1)));

    public static string[] HeldOut { get; } = Golden.Strings(Root.GetProperty("heldOut"));

    public static IEnumerable<TheoryDataRow<int>> ModelRows =>
        Enumerable.Range(0, Root.GetProperty("models").GetArrayLength()).Select(i => new TheoryDataRow<int>(i));

    public static double[] Doubles(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetDouble())];

    public static Dictionary<string, double> ByNgram(JsonElement numbers) =>
        numbers.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetDouble(), StringComparer.Ordinal);
}
