using Plaudit.Text;

namespace Plaudit.Tests.Text;

/// <summary>Steps and tokenizers by name, on strings.</summary>
internal static class TextPipeline
{
    public static string Clean(string text, params string[] steps)
    {
        using CleanedText cleaned = new TextCleaner([.. steps.Select(name => CleaningSteps.All.Single(step => step.Name == name))]).Clean(text);
        return cleaned.Text.ToString();
    }

    /// <summary>The tokens as a tokenizer alone finds them, without the preparation it asks for.</summary>
    public static List<string> TokensOf(string text, string tokenizerName)
    {
        ITokenizer tokenizer = Tokenizers.All.Single(candidate => candidate.Name == tokenizerName);
        var tokens = new List<string>();
        int position = 0;
        while (tokenizer.TryRead(text, ref position, out ReadOnlySpan<char> token))
            tokens.Add(token.ToString());
        Assert.Equal(text.Length, position);
        return tokens;
    }

    /// <summary>Text options from a golden case or a test, with an encoder that knows only <paramref name="words"/>.</summary>
    public static TextEncoder Encoder(TextOptions options, params string[] words) => new(options, new Vocabulary(words));
}
