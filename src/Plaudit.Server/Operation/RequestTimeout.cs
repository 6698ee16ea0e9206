using Plaudit.Server.Json;

namespace Plaudit.Server.Operation;

/// <summary>How long a long piece of work may take: until the client goes, or the request's time is up.</summary>
internal sealed class RequestTimeout : IDisposable
{
    private readonly HttpContext _context;
    private readonly CancellationTokenSource _source;
    private readonly double _seconds;

    public RequestTimeout(HttpContext context, PlauditServerOptions options)
    {
        _context = context;
        _seconds = options.RequestTimeoutSeconds;
        _source = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        _source.CancelAfter(TimeSpan.FromSeconds(_seconds));
    }

    /// <summary>Does the work.</summary>
    /// <exception cref="RequestFault">504: it took too long.</exception>
    public async Task<T> Within<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await work(_source.Token);
        }
        catch (OperationCanceledException) when (!_context.RequestAborted.IsCancellationRequested)
        {
            throw RequestFault.Late(_seconds);
        }
    }

    public void Dispose() => _source.Dispose();
}
