using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Text;

namespace Plaudit.Tests.Models;

public sealed class PretrainedVectorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("film 1 -2.5\nfine 3e-2 4\n")]
    [InlineData("film 1 -2.5\nfine 3e-2 4")]
    [InlineData("film 1 -2.5\r\n\r\nfine 3e-2 4 \r\n")]
    [InlineData("\uFEFFfilm 1 -2.5\nfine\t3e-2\t4\n")]
    [InlineData("2 2\nfilm 1 -2.5 \nfine 3e-2 4 \n")]
    [InlineData("other 9 9\nfilm 1 -2.5\nFILM 8 8\nfine 3e-2 4\n")]
    public void Words_take_their_vectors_and_the_others_keep_their_own(string content)
    {
        SentimentModel plain = Model(null);
        SentimentModel model = Model(_folder.Write("vectors.txt", content));
        Assert.Equal(new VectorCoverage(2, 3, 0), PretrainedVectors.Load(model, TestContext.Current.CancellationToken));
        Assert.Equal([.. plain.Parameters[0].Value[..2], 1, -2.5f, .. plain.Parameters[0].Value[4..6], 0.03f, 4],
            model.Parameters[0].Value.ToArray());
        Assert.Equal(plain.Parameters[1].Value.ToArray(), model.Parameters[1].Value.ToArray());
        Assert.Null(PretrainedVectors.Load(plain, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Tokens_may_contain_spaces_and_characters_that_look_like_line_breaks()
    {
        string path = _folder.Write("vectors.txt", "the 9 9\n. . . 0.5 0.5\nat name@domain.com 0.1 0.2\n\u0085 7 7\nfine 3 4\na\u2028b 5 6\n");
        SentimentModel model = Model(path, "film", "\u0085", "fine", "a\u2028b", ". . .");
        Assert.Equal(new VectorCoverage(4, 5, 0), PretrainedVectors.Load(model, TestContext.Current.CancellationToken));
        Assert.Equal([7, 7, 3, 4, 5, 6, 0.5f, 0.5f], model.Parameters[0].Value[4..].ToArray());
    }

    [Fact]
    public void First_vector_of_a_word_counts_and_the_others_are_told()
    {
        SentimentModel model = Model(_folder.Write("vectors.txt", "film 1 2\nx 0 0\nfilm 3 4\nx 0 0\nfilm 5 6\n"));
        Assert.Equal(new VectorCoverage(1, 3, 2), PretrainedVectors.Load(model, TestContext.Current.CancellationToken));
        Assert.Equal([1, 2], model.Parameters[0].Value[2..4].ToArray());
    }

    [Fact]
    public void Words_beyond_the_vocabulary_size_are_not_words_of_the_model()
    {
        string path = _folder.Write("vectors.txt", "film 1 2\nfine 3 4\n");
        var recipe = Recipe.Parse(Json(path).Replace("null }", "3 }", StringComparison.Ordinal), "test");
        var model = SentimentModel.Create(recipe, new TextEncoder(recipe.Text, new Vocabulary(["film", "dull", "fine"])));
        Assert.Equal(new VectorCoverage(1, 2, 0), PretrainedVectors.Load(model, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("", "holds no word vectors: expected lines of a token and 2 numbers")]
    [InlineData("\n\n", "holds no word vectors")]
    [InlineData("film 1 2 3\n", "line 1: expected vectors of 2 numbers (the embedding's \"size\"), found 3. Use another file, or `layers.0.size=3`")]
    [InlineData("film 1\n", "line 1: expected vectors of 2 numbers (the embedding's \"size\"), found 1")]
    [InlineData("7 1 2 3\n", "line 1: expected vectors of 2 numbers (the embedding's \"size\"), found 3")]
    [InlineData("10 300\nfilm 1 2\n", "line 1: expected vectors of 2 numbers (the embedding's \"size\"), found 300")]
    [InlineData("3 2\nfilm 1 2\n", "line 1: the header says 3 vectors, but the file holds 1. It may be cut")]
    [InlineData("film 1 2\nfine 3\n", "line 2: expected a token and 2 numbers as in the lines before, found 1 fields after 'fine'")]
    [InlineData("film 1 2\nother\n", "line 2: expected a token and 2 numbers as in the lines before, found 0 fields after 'other'")]
    [InlineData("film 1 2\nother 1 2 3\n",
        "line 2: expected a token and 2 numbers as in the lines before, found more than 2 fields after 'other 1'")]
    [InlineData("x 1 2\nfilm 1 nan\n", "line 2, vector of 'film': expected finite numbers, found 'nan'")]
    [InlineData("x 1 2\nfilm 1 inf\n", "line 2, vector of 'film': expected finite numbers, found 'inf'")]
    [InlineData("x 1 2\nfilm 1e99 2\n", "found '1e99'")]
    [InlineData("x 1 2\nfilm one 2\n", "line 2, vector of 'film': expected finite numbers, found 'one'")]
    [InlineData("<html>\n", "line 1: expected a token and 2 numbers, found '<html>'. GloVe's and word2vec's text formats are read")]
    public void File_that_is_not_as_its_format_says_is_refused(string content, string expected)
    {
        string path = _folder.Write("vectors.txt", content);
        SentimentModel model = Model(path);
        string message = Assert.Throws<PlauditException>(() => PretrainedVectors.Load(model, TestContext.Current.CancellationToken)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.StartsWith(path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_without_an_end_is_refused()
    {
        SentimentModel model = Model(_folder.Write("vectors.txt", "film 1 2\n" + new string('a', 2_000_000)));
        Assert.Contains(
            "line 2 has more than 1,048,576 bytes",
            Assert.Throws<PlauditException>(() => PretrainedVectors.Load(model, TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void File_longer_than_the_buffer_is_read_whole()
    {
        string path = _folder.Write("vectors.txt", string.Concat(Enumerable.Range(0, 200_000).Select(i => $"word{i} {i} -{i}\n")) + "fine 3 4\n");
        SentimentModel model = Model(path, "word0", "word77777", "word199999", "fine");
        Assert.Equal(new VectorCoverage(4, 4, 0), PretrainedVectors.Load(model, TestContext.Current.CancellationToken));
        Assert.Equal([0, 0, 77777, -77777, 199999, -199999, 3, 4], model.Parameters[0].Value[2..].ToArray());
    }

    [Theory]
    [InlineData("""{ "type": "embedding", "size": 2, "vectors": "" }""",
        "$.layers[0].vectors: expected the path of a file of word vectors, found an empty text")]
    [InlineData("""{ "type": "embedding", "size": 2, "vectors": 3 }""", "$.layers[0].vectors: expected a text, found 3")]
    [InlineData("""{ "type": "embedding", "size": 2, "trainable": "no" }""", "$.layers[0].trainable: expected true or false, found \"no\"")]
    [InlineData("""{ "type": "embedding", "size": 2, "trainable": false, "l2": 0.1 }""",
        "$.layers[0].trainable: a table that is not trained cannot have a penalty")]
    public void Options_that_make_no_sense_are_refused(string embedding, string expected)
    {
        string json = $$"""{ "name": "test", "layers": [ {{embedding}}, { "type": "mean-pooling" }, { "type": "dense", "units": 1 } ] }""";
        Assert.Contains(expected, Assert.Throws<PlauditException>(() => Recipe.Parse(json, "test")).Message, StringComparison.Ordinal);
    }

    private static SentimentModel Model(string? vectors, params string[] words)
    {
        var recipe = Recipe.Parse(Json(vectors), "test");
        return SentimentModel.Create(recipe, new TextEncoder(recipe.Text, new Vocabulary(words.Length > 0 ? words : ["film", "dull", "fine"])));
    }

    private static string Json(string? vectors) => $$"""
        { "name": "test", "text": { "vocabularySize": null },
          "layers": [ { "type": "embedding", "size": 2, "vectors": {{System.Text.Json.JsonSerializer.Serialize(vectors)}} },
                      { "type": "mean-pooling" }, { "type": "dense", "units": 1 } ] }
        """;
}
