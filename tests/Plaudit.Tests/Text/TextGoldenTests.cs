using System.Text.Json;
using Plaudit.Text;

namespace Plaudit.Tests.Text;

/// <summary>Plaudit against Python on the texts of tools/golden/text_cases.py.</summary>
public class TextGoldenTests
{
    private static readonly string[] s_notebook = ["lowercase", "remove-html", "remove-punctuation"];
    private static readonly JsonElement s_golden = Golden.Load("text_cases.json");

    [Fact]
    public void Every_cleaning_step_gives_what_Python_gives()
    {
        foreach (JsonElement item in Texts())
        {
            string text = item.GetProperty("text").GetString()!;
            foreach (JsonProperty step in item.GetProperty("cleaned").EnumerateObject())
                Assert.Equal((step.Name, text, step.Value.GetString()!), (step.Name, text, TextPipeline.Clean(text, step.Name)));
        }
    }

    [Fact]
    public void The_notebooks_cleaning_gives_what_Python_gives()
    {
        foreach (JsonElement item in Texts())
            Assert.Equal(item.GetProperty("notebook").GetString(), TextPipeline.Clean(item.GetProperty("text").GetString()!, s_notebook));
    }

    [Theory]
    [InlineData("keras", "keras", false)]
    [InlineData("notebookKeras", "keras", true)]
    [InlineData("words", "words", false)]
    public void Every_tokenizer_gives_what_Python_gives(string expected, string tokenizer, bool cleaned)
    {
        TextEncoder encoder = TextPipeline.Encoder(new TextOptions { Tokenizer = tokenizer, Clean = cleaned ? s_notebook : [] });
        foreach (JsonElement item in Texts())
        {
            string text = item.GetProperty("text").GetString()!;
            Assert.Equal((text, string.Join('|', Golden.Strings(item.GetProperty(expected)))), (text, string.Join('|', encoder.Tokenize(text))));
        }
    }

    [Fact]
    public void Every_encoder_learns_the_words_and_gives_the_ids_that_Python_gives()
    {
        JsonElement[] encoders = [.. s_golden.GetProperty("encoders").EnumerateArray()];
        Assert.True(encoders.Length > 10);
        foreach (JsonElement item in encoders)
        {
            var encoder = TextEncoder.Fit(Options(item.GetProperty("options")), Golden.Strings(item.GetProperty("training")));
            Assert.Equal(Golden.Strings(item.GetProperty("words")), encoder.Vocabulary.Words);
            foreach (JsonElement text in item.GetProperty("texts").EnumerateArray())
            {
                EncodedText encoded = encoder.Encode(text.GetProperty("text").GetString()!);
                Assert.Equal(Golden.Numbers(text.GetProperty("ids")), encoded.Ids);
                Assert.Equal(text.GetProperty("tokens").GetInt32(), encoded.Tokens);
                Assert.Equal(text.GetProperty("unknownTokens").GetInt32(), encoded.UnknownTokens);
                Assert.Equal(text.GetProperty("truncated").GetBoolean(), encoded.Truncated);
            }
        }
    }

    private static JsonElement[] Texts()
    {
        JsonElement[] texts = [.. s_golden.GetProperty("texts").EnumerateArray()];
        Assert.True(texts.Length > 200);
        return texts;
    }

    private static TextOptions Options(JsonElement options) => new()
    {
        Clean = Golden.Strings(options.GetProperty("clean")),
        Tokenizer = options.GetProperty("tokenizer").GetString()!,
        VocabularySize = Number(options.GetProperty("vocabularySize")),
        OutOfVocabulary = options.GetProperty("outOfVocabulary").GetString(),
        MaxLength = Number(options.GetProperty("maxLength")),
        Truncate = Enum.Parse<Side>(options.GetProperty("truncate").GetString()!, ignoreCase: true),
        Pad = options.GetProperty("pad").GetString() is string pad ? Enum.Parse<Side>(pad, ignoreCase: true) : null,
    };

    private static int? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetInt32();
}
