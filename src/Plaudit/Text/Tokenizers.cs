namespace Plaudit.Text;

/// <summary>The tokenizers a recipe can name. A new one is a class and a line here.</summary>
internal static class Tokenizers
{
    public static IReadOnlyList<ITokenizer> All { get; } =
    [
        new KerasTokenizer(),
        new WordTokenizer(),
        new ScikitLearnTokenizer(),
    ];
}
