using System.Text.Json.Nodes;
using Plaudit.Recipes;
using Plaudit.Tuning;

namespace Plaudit.Tests.Tuning;

public class SearchSpaceTests
{
    private const int Draws = 20_000;

    [Theory]
    [InlineData("uniform", -1.0, 3.0)]
    [InlineData("logUniform", 0.0001, 0.1)]
    public void Numbers_are_spread_evenly_over_their_range(string kind, double from, double to)
    {
        double[] drawn = [.. Drawn($"{{ \"{kind}\": [{from}, {to}] }}").Order()];
        Assert.All(drawn, value => Assert.InRange(value, from, to));
        // Kolmogorov and Smirnov: at 20,000 draws a distance of 0.0138 is met once in a thousand times by chance, and the seed is fixed.
        double distance = drawn.Select((value, i) => Math.Abs(Share(value) - ((i + 0.5) / Draws))).Max();
        Assert.InRange(distance, 0, 0.0138);

        double Share(double value) => kind == "uniform" ? (value - from) / (to - from) : Math.Log(value / from) / Math.Log(to / from);
    }

    [Fact]
    public void Numbers_have_four_digits() =>
        Assert.All(Drawn("""{ "logUniform": [0.0001, 0.1] }""").Take(100), value => Assert.Equal(value, double.Parse(value.ToString("E3"))));

    [Theory]
    [InlineData("""{ "choices": [16, 32, 64, 128] }""", new double[] { 16, 32, 64, 128 })]
    [InlineData("""{ "integer": [2, 5] }""", new double[] { 2, 3, 4, 5 })]
    [InlineData("""{ "integer": [32, 130], "step": 32 }""", new double[] { 32, 64, 96, 128 })]
    public void Whole_numbers_and_choices_are_equally_likely(string domain, double[] values)
    {
        IReadOnlyDictionary<double, int> counts = Counts(domain);
        Assert.Equal(values, counts.Keys.Order());
        // Five standard deviations of a binomial count.
        double expected = (double)Draws / values.Length;
        Assert.All(counts.Values, count => Assert.InRange(count, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected))));
    }

    [Fact]
    public void Logarithmic_whole_numbers_are_as_likely_as_their_range_is_wide()
    {
        IReadOnlyDictionary<double, int> counts = Counts("""{ "logInteger": [1, 100] }""");
        Assert.Equal(Enumerable.Range(1, 100).Select(value => (double)value), counts.Keys.Order());
        foreach (int value in (int[])[1, 2, 10, 100])
        {
            double expected = Draws * Math.Log((value + 1.0) / value) / Math.Log(101);
            Assert.InRange(counts[value], expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
        }
    }

    [Fact]
    public void Seed_and_number_alone_decide_what_a_trial_draws()
    {
        SearchSpace space = Space(
            """{ "training.optimizer.rate": { "logUniform": [0.0001, 0.1] }, "training.batchSize": { "choices": [16, 32, 64] } }""");
        string[] Values(long seed, int trial) => [.. space.Draw(seed, trial).Select(value => value.Text)];
        Assert.Equal(Values(7, 3), Values(7, 3));
        Assert.Equal(50, Enumerable.Range(0, 50).Select(trial => Values(7, trial)[0]).Distinct().Count());
        Assert.NotEqual(Values(7, 3), Values(8, 3));
    }

    [Fact]
    public void Values_are_put_into_the_recipe_and_variables_into_choices()
    {
        SearchSpace space = Space("""
            { "training.optimizer.rate": { "logUniform": [0.001, 0.01] }, "$units": { "integer": [8, 64] }, "$act": { "choices": ["relu", "tanh"] },
              "layers": { "choices": { "deep": [ { "type": "embedding", "size": 8 }, { "type": "lstm", "units": "$units" },
                { "type": "dense", "units": "$units", "activation": "$act" }, { "type": "dense", "units": 1 } ] } } }
            """);
        var recipes = new TrialRecipes(Recipe.Open("quickstart"), space, seed: 5);
        for (int trial = 0; trial < 5; trial++)
        {
            IReadOnlyList<DrawnValue> values = recipes.Values(trial);
            Recipe recipe = recipes.Of(trial);
            JsonArray layers = JsonNode.Parse(recipe.Json)!["layers"]!.AsArray();
            Assert.Equal(values[0].Number, recipe.Training.Optimizer.Rate);
            Assert.Equal(values[1].Number, layers[1]!["units"]!.GetValue<int>());
            Assert.Equal(values[1].Number, layers[2]!["units"]!.GetValue<int>());
            Assert.Equal(values[2].Text, layers[2]!["activation"]!.GetValue<string>());
            Assert.Equal("deep", values[3].Text);
        }
    }

    [Theory]
    [InlineData("""{ }""", "missing or empty; expected at least one key")]
    [InlineData("""{ "training.epochs": 3 }""", "$.keys[\"training.epochs\"]: expected an object with one of choices")]
    [InlineData("""{ "training.epochs": { "normal": [1, 2] } }""", "unknown kind normal")]
    [InlineData("""{ "training.epochs": { "choices": [] } }""", "with at least one, found []")]
    [InlineData("""{ "training.epochs": { "choices": [1, 2, 1] } }""", "the value 1 is there 2 times")]
    [InlineData("""{ "a.rate": { "uniform": [0.5, 0.1] } }""", "the range from 0.5 to 0.1 is empty")]
    [InlineData("""{ "a.rate": { "uniform": [0.5, 0.5] } }""", "the range from 0.5 to 0.5 is empty")]
    [InlineData("""{ "a.rate": { "logUniform": [0, 1] } }""", "a logarithmic range lies above 0, found 0")]
    [InlineData("""{ "a.rate": { "uniform": [0.5] } }""", "expected two numbers, [from, to], found [0.5]")]
    [InlineData("""{ "a.units": { "integer": [1.5, 3] } }""", "expected two whole numbers, [from, to], found [1.5,3]")]
    [InlineData("""{ "a.units": { "integer": [1, 3], "step": 0 } }""", "expected a whole step from 1, found 0")]
    [InlineData("""{ "a.units": { "uniform": [1, 3], "step": 1 } }""", "a step belongs to integer alone")]
    [InlineData("""{ "split.seed": { "choices": [1, 2] } }""", "all trials must be validated on the same reviews")]
    [InlineData("""{ "name": { "choices": ["a", "b"] } }""", "says nothing about training")]
    [InlineData("""{ "$x": { "choices": [1] } }""", "this variable is not used in any choice")]
    [InlineData("""{ "a": { "choices": [{ "units": "$x" }] } }""", "there is no variable $x")]
    public void Space_that_makes_no_sense_is_refused_with_its_place(string keys, string says)
    {
        string message = Assert.Throws<PlauditException>(() => Space(keys)).Message;
        Assert.StartsWith("test cannot be used as a search space:\n", message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "training.epoch": { "integer": [1, 5] } }""", "key \"training.epoch\" = 1", "$.training.epoch: unknown key")]
    [InlineData("""{ "layers.9.units": { "integer": [1, 5] } }""", "key \"layers.9.units\" = 1", "expected a position from 0 to 3, found 9")]
    [InlineData("""{ "layers.2.rate": { "uniform": [0, 1.5] } }""", "key \"layers.2.rate\" = 1.5", "$.layers[2].rate: expected a number from 0")]
    [InlineData("""{ "layers.1": { "choices": [{ "type": "dense", "units": 4 }] } }""", "key \"layers.1\"",
        "a dense layer needs one vector a review")]
    public void Keys_and_values_that_no_recipe_has_are_refused_by_name(string keys, string place, string says)
    {
        string message = Assert.Throws<PlauditException>(() => TuningRun.Check(Recipe.Open("quickstart"), Space(keys), 1, 10)).Message;
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "is not a search space")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("""{ "keys": { "a": { "choices": [1] } }, "serach": {} }""", "$.serach: unknown key")]
    [InlineData("""{ "keys": { "a": { "choices": [1] } }, "search": { "kind": "grid" } }""",
        "$.search.kind: expected one of asha, random, found \"grid\"")]
    [InlineData("""{ "keys": { "a": { "choices": [1] } }, "search": { "reduction": 1 } }""",
        "$.search.reduction: expected a whole number from 2 to 10, found 1")]
    [InlineData("""{ "keys": { "a": { "choices": [1] } }, "search": { "kind": "random", "reduction": 3 } }""", "$.search.reduction: unknown key")]
    public void Document_that_is_none_is_refused(string json, string says) =>
        Assert.Contains(says, Assert.Throws<PlauditException>(() => SearchSpace.Parse(json, "test")).Message, StringComparison.Ordinal);

    [Fact]
    public void Built_in_space_spans_what_the_write_up_lists_and_fits_its_recipe()
    {
        var space = SearchSpace.Open("tuned");
        TuningRun.Check(Recipe.Open("tuned"), space, seed: 1, trials: null);
        string[] wanted = ["training.optimizer.rate", "$activation", "training.optimizer.type", "layers", "$units", "$dropout", "training.batchSize",
            "training.epochs", "$l1", "$l2"];
        Assert.Subset(space.Names.ToHashSet(), wanted.ToHashSet());
        Assert.Equal(["tuned"], SearchSpace.BuiltIn);
    }

    private static SearchSpace Space(string keys) => SearchSpace.Parse($$"""{ "keys": {{keys}} }""", "test");

    private static IEnumerable<double> Drawn(string domain)
    {
        SearchSpace space = Space($$"""{ "training.optimizer.rate": {{domain}} }""");
        return Enumerable.Range(0, Draws).Select(trial => space.Draw(11, trial)[0].Number!.Value);
    }

    private static Dictionary<double, int> Counts(string domain) => Drawn(domain).CountBy(value => value).ToDictionary();
}
