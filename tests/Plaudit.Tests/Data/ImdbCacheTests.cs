using Plaudit.Data;

namespace Plaudit.Tests.Data;

/// <summary>Where the archive is kept, what is accepted there, and the settings that say so.</summary>
public sealed class ImdbCacheTests : ImdbMirror
{
    [Fact]
    public async Task Archive_placed_by_hand_is_used_and_a_wrong_one_is_refused_but_kept()
    {
        Folder.Write("cache/aclImdb_v1.tar.gz", Archive);
        Assert.Equal(Cached, await Download().FetchAsync(null, Cancellation));
        Folder.Write("cache/aclImdb_v1.tar.gz", "not it");
        Assert.Contains("is not the IMDB archive", await FailsAsync(Download()), StringComparison.Ordinal);
        Assert.True(File.Exists(Cached));
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("ftp://example.org/a.tar.gz", null, "PLAUDIT_IMDB_URL")]
    [InlineData("nonsense", null, "PLAUDIT_IMDB_URL")]
    [InlineData("http://example.org/a.tar.gz", "c40f", "PLAUDIT_IMDB_SHA256")]
    public void Settings_that_make_no_sense_are_named(string address, string? sha256, string variable) =>
        Assert.Contains(variable + " is '", Assert.Throws<PlauditException>(() => Download(address: address, sha256: sha256)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Imdb_by_name_is_downloaded_and_read()
    {
        ReviewSet set = ReviewData.Open("imdb:test", null, null, () => Download(), Cancellation);
        Assert.Equal(("imdb:test", 0, 2), (set.Name, set.Train.Count, set.Test.Count));
    }

    [Fact]
    public void Environment_variables_name_the_mirror_the_sum_and_the_cache()
    {
        string[] names = ["PLAUDIT_IMDB_URL", "PLAUDIT_IMDB_SHA256", "PLAUDIT_CACHE"];
        string?[] before = [.. names.Select(Environment.GetEnvironmentVariable)];
        try
        {
            foreach ((string name, string value) in names.Zip([Server.Address, Sha256.ToUpperInvariant(), Folder.File("cache")]))
                Environment.SetEnvironmentVariable(name, value);
            Assert.Equal(Folder.File("cache"), new ReviewCache().Folder);
            Assert.Equal(2, TestData.Open("imdb:test").Test.Count);
            Assert.True(File.Exists(Cached));
        }
        finally
        {
            foreach ((string name, string? value) in names.Zip(before))
                Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Fact]
    public async Task Cache_that_cannot_be_written_is_named()
    {
        Folder.Write("cache", "a file in the folder's place");
        Assert.Contains($"cannot keep the archive in {Folder.File("cache")}", await FailsAsync(Download()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cache_tells_its_files_and_clears_those_alone()
    {
        var cache = new ReviewCache(Folder.File("cache"));
        Assert.Empty(cache.Files);
        Assert.Equal(0, cache.Clear());
        await Download().FetchAsync(null, Cancellation);
        Folder.Write("cache/mine.txt", "kept");
        Folder.Write("cache/aclImdb_v1.tar.gz.part", "abc");
        Assert.Equal([("aclImdb_v1.tar.gz", Archive.Length), ("aclImdb_v1.tar.gz.part", 3)], cache.Files);
        Assert.Equal(Archive.Length + 3, cache.Size);
        Assert.Equal(Archive.Length + 3, cache.Clear());
        Assert.Equal([Folder.File("cache/mine.txt")], Directory.GetFiles(cache.Folder));
    }
}
