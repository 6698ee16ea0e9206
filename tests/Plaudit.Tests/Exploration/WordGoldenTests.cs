using System.Text.Json;
using Plaudit.Data;
using Plaudit.Exploration;
using Plaudit.Tests.Text;
using Plaudit.Text;

namespace Plaudit.Tests.Exploration;

/// <summary>Words of the classes beside those of scikit-learn, and log-odds beside NumPy's, made by tools/golden/exploration_scipy.py.</summary>
public class WordGoldenTests
{
    private static readonly JsonElement s_golden = Golden.Load("exploration_scipy.json");
    private static readonly JsonElement s_text = s_golden.GetProperty("text");

    [Fact]
    public void Stop_words_are_those_of_scikit_learn()
    {
        Assert.Equal(318, EnglishStopWords.All.Count);
        Assert.Equal(Golden.Strings(s_golden.GetProperty("stopWords")), EnglishStopWords.All.Order(StringComparer.Ordinal));
        Assert.False(EnglishStopWords.Contains("seven"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Frequent_words_are_those_of_CountVectorizer(int threads)
    {
        WordSummary words = Explore(threads).Words;
        Assert.Equal(60, words.Reviews);
        foreach ((ClassWords found, string name, int place) in words.Classes.Zip((string[])["positive", "negative"], [0, 1]))
        {
            (string, long)[] expected = [.. s_text.GetProperty(name).EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetInt64()))];
            Assert.Equal(expected.Take(20), found.Top.Select(word => (word.Word, word.Count)));
            Assert.Equal(expected.Take(100), found.Cloud.Select(word => (word.Word, word.Count)));
            Assert.Equal(s_text.GetProperty("words")[place].GetInt64(), found.Words);
        }
    }

    [Fact]
    public void Telling_words_are_those_of_the_log_odds()
    {
        WordSummary words = Explore(2).Words;
        (string Word, double LogOdds, double Z)[] expected =
            [.. s_text.GetProperty("logOdds").EnumerateObject().Select(word => (word.Name, word.Value[0].GetDouble(), word.Value[1].GetDouble()))];
        Check(expected.OrderByDescending(word => word.Z).ThenBy(word => word.Word, StringComparer.Ordinal), words.Positive);
        Check(expected.OrderBy(word => word.Z).ThenByDescending(word => word.Word, StringComparer.Ordinal), words.Negative);

        static void Check(IEnumerable<(string Word, double LogOdds, double Z)> expected, IReadOnlyList<TellingWord> found)
        {
            Assert.Equal(20, found.Count);
            foreach ((TellingWord word, (string Word, double LogOdds, double Z) golden) in found.Zip(expected))
            {
                Assert.Equal(golden.Z, word.ZScore, 1e-9);
                Assert.Equal(golden.LogOdds, word.LogOdds, 1e-9);
            }
        }
    }

    [Fact]
    public void Tokens_of_reviews_are_those_of_the_split_text()
    {
        int[] tokens = [.. Golden.Numbers(s_text.GetProperty("tokens")).Order()];
        DataExploration data = Explore(2);
        Assert.Equal(Description.Of(tokens), data.Lengths.Tokens);
        Assert.Equal(tokens.Sum(), data.Vocabulary.Tokens);
    }

    private static DataExploration Explore(int threads) => DataExploration.Of(
        new ReviewSet
        {
            Name = "golden",
            Train = [.. s_text.GetProperty("reviews").EnumerateArray()
                .Select((pair, i) => new Review(pair[0].GetString()!, (Label)pair[1].GetInt32(), null, $"{i}"))],
        },
        new ExplorationOptions { Threads = threads });
}
