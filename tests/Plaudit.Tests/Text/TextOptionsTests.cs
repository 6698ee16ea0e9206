using Plaudit.Text;

namespace Plaudit.Tests.Text;

public class TextOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(new TextOptions().Faults());

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, "<UNK>")]
    [InlineData(10_000_000, null)]
    [InlineData(null, null)]
    public void The_ends_of_the_vocabularys_range_are_valid(int? size, string? token) =>
        Assert.Empty(new TextOptions { VocabularySize = size, OutOfVocabulary = token, MaxLength = 1, Pad = Side.Post }.Faults());

    [Fact]
    public void All_faults_are_listed_together()
    {
        var options = new TextOptions
        {
            Clean = ["lowercase", "strip"],
            Tokenizer = "bert",
            VocabularySize = 1,
            OutOfVocabulary = " ",
            MaxLength = 0,
            Truncate = (Side)7,
            Pad = (Side)8,
        };
        var exception = Assert.Throws<PlauditException>(options.Validate);
        string[] keys = ["clean[1]: ", "tokenizer: ", "vocabularySize: ", "outOfVocabulary: ", "maxLength: ", "truncate: ", "pad: "];
        Assert.All(keys, key => Assert.Contains(key, exception.Message, StringComparison.Ordinal));
        Assert.Equal(keys.Length, options.Faults().Count);
    }

    [Fact]
    public void A_fault_says_what_was_expected_and_found() =>
        Assert.Equal(
            "tokenizer: expected one of keras, words, scikit-learn, found \"bert\"", Assert.Single(new TextOptions { Tokenizer = "bert" }.Faults()));

    [Fact]
    public void Padding_needs_a_length() =>
        Assert.StartsWith("pad: ", Assert.Single(new TextOptions { Pad = Side.Pre }.Faults()), StringComparison.Ordinal);

    [Theory]
    [InlineData(2, "<UNK>")]
    [InlineData(10_000_001, null)]
    [InlineData(-5, null)]
    public void A_vocabulary_size_without_room_for_a_word_or_beyond_reason_is_a_fault(int size, string? token)
    {
        var options = new TextOptions { VocabularySize = size, OutOfVocabulary = token };
        Assert.StartsWith("vocabularySize: ", Assert.Single(options.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_beyond_a_million_is_a_fault() =>
        Assert.StartsWith("maxLength: ", Assert.Single(new TextOptions { MaxLength = int.MaxValue }.Faults()), StringComparison.Ordinal);

    [Fact]
    public void Null_where_a_list_or_name_belongs_is_a_fault()
    {
        TextOptions[] all = [new() { Clean = null! }, new() { Clean = [null!] }, new() { Tokenizer = null! }];
        Assert.Equal(["clean", "clean", "tokenizer"], all.Select(options => Assert.Single(options.Faults()).Split(':')[0]));
    }
}
