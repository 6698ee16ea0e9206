namespace Plaudit.Text;

/// <summary>What keyboards type for the characters that phones, word processors and web pages put in their place.</summary>
internal static class Typography
{
    private static readonly Dictionary<char, string> s_plain = Make();

    /// <summary>The characters that have something put in their place.</summary>
    public static IReadOnlyCollection<char> Replaced => s_plain.Keys;

    /// <summary>The plain text for a character; empty where it only shapes what is around it and cannot be seen.</summary>
    public static bool TryReplace(char character, out string? plain) => s_plain.TryGetValue(character, out plain);

    private static Dictionary<char, string> Make()
    {
        var plain = new Dictionary<char, string>();
        void Add(string characters, string text)
        {
            foreach (char character in characters)
                plain.Add(character, text);
        }

        void AddRange(char first, char last, Func<char, string> text)
        {
            for (int character = first; character <= last; character++)
                plain.Add((char)character, text((char)character));
        }

        // Apostrophes, single quotation marks, accents and primes used as such.
        Add("`\u00B4\u02B9\u02BB\u02BC\u02BD\u02BE\u02BF\u02C8\u02CA\u02CB\u055A\u05F3\u07F4\u07F5\u1FBD\u1FBF\u1FEF\u1FFD\u1FFE", "'");
        Add("\u2018\u2019\u201A\u201B\u2032\u2035\u2039\u203A\u275B\u275C\u275F\uA78B\uA78C", "'");
        Add("\u00AB\u00BB\u02BA\u02DD\u02EE\u05F4\u201C\u201D\u201E\u201F\u2033\u2036\u275D\u275E\u2760\u2E42\u301D\u301E\u301F", "\"");
        // Hyphens join, dashes part.
        Add("\u2010\u2011\u2043\u2212\uFE63", "-");
        Add("\u2012\u2013\u2014\u2015\u2E3A\u2E3B\uFE58", " - ");
        // One mark for one character: three would have one place between them.
        Add("\u2026", ". ");
        // Spaces, line ends and characters that look like nothing.
        Add("\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u2800\u3000", " ");
        Add("\u115F\u1160\u3164\uFFA0", " ");
        // Soft hyphens, zero-width characters, marks of direction, variation selectors.
        Add("\u00AD\u034F\u061C\u180B\u180C\u180D\u180E\u180F\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\uFEFF", "");
        AddRange('\u2060', '\u206F', _ => "");
        AddRange('\uFE00', '\uFE0F', _ => "");
        AddRange('\uFFF9', '\uFFFB', _ => "");
        // Ligatures, as text copied from PDF files has them.
        string[] ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
        AddRange('\uFB00', '\uFB06', character => ligatures[character - '\uFB00']);
        // Full-width forms, which East Asian keyboards type.
        AddRange('\uFF01', '\uFF5E', character => Plain((char)(character - 0xFEE0)));
        // Windows-1252 read as Latin-1: HTML reads these the same way. Undefined ones stay.
        const string Windows =
            "\u20AC\0\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\0\u017D\0\0\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\0\u017E\u0178";
        for (int i = 0; i < Windows.Length; i++)
        {
            if (Windows[i] != '\0')
                plain.Add((char)('\u0080' + i), Plain(Windows[i]));
        }

        return plain;

        string Plain(char character) => plain.GetValueOrDefault(character) ?? character.ToString();
    }
}
