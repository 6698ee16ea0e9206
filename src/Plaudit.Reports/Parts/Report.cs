using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plaudit.Models;

namespace Plaudit.Reports.Parts;

/// <summary>A report: one HTML file that needs nothing beside it, no network included, and in which nothing runs but Plaudit's own scripts.</summary>
/// <param name="Kind">What sort of report it is, such as <c>Training run</c>.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Summary">A sentence or two beneath the title.</param>
/// <param name="Made">When it was made.</param>
/// <param name="Sections">Its sections; those without elements are left out.</param>
internal sealed record Report(string Kind, string Title, string Summary, DateTimeOffset Made, IReadOnlyList<Section> Sections)
{
    private static readonly string s_style = Own(Resources.Text("web/report.css") + Palette.DarkRules());
    private static readonly string s_script = Own(Resources.Text("web/report.js"));
    private static readonly string s_bundle = Own(VegaBundle.Script);
    private static readonly string s_policy =
        $"default-src 'none'; script-src {Hash(s_bundle)} {Hash(s_script)}; style-src {Hash(s_style)}; img-src data:; base-uri 'none'; form-action "
            + "'none'";

    /// <summary>Writes the file as UTF-8.</summary>
    public void Write(Stream stream) => stream.Write(Encoding.UTF8.GetBytes(ToHtml()));

    /// <summary>The whole file.</summary>
    public string ToHtml()
    {
        Section[] sections = [.. Sections.Where(section => section.Elements.Count > 0)];
        var html = new HtmlWriter();
        html.Empty("!doctype html");
        html.Open("html", ("lang", "en"));
        WriteHead(html);
        html.Open("body");
        html.Element("a", "Skip to the content", ("class", "skip"), ("href", "#content"));
        html.Open("header");
        html.Element("p", $"Plaudit · {Kind}", ("class", "kind"));
        html.Element("h1", Title);
        if (Summary.Length > 0)
            html.Element("p", Summary, ("class", "summary"));
        html.Open("nav", ("aria-label", "Sections"));
        for (int i = 0; i < sections.Length; i++)
            html.Element("a", sections[i].Title, ("href", $"#section-{i + 1}"));
        html.Close();
        html.Close();
        html.Open("main", ("id", "content"));
        for (int i = 0; i < sections.Length; i++)
            WriteSection(html, sections[i], $"section-{i + 1}");
        html.Close();
        html.Element(
            "footer",
            $"Made by Plaudit {ModelFile.PlauditVersion} on {Made.ToString("d MMMM yyyy, HH:mm 'UTC'zzz", CultureInfo.InvariantCulture)}. Charts "
            + "drawn with Vega.");
        html.Own("script", s_bundle);
        html.Own("script", s_script);
        html.Close();
        html.Close();
        return html.ToString();
    }

    private void WriteHead(HtmlWriter html)
    {
        html.Open("head");
        html.Empty("meta", ("charset", "utf-8"));
        html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", s_policy));
        html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Empty("meta", ("name", "generator"), ("content", $"Plaudit {ModelFile.PlauditVersion}"));
        html.Empty("link", ("rel", "icon"), ("href", "data:,"));
        html.Element("title", $"{Title} · Plaudit");
        html.Own("style", s_style);
        html.Close();
    }

    private static void WriteSection(HtmlWriter html, Section section, string name)
    {
        html.Open("section", ("id", name), ("aria-labelledby", $"{name}-title"));
        html.Element("h2", section.Title, ("id", $"{name}-title"));
        bool inRow = false;
        foreach (IReportElement element in section.Elements)
        {
            if (element is Chart != inRow)
            {
                if (inRow)
                    html.Close();
                else
                    html.Open("div", ("class", "charts"));
                inRow = !inRow;
            }

            element.Write(html);
        }

        if (inRow)
            html.Close();
        html.Close();
    }

    /// <summary>Browsers read line ends as line feeds before they compare hashes.</summary>
    private static string Own(string source) => source.Replace("\r\n", "\n");

    private static string Hash(string source) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(source)))}'";
}
