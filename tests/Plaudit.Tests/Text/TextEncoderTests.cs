using Plaudit.Text;

namespace Plaudit.Tests.Text;

public class TextEncoderTests
{
    [Fact]
    public void The_notebooks_recipe_cleans_encodes_cuts_and_pads()
    {
        var options = new TextOptions
        {
            Clean = ["lowercase", "remove-html", "remove-punctuation"],
            MaxLength = 4,
            Truncate = Side.Post,
            Pad = Side.Post,
        };
        var encoder = TextEncoder.Fit(options, ["A GREAT film.<br />Great!", "a dull film"]);
        // "film." and "Great" had only a tag between them: the notebook's cleaning joins them.
        Assert.Equal(["a", "great", "filmgreat", "dull", "film"], encoder.Vocabulary.Words);
        Assert.Equal([1, 2, 5, 0], encoder.Encode("A great, great-ish FILM!").Ids);
    }

    [Fact]
    public void Unknown_words_are_dropped_and_counted()
    {
        EncodedText encoded = TextPipeline.Encoder(new TextOptions(), "good", "film").Encode("A good, good and unseen film");
        Assert.Equal([1, 1, 2], encoded.Ids);
        Assert.Equal((6, 3, false), (encoded.Tokens, encoded.UnknownTokens, encoded.Truncated));
    }

    [Fact]
    public void Unknown_words_become_id_1_with_an_out_of_vocabulary_token()
    {
        EncodedText encoded = TextPipeline.Encoder(new TextOptions { OutOfVocabulary = "<UNK>" }, "<UNK>", "film").Encode("a film");
        Assert.Equal([1, 2], encoded.Ids);
        Assert.Equal(1, encoded.UnknownTokens);
    }

    [Fact]
    public void A_text_that_spells_the_out_of_vocabulary_token_is_unknown_there()
    {
        EncodedText encoded = TextPipeline.Encoder(new TextOptions { OutOfVocabulary = "unk" }, "unk", "film").Encode("unk film");
        Assert.Equal([1, 2], encoded.Ids);
        Assert.Equal(1, encoded.UnknownTokens);
    }

    [Fact]
    public void Words_beyond_the_vocabulary_size_are_unknown_even_if_the_vocabulary_holds_them()
    {
        TextEncoder encoder = TextPipeline.Encoder(new TextOptions { VocabularySize = 3 }, "a", "b", "c", "d");
        Assert.Equal(3, encoder.IdCount);
        Assert.Equal([1, 2], encoder.Encode("d c a b").Ids);
        Assert.Equal(2, encoder.Encode("d c a b").UnknownTokens);
    }

    [Theory]
    [InlineData(10_000, 4)]
    [InlineData(null, 4)]
    [InlineData(4, 4)]
    [InlineData(2, 2)]
    public void An_embedding_needs_a_row_for_padding_and_for_every_word_used(int? size, int expected) =>
        Assert.Equal(expected, TextEncoder.Fit(new TextOptions { VocabularySize = size }, ["a b c"]).IdCount);

    [Theory]
    [InlineData(Side.Pre, null, new[] { 3, 4, 5 })]
    [InlineData(Side.Post, null, new[] { 1, 2, 3 })]
    [InlineData(Side.Pre, Side.Pre, new[] { 3, 4, 5 })]
    [InlineData(Side.Post, Side.Post, new[] { 1, 2, 3 })]
    public void Truncation_cuts_the_side_named(Side truncate, Side? pad, int[] expected)
    {
        var options = new TextOptions { MaxLength = 3, Truncate = truncate, Pad = pad };
        EncodedText encoded = TextPipeline.Encoder(options, "a", "b", "c", "d", "e").Encode("a b c d e x");
        Assert.Equal(expected, encoded.Ids);
        Assert.Equal((6, 1, true), (encoded.Tokens, encoded.UnknownTokens, encoded.Truncated));
    }

    [Theory]
    [InlineData(Side.Pre, new[] { 0, 0, 1, 2 })]
    [InlineData(Side.Post, new[] { 1, 2, 0, 0 })]
    [InlineData(null, new[] { 1, 2 })]
    public void Padding_fills_the_side_named(Side? pad, int[] expected)
    {
        EncodedText encoded = TextPipeline.Encoder(new TextOptions { MaxLength = 4, Pad = pad }, "a", "b").Encode("a b");
        Assert.Equal(expected, encoded.Ids);
        Assert.False(encoded.Truncated);
    }

    [Fact]
    public void Dropped_words_do_not_count_towards_the_length()
    {
        EncodedText encoded = TextPipeline.Encoder(new TextOptions { MaxLength = 2 }, "a", "b").Encode("a x x x b");
        Assert.Equal([1, 2], encoded.Ids);
        Assert.False(encoded.Truncated);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("?!", 0)]
    [InlineData("never seen", 2)]
    public void A_text_without_a_known_word_is_one_padding_id(string text, int tokens)
    {
        EncodedText encoded = TextPipeline.Encoder(new TextOptions(), "film").Encode(text);
        Assert.Equal([0], encoded.Ids);
        Assert.Equal((tokens, tokens), (encoded.Tokens, encoded.UnknownTokens));
        Assert.Equal([0, 0, 0], TextPipeline.Encoder(new TextOptions { MaxLength = 3, Pad = Side.Pre }, "film").Encode(text).Ids);
    }

    [Fact]
    public void Fitting_reads_the_training_texts_once()
    {
        int read = 0;
        IEnumerable<string> Texts()
        {
            read++;
            yield return "a film";
        }

        TextEncoder.Fit(new TextOptions(), Texts());
        Assert.Equal(1, read);
    }

    [Fact]
    public void Training_texts_without_a_word_are_refused()
    {
        var exception = Assert.Throws<PlauditException>(() => TextEncoder.Fit(new TextOptions(), ["", "..."]));
        Assert.Contains("found none in 2 texts", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_not_taken_for_an_empty_text()
    {
        Assert.Throws<ArgumentNullException>(() => TextPipeline.Encoder(new TextOptions(), "a").Encode(null!));
        Assert.Throws<ArgumentNullException>(() => TextEncoder.Fit(new TextOptions(), ["a", null!]));
    }

    [Fact]
    public void Options_that_are_not_valid_are_refused()
    {
        var options = new TextOptions { Tokenizer = "bert" };
        Assert.Throws<PlauditException>(() => TextEncoder.Fit(options, ["a"]));
        Assert.Throws<PlauditException>(() => TextPipeline.Encoder(options, "a"));
    }

    [Theory]
    [InlineData(new[] { "film" }, "found \"film\"")]
    [InlineData(new string[0], "found no words")]
    public void A_vocabulary_built_without_the_out_of_vocabulary_token_is_refused(string[] words, string expected)
    {
        var options = new TextOptions { OutOfVocabulary = "<UNK>" };
        Assert.Contains(expected, Assert.Throws<PlauditException>(() => TextPipeline.Encoder(options, words)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decoding_names_the_words_and_leaves_padding_out()
    {
        var options = new TextOptions { OutOfVocabulary = "<UNK>", MaxLength = 6, Pad = Side.Pre };
        TextEncoder encoder = TextPipeline.Encoder(options, "<UNK>", "good", "film");
        Assert.Equal("<UNK> good film", encoder.Decode(encoder.Encode("A GOOD film").Ids));
        Assert.Equal("", encoder.Decode([0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Decode([4]));
    }

    [Fact]
    public void An_encoder_put_together_from_options_and_words_gives_the_same_ids()
    {
        var options = new TextOptions { Tokenizer = "words", VocabularySize = 6, OutOfVocabulary = "<UNK>", MaxLength = 8 };
        string[] texts = ["It's good, isn't it?", "Not good: it's dull, dull, dull!"];
        var fitted = TextEncoder.Fit(options, texts);
        var loaded = new TextEncoder(options, new Vocabulary(fitted.Vocabulary.Words));
        Assert.Equal(fitted.IdCount, loaded.IdCount);
        Assert.All(texts, text => Assert.Equal(fitted.Encode(text).Ids, loaded.Encode(text).Ids));
    }

    [Theory]
    [InlineData("keras")]
    [InlineData("words")]
    public void Encoding_allocates_its_ids_and_nothing_else(string tokenizer)
    {
        var options = new TextOptions { Clean = ["lowercase", "remove-html", "remove-punctuation"], Tokenizer = tokenizer, MaxLength = 100 };
        string text = string.Concat(Enumerable.Repeat("A GREAT film<br />\u039F\u0394\u039F\u03A3, don't \u0130 miss \U0001F600 it! ", 50));
        var encoder = TextEncoder.Fit(options, [text]);
        encoder.Encode(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
            encoder.Encode(text);
        // An array of 100 ids: three words of header and length, and the ids.
        Assert.Equal(20 * (24 + (100 * sizeof(int))), GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
