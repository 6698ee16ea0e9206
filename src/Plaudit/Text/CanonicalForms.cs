using System.Buffers;
using System.Globalization;

namespace Plaudit.Text;

/// <summary>
/// Unicode's canonical decompositions and combining classes (tools/golden/text_normal_form.py writes the file). .NET leaves normalization to ICU,
/// and leaves it out if a program runs without ICU; a prediction must not depend on that.
/// </summary>
internal sealed class CanonicalForms
{
    // Hangul syllables are calculated (The Unicode Standard, 3.12).
    private const int FirstSyllable = 0xAC00;
    private const int Syllables = 11172;
    private const int FirstLead = 0x1100;
    private const int Leads = 19;
    private const int FirstVowel = 0x1161;
    private const int Vowels = 21;
    private const int BeforeTrails = 0x11A7;
    private const int Trails = 28;

    private readonly Dictionary<int, (int First, int Second)> _decompositions = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];
    private readonly Dictionary<int, int> _classes = [];

    private CanonicalForms()
    {
        using Stream stream = typeof(CanonicalForms).Assembly.GetManifestResourceStream("text/canonical-forms.txt")!;
        using var reader = new StreamReader(stream);
        var unsettled = new HashSet<int>(Enumerable.Range(0xD800, 0x800));
        unsettled.UnionWith(Enumerable.Range(FirstVowel, Vowels));
        unsettled.UnionWith(Enumerable.Range(BeforeTrails + 1, Trails - 1));
        while (reader.ReadLine() is { } line)
        {
            int[] numbers = [.. line.TrimStart('-', '=').Split(' ')
                .Select(part => int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            if (line[0] == '=')
            {
                for (int mark = numbers[1]; mark <= numbers[2]; mark++)
                    _classes[mark] = numbers[0];
                continue;
            }

            (int First, int Second) parts = (numbers[1], numbers.ElementAtOrDefault(2));
            _decompositions[numbers[0]] = parts;
            if (line[0] == '-')
            {
                unsettled.Add(numbers[0]);
                continue;
            }

            _compositions[parts] = numbers[0];
            unsettled.Add(parts.Second);
        }

        unsettled.UnionWith(_classes.Keys);
        Unsettled = SearchValues.Create([.. unsettled.Where(character => character <= char.MaxValue).Select(character => (char)character)]);
    }

    /// <summary>The forms, read at first use.</summary>
    public static CanonicalForms Table { get; } = new();

    /// <summary>Units that form C may change, or that may change what is before them. A text without any is in form C.</summary>
    public SearchValues<char> Unsettled { get; }

    /// <summary>The combining class: 0 for a starter, such as a letter.</summary>
    public int ClassOf(int character) => _classes.GetValueOrDefault(character);

    /// <summary>One step of decomposition; <paramref name="second"/> is 0 if there is only one part.</summary>
    public bool TryDecompose(int character, out int first, out int second)
    {
        int syllable = character - FirstSyllable;
        if (syllable is >= 0 and < Syllables)
        {
            int trail = syllable % Trails;
            (first, second) = trail > 0
                ? (character - trail, BeforeTrails + trail)
                : (FirstLead + (syllable / Trails / Vowels), FirstVowel + (syllable / Trails % Vowels));
            return true;
        }

        bool found = _decompositions.TryGetValue(character, out (int First, int Second) parts);
        (first, second) = parts;
        return found;
    }

    /// <summary>What two characters compose to.</summary>
    public bool TryCompose(int first, int second, out int composed)
    {
        int lead = first - FirstLead;
        int vowel = second - FirstVowel;
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            composed = FirstSyllable + (((lead * Vowels) + vowel) * Trails);
            return true;
        }

        int syllable = first - FirstSyllable;
        int trail = second - BeforeTrails;
        if (syllable is >= 0 and < Syllables && syllable % Trails == 0 && trail is > 0 and < Trails)
        {
            composed = first + trail;
            return true;
        }

        return _compositions.TryGetValue((first, second), out composed);
    }
}
