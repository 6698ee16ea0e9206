using Plaudit.Text;

namespace Plaudit.Tests.Text;

public class VocabularyTests
{
    [Fact]
    public void Words_are_ranked_by_count_and_ties_by_first_appearance() =>
        Assert.Equal(["film", "the", "good", "bad"], Vocabulary.Build("the good film bad film the film".Split(' ')).Words);

    [Fact]
    public void Ids_start_at_one()
    {
        var vocabulary = new Vocabulary(["the", "film"]);
        Assert.Equal(2, vocabulary.Count);
        Assert.True(vocabulary.TryGetId("the", out int first));
        Assert.True(vocabulary.TryGetId("a film".AsSpan(2), out int second));
        Assert.Equal((1, 2), (first, second));
        Assert.Equal(("the", "film"), (vocabulary.WordOf(1), vocabulary.WordOf(2)));
    }

    [Fact]
    public void Words_are_told_apart_to_the_character()
    {
        var vocabulary = new Vocabulary(["caf\u00E9"]);
        Assert.False(vocabulary.TryGetId("cafe\u0301", out int id));
        Assert.Equal(0, id);
        Assert.False(vocabulary.TryGetId("CAF\u00C9", out _));
    }

    [Fact]
    public void Only_words_with_an_id_below_the_size_are_kept() =>
        Assert.Equal(["a", "b"], Vocabulary.Build("a a a b b c".Split(' '), vocabularySize: 3).Words);

    [Fact]
    public void The_out_of_vocabulary_token_comes_first_and_is_not_counted()
    {
        Assert.Equal(["<UNK>", "a", "b"], Vocabulary.Build("a a b".Split(' '), outOfVocabulary: "<UNK>").Words);
        Assert.Equal(["unk", "a"], Vocabulary.Build("unk unk unk a a b".Split(' '), vocabularySize: 3, outOfVocabulary: "unk").Words);
    }

    [Fact]
    public void A_list_of_words_makes_the_round_trip()
    {
        Vocabulary vocabulary = Vocabulary.Build("the good film bad film the film".Split(' '));
        Assert.Equal(vocabulary.Words, new Vocabulary(vocabulary.Words).Words);
    }

    [Theory]
    [InlineData(new[] { "a", "" }, "id 2 is empty")]
    [InlineData(new[] { "a", null }, "id 2 is empty")]
    [InlineData(new[] { "a", "b", "a" }, "\"a\" twice, as id 1 and as id 3")]
    public void An_empty_or_repeated_word_is_refused_by_id(string?[] words, string expected) =>
        Assert.Contains(expected, Assert.Throws<PlauditException>(() => new Vocabulary(words!)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void An_id_without_a_word_is_refused(int id)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Vocabulary(["a", "b"]).WordOf(id));
        Assert.Contains("ids are 1 to 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_without_room_for_a_word_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.Build(["a"], vocabularySize: 1));
}
