using System.Text;

namespace Plaudit.Reports;

/// <summary>A colour in light and dark mode.</summary>
internal readonly record struct Shade(string Light, string Dark);

/// <summary>
/// The colours of charts and pages. A chart names the light ones; on a dark screen <see cref="DarkRules"/> replace each by its dark one, so that
/// charts follow the reader's setting without being drawn again, and paper and saved files stay light. A colour must therefore reach the SVG
/// exactly as written here: charts grade by opacity, never by blending colours. Blue and orange are the two classes and nothing else; what has no
/// class is teal, or a series of its own.
/// </summary>
internal static class Palette
{
    public const string Ink = "#1b2430";
    public const string Muted = "#5a6675";
    public const string Rule = "#dde2e8";
    public const string Surface = "#ffffff";
    public const string OnColor = "#fdfdfe";
    public const string Blue = "#2c69b0";
    public const string Orange = "#d5741f";
    public const string Teal = "#18868a";
    public const string Plum = "#8a4f9e";
    public const string Olive = "#7a8326";
    public const string Rose = "#c14a6b";
    public const string Steel = "#56677c";
    public const string Positive = Blue;
    public const string Negative = Orange;
    public const string Plain = Teal;
    public const string Best = Rose;

    private static readonly Shade[] s_shades =
    [
        new(Ink, "#e8ebf0"), new(Muted, "#9ba6b5"), new(Rule, "#2d3641"), new(Surface, "#14181e"), new(OnColor, "#0e1217"),
        new(Blue, "#70aaf0"), new(Orange, "#f2a257"), new(Teal, "#4cc4c4"), new(Plum, "#c593d8"), new(Olive, "#b9c455"), new(Rose, "#f08bab"),
            new(Steel, "#a5b5c9"),
    ];

    /// <summary>Of models and other series without a class, in this order; more series than colours begin again.</summary>
    public static IReadOnlyList<string> Series { get; } = [Teal, Plum, Olive, Rose, Steel];

    /// <summary>Every colour that a chart may use.</summary>
    public static IReadOnlyList<Shade> Shades => s_shades;

    /// <summary>The style rules that turn drawn charts dark on a dark screen.</summary>
    public static string DarkRules()
    {
        var css = new StringBuilder("@media screen and (prefers-color-scheme: dark) {\n");
        foreach (Shade shade in s_shades)
        {
            foreach (string attribute in (string[])["fill", "stroke"])
                css.Append($"  .chart-drawing svg [{attribute}=\"{shade.Light}\"] {{ {attribute}: {shade.Dark}; }}\n");
        }

        return css.Append("}\n").ToString();
    }
}
