using Plaudit.Text;

namespace Plaudit.Recipes;

/// <summary>The <c>text</c> part of a recipe.</summary>
internal static class RecipeText
{
    public static TextOptions Read(JsonSection json)
    {
        var defaults = new TextOptions();
        var options = new TextOptions
        {
            Clean = json.Texts("clean", [.. TextOptions.CleaningStepNames]),
            Tokenizer = json.Choice("tokenizer", defaults.Tokenizer, [.. TextOptions.TokenizerNames]),
            // Null says "all words", so a missing key and a null differ here.
            VocabularySize = json.IsNull("vocabularySize") ? null : json.Integer("vocabularySize", 2, 10_000_000, defaults.VocabularySize),
            OutOfVocabulary = json.Has("outOfVocabulary") ? json.Text("outOfVocabulary") : null,
            MaxLength = json.Has("maxLength") ? json.Integer("maxLength", 1, 1_000_000) : null,
            Truncate = json.Choice("truncate", "pre", "pre", "post") == "post" ? Side.Post : Side.Pre,
            Pad = json.Has("pad") ? json.Choice("pad", null, "pre", "post") == "post" ? Side.Post : Side.Pre : null,
        };
        json.RefuseUnknown();
        return options;
    }

    /// <summary>A baseline reads a review whole, as the words it has: there is nothing to cut, to pad or to put in an unknown word's place.</summary>
    /// <param name="json">The <c>text</c> object.</param>
    /// <param name="learnsWords">Whether the words come from the training reviews, so that their number can be limited.</param>
    public static TextOptions ReadForBaseline(JsonSection json, bool learnsWords)
    {
        var options = new TextOptions
        {
            Clean = json.Texts("clean", [.. TextOptions.CleaningStepNames]),
            Tokenizer = json.Choice("tokenizer", new TextOptions().Tokenizer, [.. TextOptions.TokenizerNames]),
            VocabularySize = learnsWords && json.Has("vocabularySize") ? json.Integer("vocabularySize", 3, 10_000_000) : null,
        };
        json.RefuseUnknown();
        return options;
    }
}
