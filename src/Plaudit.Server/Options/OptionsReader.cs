using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Plaudit.Server;

/// <summary>
/// Reads options where users put them, the later winning: appsettings.json ("Plaudit": { ... }), the environment (<c>PLAUDIT_MAX_BODY_BYTES</c>),
/// the command line (<c>--set maxBodyBytes=...</c>). Names ignore case and underscores.
/// </summary>
internal static class OptionsReader
{
    /// <summary>The file beside which a service is started.</summary>
    public const string SettingsFile = "appsettings.json";

    private const string Prefix = "PLAUDIT_";
    private const string Section = "Plaudit";
    private const int ShortestLikeness = 3;

    // Variables of the other commands and of development.
    private static readonly string[] s_others =
        ["PLAUDIT_IMDB_", "PLAUDIT_CACHE", "PLAUDIT_DEBUG", "PLAUDIT_BENCH_", "PLAUDIT_SHOW", "PLAUDIT_APPROVE", "PLAUDIT_CHROMIUM",
        "PLAUDIT_EXPECT_WIDTH"];

    private static readonly Dictionary<string, (string Name, Func<PlauditServerOptions, string, PlauditServerOptions> Set)> s_settings =
        new (string Name, Func<PlauditServerOptions, string, PlauditServerOptions> Set)[]
        {
            ("models", (options, value) => options with { Models = List(value) }),
            ("urls", (options, value) => options with { Urls = value }),
            ("maxBodyBytes", (options, value) => options with { MaxBodyBytes = Whole(value) }),
            ("maxBatchReviews", (options, value) => options with { MaxBatchReviews = (int)Whole(value) }),
            ("queueCapacity", (options, value) => options with { QueueCapacity = (int)Whole(value) }),
            ("maxGroup", (options, value) => options with { MaxGroup = (int)Whole(value) }),
            ("workers", (options, value) => options with { Workers = (int)Whole(value) }),
            ("requestTimeoutSeconds", (options, value) => options with { RequestTimeoutSeconds = Number(value) }),
            ("maxExplainedWords", (options, value) => options with { MaxExplainedWords = (int)Whole(value) }),
            ("maxListedWords", (options, value) => options with { MaxListedWords = (int)Whole(value) }),
            ("maxTokens", (options, value) => options with { MaxTokens = (int)Whole(value) }),
            ("drainSeconds", (options, value) => options with { DrainSeconds = Number(value) }),
            ("shutdownSeconds", (options, value) => options with { ShutdownSeconds = Number(value) }),
            ("reloadSeconds", (options, value) => options with { ReloadSeconds = Number(value) }),
            ("apiKey", (options, value) => options with { ApiKey = value.Length == 0 ? null : value }),
            ("rateLimit", (options, value) => options with { RateLimit = Number(value) }),
            ("allowedOrigins", (options, value) => options with { AllowedOrigins = List(value) }),
            ("allowedHosts", (options, value) => options with { AllowedHosts = List(value) }),
            ("maxConnections", (options, value) => options with { MaxConnections = (int)Whole(value) }),
            ("bodyTimeoutSeconds", (options, value) => options with { BodyTimeoutSeconds = Number(value) }),
            ("logFormat", (options, value) => options with { LogFormat = value }),
        }.ToDictionary(setting => Plain(setting.Name));

    /// <summary>The names of all options.</summary>
    public static IEnumerable<string> Names => s_settings.Values.Select(setting => setting.Name);

    /// <summary>Reads the options of a service.</summary>
    /// <param name="defaults">What holds where nothing is said.</param>
    /// <param name="folder">Where appsettings.json may lie.</param>
    /// <param name="environment">Environment variables; <see cref="Unknown"/> reports those that are not options.</param>
    /// <param name="changes"><c>NAME=VALUE</c> of the command line.</param>
    /// <exception cref="PlauditException">Something is unknown or cannot be read; all faults are listed.</exception>
    public static PlauditServerOptions Read(PlauditServerOptions defaults, string folder, IDictionary environment, IEnumerable<string> changes)
    {
        var faults = new List<string>();
        PlauditServerOptions options = defaults;
        foreach ((string name, string value) in FromFile(Path.Combine(folder, SettingsFile), faults))
            options = Set(options, name, value, $"{SettingsFile}, {Section}:{name}", faults);
        foreach (DictionaryEntry variable in environment)
        {
            string name = (string)variable.Key;
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && s_settings.ContainsKey(Plain(name[Prefix.Length..])))
                options = Set(options, name[Prefix.Length..], (string?)variable.Value ?? "", name, faults);
        }

        foreach (string change in changes)
        {
            int equals = change.IndexOf('=');
            if (equals < 1)
                faults.Add($"--set {change}: expected NAME=VALUE");
            else
                options = Set(options, change[..equals], change[(equals + 1)..], $"--set {change[..equals]}", faults);
        }

        return faults.Count == 0 ? options : throw new PlauditException($"the service's options cannot be read:\n  {string.Join("\n  ", faults)}");
    }

    /// <summary>
    /// Warnings about environment variables that look like options but are not: a misspelt <c>PLAUDIT_API_KEY</c> would leave the service open.
    /// </summary>
    public static IEnumerable<string> Unknown(IDictionary environment)
    {
        foreach (string name in environment.Keys.Cast<string>().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            string plain = Plain(name[Prefix.Length..]);
            if (s_settings.ContainsKey(plain) || s_others.Any(other => name.StartsWith(other, StringComparison.Ordinal)))
                continue;
            string? near = s_settings.Keys.MaxBy(known => CommonPrefix(known, plain));
            yield return $"the environment variable {name} is not an option of the service and is ignored"
                + (CommonPrefix(near!, plain) < ShortestLikeness
                ? "; plaudit serve --help lists the options" : $": did you mean {Prefix}{Snake(s_settings[near!].Name)}?");
        }
    }

    private static int CommonPrefix(string a, string b) => a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();

    private static string Snake(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));

    private static PlauditServerOptions Set(PlauditServerOptions options, string name, string value, string where, List<string> faults)
    {
        if (!s_settings.TryGetValue(Plain(name), out var setting))
        {
            faults.Add($"{where}: unknown option; known are {string.Join(", ", Names)}");
            return options;
        }

        try
        {
            return setting.Set(options, value.Trim());
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            faults.Add($"{where}: expected a number, found '{value}'");
            return options;
        }
    }

    private static IEnumerable<(string Name, string Value)> FromFile(string path, List<string> faults)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(Section, out JsonElement section))
                return [];
            if (section.ValueKind == JsonValueKind.Object)
                return [.. section.EnumerateObject().Select(property => (property.Name, Text(property.Value)))];
            faults.Add($"{SettingsFile}, {Section}: expected an object of options");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            faults.Add($"{path} cannot be read: {e.Message}");
        }

        return [];
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? string.Join(';', value.EnumerateArray().Select(item => item.ToString()))
        : value.ToString();

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string[] List(string value) => value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static long Whole(string value) => checked((int)long.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    private static double Number(string value) => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
}
