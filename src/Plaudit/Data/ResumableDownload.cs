using System.Net;
using System.Net.Http.Headers;

namespace Plaudit.Data;

/// <summary>Downloads a file in as many connections as it takes, each continuing from the last byte on disk (RFC 9110, section 14).</summary>
internal sealed class ResumableDownload(Uri url, string partPath, long? expectedSize, DownloadRetries retries)
{
    private readonly DownloadOrigin _origin = new(url, partPath + ".origin");

    /// <summary>The address.</summary>
    public Uri Url => url;

    /// <summary>What has arrived so far.</summary>
    public string PartPath => partPath;

    /// <summary>Forgets where the part came from, once it is whole or gone.</summary>
    public void Forget() => _origin.Forget();

    /// <summary>Downloads until <see cref="PartPath"/> is whole.</summary>
    /// <exception cref="DownloadException">The network fails for good; what has arrived is kept.</exception>
    /// <exception cref="IOException">The disk fails.</exception>
    public async Task RunAsync(IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        // A proxy knows nothing of this machine's own addresses.
        using var handler = new SocketsHttpHandler { ConnectTimeout = retries.Patience, UseProxy = !url.IsLoopback };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        long most = Length();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("plaudit");
        for (int failures = 0; ;)
        {
            try
            {
                await ConnectAsync(client, progress, cancellationToken);
                return;
            }
            catch (BrokenConnectionException e)
            {
                // A connection that got further than all before is not a failure: slow networks drop long transfers repeatedly.
                failures = Length() > most ? 1 : failures + 1;
                most = Math.Max(most, Length());
                if (failures >= retries.Attempts)
                    throw new DownloadException($"cannot download {url}: {e.Message} {Kept()}", e);
                await Task.Delay(retries.Pause * failures, cancellationToken);
            }
        }
    }

    private async Task ConnectAsync(HttpClient client, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        if (!_origin.IsKnown)
            File.Delete(partPath);
        long have = Length();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (have > 0 && have == expectedSize)
            return;
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
            request.Headers.IfRange = _origin.Condition();
        }

        using HttpResponseMessage response =
            await Network(token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellationToken);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            if (response.Content.Headers.ContentRange?.Length == have)
                return;
            StartAnew("The server has fewer bytes than had arrived.");
        }

        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
            Refuse(response);
        bool resumed = response.StatusCode == HttpStatusCode.PartialContent;
        if (resumed && response.Content.Headers.ContentRange?.From != have)
            StartAnew($"The server sent {response.Content.Headers.ContentRange} for the bytes from {have} on.");
        long? total = resumed ? response.Content.Headers.ContentRange?.Length : response.Content.Headers.ContentLength;
        if (expectedSize is { } size && total is { } offered && offered != size)
            throw new DownloadException($"{url} offers {offered} bytes; the archive has {size}. Something else answers there.");
        if (!resumed)
        {
            File.Delete(partPath);
            _origin.Remember(response);
        }

        await CopyAsync(response, resumed, total, progress, cancellationToken);
    }

    private async Task CopyAsync(
        HttpResponseMessage response, bool resumed, long? total, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        // Unshared: a second download into the same file fails here, before it writes.
        await using var part = new FileStream(partPath, resumed ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        await using Stream body = await Network(token => response.Content.ReadAsStreamAsync(token), cancellationToken);
        byte[] buffer = new byte[1 << 16];
        long done = part.Length;
        progress?.Report(new DataProgress(DataActivity.Downloading, done, total));
        int count;
        while ((count = await Network(token => body.ReadAsync(buffer, token).AsTask(), cancellationToken)) > 0)
        {
            await part.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            done += count;
            if (expectedSize is { } size && done > size)
                throw new DownloadException($"{url} sends more than the archive's {size} bytes. Something else answers there.");
            progress?.Report(new DataProgress(DataActivity.Downloading, done, total));
        }

        if (done < (total ?? expectedSize))
            throw new BrokenConnectionException($"The connection ended after {done} of {total ?? expectedSize} bytes.");
    }

    /// <summary>Waits for the network, but no longer than patience allows; every way to fail there becomes one exception.</summary>
    private async Task<T> Network<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(retries.Patience);
        try
        {
            return await action(patience.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokenConnectionException($"Nothing came for {retries.Patience.TotalSeconds:0.#} seconds.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new BrokenConnectionException(e.Message.TrimEnd('.') + ".", e);
        }
    }

    private void Refuse(HttpResponseMessage response)
    {
        string answer = $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}.";
        if ((int)response.StatusCode >= 500 || response.StatusCode == HttpStatusCode.TooManyRequests)
            throw new BrokenConnectionException(answer);
        throw new DownloadException($"cannot download {url}: {answer}");
    }

    private void StartAnew(string reason)
    {
        File.Delete(partPath);
        throw new BrokenConnectionException(reason);
    }

    private long Length() => File.Exists(partPath) ? new FileInfo(partPath).Length : 0;

    private string Kept() =>
        Length() is > 0 and var bytes ? $"{bytes} bytes have arrived and are kept; the next try continues from there." : "Nothing has arrived.";

    private sealed class BrokenConnectionException(string message, Exception? inner = null) : Exception(message, inner);
}

/// <summary>A download that failed for good, for a reason that lies in the network or the server.</summary>
internal sealed class DownloadException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>How long a download tries.</summary>
internal sealed record DownloadRetries
{
    /// <summary>Connections in a row that may bring nothing before it gives up.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The wait after the first failure; after the second twice that, and so on.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a connection may bring nothing.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
