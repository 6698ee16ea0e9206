using System.Text.Json;
using Plaudit.Data;
using Plaudit.Exploration;

namespace Plaudit.Tests.Exploration;

public class DataExplorationTests
{
    [Fact]
    public void Rows_columns_missing_values_and_duplicates_are_counted()
    {
        DataExploration data = Explore(
            train: [("Fine.", Label.Positive), ("Fine.", Label.Positive), ("Fine.", Label.Negative), ("Dull.", Label.Negative),
                ("  ", Label.Negative)],
            test: [("Dull.", Label.Negative), ("Good.", Label.Positive)],
            unlabelled: ["Fine.", ""]);
        Assert.Equal((9, new PartCounts(5, 2, 2)), (data.Rows, data.Parts));
        Assert.Equal([new ColumnSummary("review", "text", 7, 2, 3), new ColumnSummary("sentiment", "label", 7, 2, 2)], data.Columns);
        Assert.Equal(new DuplicateSummary(Rows: 2, Conflicting: 1, AcrossHalves: 1), data.Duplicates);
        Assert.Equal([new ClassCount(Label.Positive, 3, 3 / 9.0), new ClassCount(Label.Negative, 4, 4 / 9.0), new ClassCount(null, 2, 2 / 9.0)],
            data.Classes);
        // Lengths are those of all rows that have a text, words those of the different ones.
        Assert.Equal((7, 5), (data.Lengths.Characters.Count, data.Words.Reviews));
        Assert.Equal([Label.Positive, Label.Negative, null], data.Lengths.BoxPlots.Select(box => box.Label));
        foreach (string part in (string[])["2 rows have no text", "2 rows have no label", "1 texts appear under both labels",
            "1 texts appear in both", "5 different reviews are few"])
            Assert.Contains(data.Notes, note => note.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void Films_are_a_column_where_they_are_known()
    {
        var set = new ReviewSet
        {
            Name = "films",
            Train = [new Review("Fine.", Label.Positive, "tt1", "a"), new Review("Dull.", Label.Negative, null, "b")]
        };
        Assert.Equal(new ColumnSummary("film", "text", 1, 1, 1), DataExploration.Of(set, null, TestContext.Current.CancellationToken).Columns[2]);
    }

    [Fact]
    public void Length_is_in_characters_as_Python_counts_them()
    {
        DataExploration data = Explore(train: [("a😀b", Label.Positive), ("é", Label.Negative)]);
        Assert.Equal((1, 3), (data.Lengths.Characters.Minimum, data.Lengths.Characters.Maximum));
    }

    [Fact]
    public void Length_bins_have_their_lower_edge()
    {
        int[] lengths = [1, 49, 50, 99, 100, 199, 200, 499, 500, 999, 1000, 5000];
        DataExploration data = Explore(train: [.. lengths.Select(length => (new string('a', length), Label.Positive))]);
        Assert.Equal([("<50", 2), ("50-100", 2), ("100-200", 2), ("200-500", 2), ("500-1000", 2), (">1000", 2)],
            data.Lengths.Bins.Select(bin => (bin.Name, bin.Count)));
    }

    [Fact]
    public void Vocabulary_covers_what_its_most_frequent_words_make_up()
    {
        // 4,000 words three times, 2,000 twice, 1,000 once.
        string text = string.Join(' ', Enumerable.Range(0, 7000).SelectMany(i => Enumerable.Repeat($"w{i}", i < 4000 ? 3 : i < 6000 ? 2 : 1)));
        VocabularySummary vocabulary = Explore(train: [(text, Label.Positive)]).Vocabulary;
        Assert.Equal((17_000L, 7000, 1000), (vocabulary.Tokens, vocabulary.Words, vocabulary.OnceOnly));
        Assert.Equal([new(5_000, 14_000 / 17_000.0), new(10_000, 1), new(20_000, 1)], vocabulary.Coverage);
    }

    [Fact]
    public void Length_limits_cut_reviews_that_are_longer()
    {
        int[] tokens = [100, 101, 200, 250, 500];
        DataExploration data = Explore(
            train: [.. tokens.Select((count, i) => ($"w{i} " + string.Concat(Enumerable.Repeat("a ", count - 1)), Label.Positive))]);
        Assert.Equal([new(100, 4, 0.8, 651 / 1151.0), new(200, 2, 0.4, 350 / 1151.0), new(400, 1, 0.2, 100 / 1151.0)], data.LengthLimits);
    }

    [Fact]
    public void One_class_has_words_but_none_that_tell_it_apart()
    {
        DataExploration data = Explore(train: [.. Enumerable.Range(0, 10).Select(i => ($"A fine film, number {i}.", Label.Positive))]);
        Assert.Equal(Label.Positive, Assert.Single(data.Words.Classes).Label);
        Assert.Equal([new WordCount("film", 10), new WordCount("fine", 10), new WordCount("number", 10)], data.Words.Classes[0].Top);
        Assert.Empty(data.Words.Positive);
        Assert.Empty(data.Words.Negative);
        Assert.Contains(data.Notes, note => note.StartsWith("all 10 labelled reviews are positive", StringComparison.Ordinal));
    }

    [Fact]
    public void Unlabelled_reviews_are_a_class_of_their_own()
    {
        DataExploration data = Explore(unlabelled: ["A fine film.", "A dull film."]);
        Assert.Equal([new ClassCount(null, 2, 1)], data.Classes);
        Assert.Equal(new WordCount("film", 2), data.Words.Classes[0].Top[0]);
        Assert.Contains(data.Notes, note => note.StartsWith("no row has a label", StringComparison.Ordinal));
    }

    [Fact]
    public void Skewed_labels_are_told()
    {
        DataExploration data = Explore(train: [.. Enumerable.Range(0, 20).Select(i => ($"Film {i}.", i < 18 ? Label.Negative : Label.Positive))]);
        Assert.Contains(data.Notes, note => note.StartsWith("90 % of the labelled reviews are negative", StringComparison.Ordinal));
    }

    [Fact]
    public void Reviews_of_one_character_of_a_megabyte_and_of_no_words_are_explored()
    {
        DataExploration data = Explore(
            train: [("a", Label.Positive), (string.Concat(Enumerable.Repeat("film ", 200_000)), Label.Negative), ("!?", Label.Positive)]);
        Assert.Equal((1, 1_000_000), (data.Lengths.Characters.Minimum, data.Lengths.Characters.Maximum));
        Assert.Equal(200_001, data.Vocabulary.Tokens);
        DataExploration wordless = Explore(train: [("...", Label.Positive), ("<br />", Label.Negative)]);
        Assert.Equal((0L, null), (wordless.Vocabulary.Tokens, wordless.Vocabulary.Coverage[0].Share));
        Assert.Contains(wordless.Notes, note => note.Contains("no words", StringComparison.Ordinal));
        Assert.All(wordless.Words.Classes, c => Assert.Empty(c.Top));
    }

    [Fact]
    public void Other_scripts_have_words()
    {
        DataExploration data = Explore(
            train:
            [("Очень хороший фильм, фильм!", Label.Positive),
            ("这部电影 很无聊", Label.Negative), ("فيلم رائع فيلم", Label.Positive)]);
        Assert.Contains(new WordCount("фильм", 2), data.Words.Classes[0].Top);
        Assert.Contains(new WordCount("فيلم", 2), data.Words.Classes[0].Top);
        Assert.Contains(new WordCount("这部电影", 1), data.Words.Classes[1].Top);
        Assert.Contains("\"这部电影\"", data.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_any_text_are_refused() =>
        Assert.Contains("nothing to explore", Assert.Throws<PlauditException>(() => Explore(train: [(" ", Label.Positive)])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Options_are_checked_all_together()
    {
        var set = new ReviewSet { Name = "x", Train = [new Review("Fine.", Label.Positive, null, "a")] };
        var options = new ExplorationOptions { Threads = 0, TopWords = 0, CloudWords = -1, Text = new() { Clean = ["wash"] } };
        string message = Assert.Throws<PlauditException>(() => DataExploration.Of(set, options, TestContext.Current.CancellationToken)).Message;
        foreach (string part in (string[])["threads: expected 1 to 1024, found 0", "topWords", "cloudWords", "text.clean[0]"])
            Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_camel_case_names_null_for_what_is_not_defined_and_one_answer_for_any_threads()
    {
        var set = new ReviewSet { Name = "one", Train = [new Review("Fine.", Label.Positive, null, "a")] };
        string json = DataExploration.Of(set, new ExplorationOptions { Threads = 1 }, TestContext.Current.CancellationToken).ToJson();
        Assert.Equal(json, DataExploration.Of(set, new ExplorationOptions { Threads = 5 }, TestContext.Current.CancellationToken).ToJson());
        using var document = JsonDocument.Parse(json);
        JsonElement lengths = document.RootElement.GetProperty("lengths");
        Assert.Equal(JsonValueKind.Null, lengths.GetProperty("characters").GetProperty("standardDeviation").ValueKind);
        Assert.Equal("positive", lengths.GetProperty("boxPlots")[0].GetProperty("label").GetString());
        Assert.False(lengths.GetProperty("characters").TryGetProperty("formattedValues", out _));
    }

    private static DataExploration Explore(
        IReadOnlyList<(string Text, Label Label)>? train = null, IReadOnlyList<(string Text, Label Label)>? test = null,
            IReadOnlyList<string>? unlabelled = null) =>
        DataExploration.Of(new ReviewSet
        {
            Name = "test",
            Train = [.. (train ?? []).Select((review, i) => new Review(review.Text, review.Label, null, $"train {i}"))],
            Test = [.. (test ?? []).Select((review, i) => new Review(review.Text, review.Label, null, $"test {i}"))],
            Unlabelled = [.. (unlabelled ?? []).Select((text, i) => new Review(text, null, null, $"unlabelled {i}"))],
        });
}
