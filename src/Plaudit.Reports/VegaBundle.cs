using System.Reflection;
using System.Text;

namespace Plaudit.Reports;

/// <summary>The scripts that draw charts, as npm has them, from this assembly: Vega, Vega-Lite and vega-embed, with their licences.</summary>
internal static class VegaBundle
{
    private static readonly string[] s_packages = ["vega", "vega-lite", "vega-embed"];

    /// <summary>The packages in the order in which their scripts must run.</summary>
    public static IReadOnlyList<string> Packages => s_packages;

    /// <summary>Opens a package's script (UTF-8): <c>vega</c>, <c>vega-lite</c> or <c>vega-embed</c>.</summary>
    public static Stream Open(string package) => Resources.Open($"vega/{package}.min.js");

    /// <summary>All scripts as one, each after its licence.</summary>
    public static string Script { get; } = Join();

    private static string Join()
    {
        var script = new StringBuilder();
        foreach (string package in s_packages)
        {
            script.Append("/*! ").Append(package).Append("\n\n").Append(Resources.Text($"vega/{package}.LICENSE").Trim()).Append("\n*/\n");
            script.Append(Resources.Text($"vega/{package}.min.js").TrimEnd());
            script.Append(";\n");
        }

        return script.ToString();
    }
}

/// <summary>Files embedded in this assembly.</summary>
internal static class Resources
{
    /// <summary>Opens a file by its logical name.</summary>
    public static Stream Open(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"{name} is not embedded in the assembly: the build restores it");

    /// <summary>Reads a file as UTF-8.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
