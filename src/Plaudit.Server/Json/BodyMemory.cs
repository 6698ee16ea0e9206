namespace Plaudit.Server.Json;

/// <summary>
/// Bytes of all bodies that are being received or worked on. Many clients at a time cannot fill the memory: beyond the limit a body that is not
/// short waits outside, with 503. Short ones always pass.
/// </summary>
internal sealed class BodyMemory(PlauditServerOptions options)
{
    private const long Short = 16 << 10;
    private const long Least = 128 << 20;

    private readonly long _limit = Math.Max(Least, 8 * options.MaxBodyBytes);
    private long _held;

    /// <summary>Bytes held now.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>Opens the account of one request; it is closed when the request has ended.</summary>
    public Account Open(HttpContext context)
    {
        var account = new Account(this);
        context.Response.OnCompleted(() =>
        {
            account.Close();
            return Task.CompletedTask;
        });
        return account;
    }

    /// <summary>What one request holds.</summary>
    internal sealed class Account(BodyMemory memory)
    {
        private long _bytes;

        /// <summary>Notes how much of the body is here.</summary>
        /// <exception cref="RequestFault">503: all requests together hold too much.</exception>
        public void Set(long bytes)
        {
            if (bytes <= Short || bytes == _bytes)
                return;
            long held = Interlocked.Add(ref memory._held, bytes - _bytes);
            _bytes = bytes;
            if (held > memory._limit)
                throw RequestFault.Busy();
        }

        public void Close()
        {
            Interlocked.Add(ref memory._held, -_bytes);
            _bytes = 0;
        }
    }
}
