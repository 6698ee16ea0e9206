namespace Plaudit.Server.Models;

/// <summary>Where a model lies and what the service calls it.</summary>
/// <param name="Name">What requests name it by.</param>
/// <param name="Path">A .safetensors file, a run's folder, or <c>bundled</c>.</param>
internal sealed record ModelAddress(string Name, string Path)
{
    /// <summary>The file itself.</summary>
    public string File => Directory.Exists(Path) ? System.IO.Path.Combine(Path, "model.safetensors") : Path;

    /// <summary>
    /// Reads <c>[NAME=]MODEL</c>. Without a name the model is called after its folder where the file has a run's usual name, else after its file.
    /// The part before an equals sign is a name only if it looks like one: paths may contain equals signs.
    /// </summary>
    public static ModelAddress Parse(string text)
    {
        int equals = text.IndexOf('=');
        if (equals > 0 && IsName(text.AsSpan(0, equals)))
            return new ModelAddress(text[..equals], text[(equals + 1)..]);
        string path = System.IO.Path.TrimEndingDirectorySeparator(text);
        string stem = System.IO.Path.GetFileName(path);
        if (stem.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            stem = System.IO.Path.GetFileNameWithoutExtension(stem);
        if (stem == "model" && System.IO.Path.GetFileName(
            System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))) is { Length: > 0 } folder)
            stem = folder;
        string name = string.Concat(stem.Select(c => IsNameCharacter(c) ? c : '-'));
        return new ModelAddress(name.Length == 0 ? "model" : name, text);
    }

    /// <summary>Notes names that are there twice and models without a path.</summary>
    public static void Faults(IReadOnlyList<string> models, List<string> faults)
    {
        foreach (string model in models.Where(model => string.IsNullOrWhiteSpace(Parse(model).Path)))
            faults.Add($"Models: expected a .safetensors file or a run's folder, found '{model}'");
        foreach (IGrouping<string,
            string> same in models.GroupBy(model => Parse(model).Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            faults.Add($"Models: {string.Join(" and ", same)} have the same name, {same.Key}; give one of them another: NAME=MODEL");
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!IsNameCharacter(c))
                return false;
        }

        return true;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
