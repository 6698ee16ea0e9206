using System.Security.Cryptography;
using Plaudit.Data;

namespace Plaudit.Tests.Data;

public sealed class ImdbDownloadTests : IDisposable
{
    private static readonly byte[] Archive = ArchiveBuilder.GZip(ArchiveBuilder.Tar(
        [.. ArchiveBuilder.Small, .. Enumerable.Range(100, 2000).Select(i => ($"train/pos/{i}_9.txt", RandomText(i)))]));

    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Archive));

    private readonly TemporaryFolder _folder = new();
    private readonly RangeServer _server = new(Archive);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Cached => _folder.File("cache/aclImdb_v1.tar.gz");

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Archive_is_downloaded_once_with_progress_and_leaves_nothing_else()
    {
        var reports = new Reports();
        Assert.Equal(Cached, await Download().FetchAsync(reports, Cancellation));
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
        Assert.Equal([Cached], Directory.GetFiles(_folder.File("cache")));
        Assert.Equal(new DataProgress(DataActivity.Downloading, 0, Archive.Length), reports.All[0]);
        Assert.Equal(new DataProgress(DataActivity.Downloading, Archive.Length, Archive.Length), reports.All[^1]);

        await Download().FetchAsync(null, Cancellation);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("\"v1\"", null, "\"v1\"")]
    [InlineData("W/\"v1\"", "Wed, 01 Jun 2011 00:00:00 GMT", "Wed, 01 Jun 2011 00:00:00 GMT")]
    [InlineData(null, null, null)]
    public async Task Broken_connection_goes_on_from_the_last_byte(string? tag, string? modified, string? condition)
    {
        (_server.ETag, _server.LastModified) = (tag, modified);
        _server.BreaksAfter.Enqueue(50_000);
        _server.BreaksAfter.Enqueue(20_000);
        await Download().FetchAsync(null, Cancellation);
        Assert.Equal([(null, null), ("bytes=50000-", condition), ("bytes=70000-", condition)], _server.Requests);
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
    }

    [Fact]
    public async Task Many_broken_connections_do_not_end_a_download_that_moves_on()
    {
        for (int i = 0; i < 20; i++)
            _server.BreaksAfter.Enqueue(10_000);
        await Download().FetchAsync(null, Cancellation);
        Assert.Equal(21, _server.Requests.Count);
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
    }

    [Fact]
    public async Task Later_run_goes_on_where_the_one_before_stopped()
    {
        _server.BreaksAfter.Enqueue(50_000);
        string message = await FailsAsync(Download(attempts: 1));
        Assert.Contains("50000 bytes have arrived and are kept", message, StringComparison.Ordinal);
        Assert.Contains($"Without a network, get {_server.Address} elsewhere and place it at {Cached} (SHA-256 {Sha256})", message, StringComparison.Ordinal);

        await Download().FetchAsync(null, Cancellation);
        Assert.Equal(("bytes=50000-", "\"v1\""), _server.Requests.Last());
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
    }

    [Fact]
    public async Task File_that_changed_on_the_server_is_fetched_from_its_beginning()
    {
        _server.Content = RandomNumberGenerator.GetBytes(Archive.Length);
        _server.BreaksAfter.Enqueue(50_000);
        await FailsAsync(Download(attempts: 1));
        (_server.Content, _server.ETag) = (Archive, "\"v2\"");
        await Download().FetchAsync(null, Cancellation);
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
    }

    [Fact]
    public async Task Server_that_knows_no_ranges_sends_everything_again()
    {
        _server.KnowsRanges = false;
        _server.BreaksAfter.Enqueue(50_000);
        await Download().FetchAsync(null, Cancellation);
        Assert.Equal(2, _server.Requests.Count);
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
    }

    [Fact]
    public async Task Server_that_always_breaks_at_the_same_place_is_given_up()
    {
        _server.KnowsRanges = false;
        for (int i = 0; i < 20; i++)
            _server.BreaksAfter.Enqueue(1000 + (500 * (i % 2)));
        Assert.Contains("cannot download", await FailsAsync(Download()), StringComparison.Ordinal);
        Assert.InRange(_server.Requests.Count, 3, 8);
    }

    [Fact]
    public async Task Part_of_another_address_is_not_gone_on_from()
    {
        _server.BreaksAfter.Enqueue(50_000);
        await FailsAsync(Download(attempts: 1));
        using var mirror = new RangeServer(Archive);
        await Download(address: mirror.Address).FetchAsync(null, Cancellation);
        Assert.Null(Assert.Single(mirror.Requests).Range);
    }

    [Fact]
    public async Task Whole_part_that_was_not_yet_put_in_place_is_used()
    {
        _server.TellsLength = false;
        _folder.Write("cache/aclImdb_v1.tar.gz.part", Archive);
        _folder.Write("cache/aclImdb_v1.tar.gz.part.origin", $"{_server.Address}\n\"v1\"\n");
        await Download().FetchAsync(null, Cancellation);
        Assert.Equal(($"bytes={Archive.Length}-", "\"v1\""), Assert.Single(_server.Requests));
        Assert.Equal([Cached], Directory.GetFiles(_folder.File("cache")));
    }

    [Fact]
    public async Task Wrong_bytes_are_removed_and_reported()
    {
        _server.Content = [.. Archive[..^1], (byte)~Archive[^1]];
        string message = await FailsAsync(Download());
        Assert.Contains($"is not the IMDB archive: expected SHA-256 {Sha256}, found {Archive.Length} bytes with ", message, StringComparison.Ordinal);
        Assert.Contains("The file was removed", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.File("cache")));
    }

    [Fact]
    public async Task Wrong_size_of_the_official_archive_is_noticed_before_anything_is_stored()
    {
        string message = await FailsAsync(Download(sha256: null));
        Assert.Contains($"offers {Archive.Length} bytes; the archive has 84125825", message, StringComparison.Ordinal);
        Assert.Contains("84125825 bytes, SHA-256 c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.File("cache")));
    }

    [Fact]
    public async Task Archive_placed_by_hand_is_used_and_a_wrong_one_is_refused_but_kept()
    {
        _folder.Write("cache/aclImdb_v1.tar.gz", Archive);
        Assert.Equal(Cached, await Download().FetchAsync(null, Cancellation));
        _folder.Write("cache/aclImdb_v1.tar.gz", "not it");
        Assert.Contains("is not the IMDB archive", await FailsAsync(Download()), StringComparison.Ordinal);
        Assert.True(File.Exists(Cached));
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData(404, 1)]
    [InlineData(503, 3)]
    public async Task Refusal_is_reported_and_only_a_passing_one_is_tried_again(int status, int requests)
    {
        _server.Status = status;
        Assert.Contains($"The server answered {status} Because.", await FailsAsync(Download()), StringComparison.Ordinal);
        Assert.Equal(requests, _server.Requests.Count);
    }

    [Fact]
    public async Task Silent_server_is_not_waited_for_forever()
    {
        _server.Stalls = true;
        for (int i = 0; i < 3; i++)
            _server.BreaksAfter.Enqueue(0);
        Assert.Contains("Nothing came for 0.5 seconds.", await FailsAsync(Download(patience: 0.5)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_network_the_message_says_where_to_place_the_file()
    {
        _server.Dispose();
        string message = await FailsAsync(Download());
        Assert.Contains("Nothing has arrived.", message, StringComparison.Ordinal);
        Assert.Contains($"place it at {Cached}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_download_keeps_what_has_arrived()
    {
        _server.Stalls = true;
        _server.BreaksAfter.Enqueue(50_000);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var stop = new Reports(report =>
        {
            if (report.Done >= 50_000)
                source.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Download().FetchAsync(stop, source.Token));
        Assert.Equal(50_000, new FileInfo(Cached + ".part").Length);
    }

    [Fact]
    public async Task Two_downloads_at_once_do_not_write_into_one_file()
    {
        _server.Stalls = true;
        _server.BreaksAfter.Enqueue(50_000);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var begun = new TaskCompletionSource();
        Task<string> first = Download().FetchAsync(new Reports(report => _ = report.Done >= 50_000 && begun.TrySetResult()), source.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Contains("cannot keep the archive in", await FailsAsync(Download()), StringComparison.Ordinal);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Theory]
    [InlineData("ftp://example.org/a.tar.gz", null, "PLAUDIT_IMDB_URL")]
    [InlineData("nonsense", null, "PLAUDIT_IMDB_URL")]
    [InlineData("http://example.org/a.tar.gz", "c40f", "PLAUDIT_IMDB_SHA256")]
    public void Settings_that_make_no_sense_are_named(string address, string? sha256, string variable) =>
        Assert.Contains(variable + " is '", Assert.Throws<PlauditException>(() => Download(address: address, sha256: sha256)).Message, StringComparison.Ordinal);

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
            foreach ((string name, string value) in names.Zip([_server.Address, Sha256.ToUpperInvariant(), _folder.File("cache")]))
                Environment.SetEnvironmentVariable(name, value);
            Assert.Equal(_folder.File("cache"), new ReviewCache().Folder);
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
        _folder.Write("cache", "a file in the folder's place");
        Assert.Contains($"cannot keep the archive in {_folder.File("cache")}", await FailsAsync(Download()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cache_tells_its_files_and_clears_those_alone()
    {
        var cache = new ReviewCache(_folder.File("cache"));
        Assert.Empty(cache.Files);
        Assert.Equal(0, cache.Clear());
        await Download().FetchAsync(null, Cancellation);
        _folder.Write("cache/mine.txt", "kept");
        _folder.Write("cache/aclImdb_v1.tar.gz.part", "abc");
        Assert.Equal([("aclImdb_v1.tar.gz", Archive.Length), ("aclImdb_v1.tar.gz.part", 3)], cache.Files);
        Assert.Equal(Archive.Length + 3, cache.Size);
        Assert.Equal(Archive.Length + 3, cache.Clear());
        Assert.Equal([_folder.File("cache/mine.txt")], Directory.GetFiles(cache.Folder));
    }

    private static string RandomText(int seed)
    {
        // Text that does not compress, so that the archive is long enough to break off in the middle.
        var random = new SeededRandom(seed);
        return string.Create(200, random, (span, state) =>
        {
            foreach (ref char c in span)
                c = (char)('!' + state.NextInt32(90));
        });
    }

    private static async Task<string> FailsAsync(ImdbDownload download) =>
        (await Assert.ThrowsAsync<PlauditException>(() => download.FetchAsync(null, Cancellation))).Message;

    private ImdbDownload Download(string? address = null, string? sha256 = "", int attempts = 3, double patience = 20) => new(
        address ?? _server.Address,
        sha256?.Length == 0 ? Sha256 : sha256,
        new ReviewCache(_folder.File("cache")),
        new DownloadRetries { Attempts = attempts, Pause = TimeSpan.FromMilliseconds(1), Patience = TimeSpan.FromSeconds(patience) });

    private sealed class Reports(Action<DataProgress>? then = null) : IProgress<DataProgress>
    {
        public List<DataProgress> All { get; } = [];

        public void Report(DataProgress value)
        {
            All.Add(value);
            then?.Invoke(value);
        }
    }
}
