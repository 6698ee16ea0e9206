using FsCheck;
using FsCheck.Fluent;

namespace Plaudit.Tests.Text;

/// <summary>Random texts: what reviews are made of, what trips tokenizers, and any UTF-16 unit at all, unpaired surrogates included.</summary>
internal static class RandomTexts
{
    private static readonly string[] s_pieces =
    [
        "film", "Great", "don't", "the", "a", "'", "\u2019", "<", ">", "<br />", "\n", "\t", "\r", " ", "  ", "\u00A0", ".", ",", "-", "_", "!", "7",
            "10/10",
        "\u03A3", "\u0391", "\u0130", "\u00DF", "\u01C5", "\u0301", "\u200D", "\u00AD", "\uFE0F", "\U0001F600", "\U00010400", "\u96FB", "\u02B0",
            "&rsquo;", "&#39;", "&amp;", "&", "e\u0323\u0301", "\u0301\u0323",
        "\u1100", "\u1161", "\uAC00", "\u11A8", "\u2026", "\u2014", "\uFB03", "\uFF21", "\u0958", "\u200B",
    ];

    public static Arbitrary<string> Any { get; } = Concatenated(Gen.Frequency(
        (12, Gen.Elements(s_pieces)),
        (2, Gen.Choose(0, 0xFFFF).Select(unit => ((char)unit).ToString())),
        (1, Gen.Choose(0x10000, 0x10FFFF).Select(char.ConvertFromUtf32)))).ToArbitrary();

    /// <summary>Words a small vocabulary knows and others, one space between them.</summary>
    public static Arbitrary<string> Sentences { get; } =
        Gen.Elements("good", "bad", "film", "the", "dull", "zebra", "quark").ListOf().Select(words => string.Join(' ', words)).ToArbitrary();

    private static Gen<string> Concatenated(Gen<string> piece) => piece.ListOf().Select(string.Concat);
}
