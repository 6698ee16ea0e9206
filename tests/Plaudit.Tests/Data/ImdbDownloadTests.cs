using System.Security.Cryptography;
using Plaudit.Data;

namespace Plaudit.Tests.Data;

/// <summary>The archive over a network that breaks, stalls and lies.</summary>
public sealed class ImdbDownloadTests : ImdbMirror
{
    [Fact]
    public async Task Archive_is_downloaded_once_with_progress_and_leaves_nothing_else()
    {
        var reports = new Reports();
        Assert.Equal(Cached, await Download().FetchAsync(reports, Cancellation));
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
        Assert.Equal([Cached], Directory.GetFiles(Folder.File("cache")));
        Assert.Equal(new DataProgress(DataActivity.Downloading, 0, Archive.Length), reports.All[0]);
        Assert.Equal(new DataProgress(DataActivity.Downloading, Archive.Length, Archive.Length), reports.All[^1]);

        await Download().FetchAsync(null, Cancellation);
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData("\"v1\"", null, "\"v1\"")]
    [InlineData("W/\"v1\"", "Wed, 01 Jun 2011 00:00:00 GMT", "Wed, 01 Jun 2011 00:00:00 GMT")]
    [InlineData(null, null, null)]
    public async Task Broken_connection_goes_on_from_the_last_byte(string? tag, string? modified, string? condition)
    {
        (Server.ETag, Server.LastModified) = (tag, modified);
        Server.BreaksAfter.Enqueue(50_000);
        Server.BreaksAfter.Enqueue(20_000);
        await Download().FetchAsync(null, Cancellation);
        Assert.Equal([(null, null), ("bytes=50000-", condition), ("bytes=70000-", condition)], Server.Requests);
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
    }

    [Fact]
    public async Task Many_broken_connections_do_not_end_a_download_that_moves_on()
    {
        for (int i = 0; i < 20; i++)
            Server.BreaksAfter.Enqueue(10_000);
        await Download().FetchAsync(null, Cancellation);
        Assert.Equal(21, Server.Requests.Count);
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
    }

    [Fact]
    public async Task Later_run_goes_on_where_the_one_before_stopped()
    {
        Server.BreaksAfter.Enqueue(50_000);
        string message = await FailsAsync(Download(attempts: 1));
        Assert.Contains("50000 bytes have arrived and are kept", message, StringComparison.Ordinal);
        Assert.Contains($"Without a network, get {Server.Address} elsewhere and place it at {Cached} (SHA-256 {Sha256})", message,
            StringComparison.Ordinal);

        await Download().FetchAsync(null, Cancellation);
        Assert.Equal(("bytes=50000-", "\"v1\""), Server.Requests.Last());
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
    }

    [Fact]
    public async Task File_that_changed_on_theServer_is_fetched_from_its_beginning()
    {
        Server.Content = RandomNumberGenerator.GetBytes(Archive.Length);
        Server.BreaksAfter.Enqueue(50_000);
        await FailsAsync(Download(attempts: 1));
        (Server.Content, Server.ETag) = (Archive, "\"v2\"");
        await Download().FetchAsync(null, Cancellation);
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
    }

    [Fact]
    public async Task Server_that_knows_no_ranges_sends_everything_again()
    {
        Server.KnowsRanges = false;
        Server.BreaksAfter.Enqueue(50_000);
        await Download().FetchAsync(null, Cancellation);
        Assert.Equal(2, Server.Requests.Count);
        Assert.Equal(Archive, await File.ReadAllBytesAsync(Cached, Cancellation));
    }

    [Fact]
    public async Task Server_that_always_breaks_at_the_same_place_is_given_up()
    {
        Server.KnowsRanges = false;
        for (int i = 0; i < 20; i++)
            Server.BreaksAfter.Enqueue(1000 + (500 * (i % 2)));
        Assert.Contains("cannot download", await FailsAsync(Download()), StringComparison.Ordinal);
        Assert.InRange(Server.Requests.Count, 3, 8);
    }

    [Fact]
    public async Task Part_of_another_address_is_not_gone_on_from()
    {
        Server.BreaksAfter.Enqueue(50_000);
        await FailsAsync(Download(attempts: 1));
        using var mirror = new RangeServer(Archive);
        await Download(address: mirror.Address).FetchAsync(null, Cancellation);
        Assert.Null(Assert.Single(mirror.Requests).Range);
    }

    [Fact]
    public async Task Whole_part_that_was_not_yet_put_in_place_is_used()
    {
        Server.TellsLength = false;
        Folder.Write("cache/aclImdb_v1.tar.gz.part", Archive);
        Folder.Write("cache/aclImdb_v1.tar.gz.part.origin", $"{Server.Address}\n\"v1\"\n");
        await Download().FetchAsync(null, Cancellation);
        Assert.Equal(($"bytes={Archive.Length}-", "\"v1\""), Assert.Single(Server.Requests));
        Assert.Equal([Cached], Directory.GetFiles(Folder.File("cache")));
    }

    [Fact]
    public async Task Wrong_bytes_are_removed_and_reported()
    {
        Server.Content = [.. Archive[..^1], (byte)~Archive[^1]];
        string message = await FailsAsync(Download());
        Assert.Contains($"is not the IMDB archive: expected SHA-256 {Sha256}, found {Archive.Length} bytes with ", message, StringComparison.Ordinal);
        Assert.Contains("The file was removed", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder.File("cache")));
    }

    [Fact]
    public async Task Wrong_size_of_the_official_archive_is_noticed_before_anything_is_stored()
    {
        string message = await FailsAsync(Download(sha256: null));
        Assert.Contains($"offers {Archive.Length} bytes; the archive has 84125825", message, StringComparison.Ordinal);
        Assert.Contains("84125825 bytes, SHA-256 c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe", message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder.File("cache")));
    }

    [Theory]
    [InlineData(404, 1)]
    [InlineData(503, 3)]
    public async Task Refusal_is_reported_and_only_a_passing_one_is_tried_again(int status, int requests)
    {
        Server.Status = status;
        Assert.Contains($"The server answered {status} Because.", await FailsAsync(Download()), StringComparison.Ordinal);
        Assert.Equal(requests, Server.Requests.Count);
    }

    [Fact]
    public async Task SilentServer_is_not_waited_for_forever()
    {
        Server.Stalls = true;
        for (int i = 0; i < 3; i++)
            Server.BreaksAfter.Enqueue(0);
        Assert.Contains("Nothing came for 0.5 seconds.", await FailsAsync(Download(patience: 0.5)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_network_the_message_says_where_to_place_the_file()
    {
        Server.Dispose();
        string message = await FailsAsync(Download());
        Assert.Contains("Nothing has arrived.", message, StringComparison.Ordinal);
        Assert.Contains($"place it at {Cached}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_download_keeps_what_has_arrived()
    {
        Server.Stalls = true;
        Server.BreaksAfter.Enqueue(50_000);
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
        Server.Stalls = true;
        Server.BreaksAfter.Enqueue(50_000);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var begun = new TaskCompletionSource();
        Task<string> first = Download().FetchAsync(new Reports(report => _ = report.Done >= 50_000 && begun.TrySetResult()), source.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Contains("cannot keep the archive in", await FailsAsync(Download()), StringComparison.Ordinal);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

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
