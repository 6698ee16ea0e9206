using System.Runtime.CompilerServices;

namespace Plaudit.Tests;

/// <summary>The repository that the tests were built from, for tests of its documents.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find();

    private static string Find([CallerFilePath] string path = "")
    {
        string? folder = Path.GetDirectoryName(path);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Plaudit.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"no folder above {path} holds Plaudit.slnx");
    }
}
