using System.Security.Cryptography;

namespace Plaudit.Data;

/// <summary>
/// Brings the official IMDB archive (Maas et al. 2011, 25,000 train and 25,000 test reviews) into the user's cache, once. The environment variable
/// <c>PLAUDIT_IMDB_URL</c> names a mirror, and <c>PLAUDIT_IMDB_SHA256</c> the SHA-256 of another archive of that layout.
/// </summary>
public sealed class ImdbDownload
{
    /// <summary>The archive's name, in the cache too.</summary>
    public const string FileName = "aclImdb_v1.tar.gz";

    private const string OfficialAddress = "https://ai.stanford.edu/~amaas/data/sentiment/" + FileName;
    private const string OfficialSha256 = "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe";
    private const long OfficialSize = 84_125_825;

    private readonly ResumableDownload _download;
    private readonly string _sha256;
    private readonly long? _size;

    /// <summary>The download that the environment variables describe, into the user's cache.</summary>
    /// <exception cref="PlauditException">An environment variable holds no address or no SHA-256.</exception>
    public ImdbDownload()
        : this(Variable("PLAUDIT_IMDB_URL") ?? OfficialAddress, Variable("PLAUDIT_IMDB_SHA256"), new ReviewCache(), new DownloadRetries())
    {
    }

    internal ImdbDownload(string address, string? sha256, ReviewCache cache, DownloadRetries retries)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
            throw new PlauditException($"PLAUDIT_IMDB_URL is '{address}': expected an address that begins with http:// or https://.");
        if (sha256 is not null && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit)))
            throw new PlauditException($"PLAUDIT_IMDB_SHA256 is '{sha256}': expected 64 hexadecimal digits.");
        _sha256 = sha256?.ToLowerInvariant() ?? OfficialSha256;
        _size = _sha256 == OfficialSha256 ? OfficialSize : null;
        ArchivePath = Path.Combine(cache.Folder, FileName);
        _download = new ResumableDownload(url, ArchivePath + ".part", _size, retries);
    }

    /// <summary>Where the archive lies, or will lie.</summary>
    public string ArchivePath { get; }

    /// <summary>How to do without the network: where to get the archive and where to put it.</summary>
    private string ByHand =>
        $"Without a network, get {_download.Url} elsewhere and place it at {ArchivePath} ({(_size is { } size ? $"{size} bytes, " : "")}SHA-256 "
            + $"{_sha256}).";

    /// <summary>Downloads the archive, unless it is cached; continues a broken download; checks size and SHA-256.</summary>
    /// <param name="progress">Told the bytes that have arrived, or null.</param>
    /// <param name="cancellationToken">Stops; what has arrived is kept for the next time.</param>
    /// <returns><see cref="ArchivePath"/>.</returns>
    /// <exception cref="PlauditException">
    /// The server cannot be reached or answers with an error, the disk is full, or the bytes are not the archive's.
    /// </exception>
    public async Task<string> FetchAsync(IProgress<DataProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        try
        {
            if (File.Exists(ArchivePath))
            {
                await RequireHashAsync(ArchivePath, cancellationToken);
                return ArchivePath;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(ArchivePath)!);
            await _download.RunAsync(progress, cancellationToken);
            await RequireHashAsync(_download.PartPath, cancellationToken);
            File.Move(_download.PartPath, ArchivePath, overwrite: true);
            _download.Forget();
            return ArchivePath;
        }
        catch (DownloadException e)
        {
            throw new PlauditException($"{e.Message} {ByHand}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException(
                $"cannot keep the archive in {Path.GetDirectoryName(ArchivePath)}: {e.Message} The environment variable PLAUDIT_CACHE names "
                + "another folder.", e);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private async Task RequireHashAsync(string path, CancellationToken cancellationToken)
    {
        string found;
        long bytes;
        await using (FileStream file = File.OpenRead(path))
        {
            bytes = file.Length;
            found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        }

        if (found == _sha256)
            return;
        string facts = $"expected {(_size is { } size ? $"{size} bytes with " : "")}SHA-256 {_sha256}, found {bytes} bytes with {found}";
        if (path == ArchivePath)
            throw new PlauditException($"{path} is not the IMDB archive: {facts}. Remove it (plaudit data clear) and download it again.");
        File.Delete(path);
        _download.Forget();
        throw new PlauditException(
            $"what {_download.Url} sent is not the IMDB archive: {facts}. The file was removed. Try again, or another mirror through "
            + "PLAUDIT_IMDB_URL.");
    }
}
