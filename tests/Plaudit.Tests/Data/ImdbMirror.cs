using System.Security.Cryptography;
using Plaudit.Data;

namespace Plaudit.Tests.Data;

/// <summary>A small archive on a server of its own, and a cache to download it into.</summary>
public abstract class ImdbMirror : IDisposable
{
    protected static byte[] Archive { get; } = ArchiveBuilder.GZip(ArchiveBuilder.Tar(
        [.. ArchiveBuilder.Small, .. Enumerable.Range(100, 2000).Select(i => ($"train/pos/{i}_9.txt", RandomText(i)))]));

    protected static string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Archive));

    private protected TemporaryFolder Folder { get; } = new();
    private protected RangeServer Server { get; } = new(Archive);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected string Cached => Folder.File("cache/aclImdb_v1.tar.gz");

    public void Dispose()
    {
        Server.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static async Task<string> FailsAsync(ImdbDownload download) =>
        (await Assert.ThrowsAsync<PlauditException>(() => download.FetchAsync(null, Cancellation))).Message;

    private protected ImdbDownload Download(string? address = null, string? sha256 = "", int attempts = 3, double patience = 20) => new(
        address ?? Server.Address,
        sha256?.Length == 0 ? Sha256 : sha256,
        new ReviewCache(Folder.File("cache")),
        new DownloadRetries { Attempts = attempts, Pause = TimeSpan.FromMilliseconds(1), Patience = TimeSpan.FromSeconds(patience) });

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
}
