using System.Text.Json;

namespace Plaudit.Tests.Text;

/// <summary>The numbers that tools/golden/text_*.py wrote.</summary>
internal static class Golden
{
    public static JsonElement Load(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name)));
        return document.RootElement.Clone();
    }

    public static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    public static int[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetInt32())];
}
