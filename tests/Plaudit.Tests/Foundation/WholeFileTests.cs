using Plaudit.Data.Readers;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Tuning;

namespace Plaudit.Tests.Foundation;

/// <summary>Files that people give and that are taken into memory whole.</summary>
public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    public void File_is_read_up_to_its_limit(int length)
    {
        byte[] content = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        Assert.Equal(content, WholeFile.Read(_folder.Write("f", content), 100));
    }

    [Fact]
    public void File_that_is_too_long_or_never_ends_is_refused()
    {
        Assert.Contains("f has more than 100 bytes",
            Assert.Throws<PlauditException>(() => WholeFile.Read(_folder.Write("f", new byte[101]), 100)).Message, StringComparison.Ordinal);
        Assert.SkipUnless(File.Exists("/dev/zero"), "this system has no /dev/zero");
        Assert.Contains("/dev/zero has more than 16,777,216 bytes", Assert.Throws<PlauditException>(() => Recipe.Open("/dev/zero")).Message,
            StringComparison.Ordinal);
        Assert.Contains("/dev/zero has more than 16,777,216 bytes", Assert.Throws<PlauditException>(() => SearchSpace.Open("/dev/zero")).Message,
            StringComparison.Ordinal);
        File.CreateSymbolicLink(_folder.File(KerasWordIndex.FileName), "/dev/zero");
        Assert.Contains(
            "imdb_word_index.json has more than 67,108,864 bytes",
                Assert.Throws<PlauditException>(() => KerasWordIndex.Beside(_folder.Path, "imdb.npz")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\": \"\\ud83c\\udfac \\u00e9\"}", null)]
    [InlineData("{\"a\": \"\\\\ud800\"}", null)]
    [InlineData("{\n\"a\": \"\\ud800\"}", "line 2: a string holds half of a character")]
    [InlineData("{\n\n\"\\udc00\": 1}", "line 3: a string holds half of a character")]
    [InlineData("[\"\\ud83c\", \"\\udfac\"] // of two", "line 1: a string holds half of a character")]
    public void Half_a_surrogate_pair_is_found(string json, string? expected)
    {
        string? fault = JsonStrings.HalfCharacter(json);
        Assert.Equal(expected is null, fault is null);
        Assert.StartsWith(expected ?? "", fault ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_recipe_a_change_a_space_or_a_word_index_is_refused_with_its_line()
    {
        string json = _folder.Write("half.json", "{\n \"name\": \"\\ud800\",\n \"description\": \"\"\n}");
        Assert.Contains("half.json is not a recipe: line 2:", Assert.Throws<PlauditException>(() => Recipe.Open(json)).Message,
            StringComparison.Ordinal);
        Assert.Contains("half of a character", Assert.Throws<PlauditException>(() => Recipe.Open("quickstart", ["name=\"\\ud800\""])).Message,
            StringComparison.Ordinal);
        Assert.Contains("half.json is not a search space: line 2:", Assert.Throws<PlauditException>(() => SearchSpace.Open(json)).Message,
            StringComparison.Ordinal);
        _folder.Write(KerasWordIndex.FileName, "{\n \"\\ud800\": 1}");
        Assert.Contains(
            "imdb_word_index.json, line 2: a string holds half",
                Assert.Throws<PlauditException>(() => KerasWordIndex.Beside(_folder.Path, "imdb.npz")).Message, StringComparison.Ordinal);
    }
}
