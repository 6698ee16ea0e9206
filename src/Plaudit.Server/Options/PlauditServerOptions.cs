namespace Plaudit.Server;

/// <summary>How a Plaudit service runs. Immutable; validated once, at the start.</summary>
public sealed record PlauditServerOptions
{
    /// <summary>
    /// The models: <c>MODEL</c> or <c>NAME=MODEL</c>, a .safetensors file, a run's folder or <c>bundled</c>. The first is the one that answers
    /// where none is named. None at all: the bundled model, named <c>bundled</c>.
    /// </summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>
    /// Addresses to listen on, separated by semicolons. Default: loopback, reachable only from this machine. Port 0 picks a free port.
    /// </summary>
    public string Urls { get; init; } = "http://127.0.0.1:5000";

    /// <summary>The longest request body, and the longest line of a stream, in bytes: 1,024 to 1 GiB. Longer ones get 413.</summary>
    public long MaxBodyBytes { get; init; } = 1 << 20;

    /// <summary>The most reviews in one JSON array: 1 to 1,000,000. Longer ones get 413; streams know no limit.</summary>
    public int MaxBatchReviews { get; init; } = 1000;

    /// <summary>How many reviews may wait to be answered: 1 to 1,000,000. Further requests get 503 with Retry-After.</summary>
    public int QueueCapacity { get; init; } = 1024;

    /// <summary>How many waiting reviews are answered together at most: 1 to 1,024.</summary>
    public int MaxGroup { get; init; } = 16;

    /// <summary>How many groups are worked on at a time: 1 to 1,024; null for one a processor.</summary>
    public int? Workers { get; init; }

    /// <summary>How long a request may wait and work, in seconds: 0.01 to 3,600. Then it gets 504. Streams may take as long as they move.</summary>
    public double RequestTimeoutSeconds { get; init; } = 10;

    /// <summary>How many words an explanation leaves out in turn at most: 1 to 100,000.</summary>
    public int MaxExplainedWords { get; init; } = 1000;

    /// <summary>How many words an explanation lists at most, from the first that the model reads: 1 to 1,000,000.</summary>
    public int MaxListedWords { get; init; } = 5000;

    /// <summary>The most tokens of a review for a network whose recipe sets no maximum length: 1 to 1,000,000. Longer ones get 413.</summary>
    public int MaxTokens { get; init; } = 4000;

    /// <summary>How long the service still takes requests after SIGTERM while it says that it is not ready, in seconds: 0 to 3,600.</summary>
    public double DrainSeconds { get; init; } = 5;

    /// <summary>How long requests in progress may then take to end, in seconds: 0 to 3,600.</summary>
    public double ShutdownSeconds { get; init; } = 30;

    /// <summary>How often model files are looked at for a replacement, in seconds: 0.05 to 86,400; 0 for never.</summary>
    public double ReloadSeconds { get; init; } = 1;

    /// <summary>
    /// The key that requests must carry (<c>X-Api-Key</c> or <c>Authorization: Bearer</c>), at least 8 characters; null for none. The page and the
    /// health checks are open.
    /// </summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// Reviews a second that one client address (of IPv6, one /64 network) may ask about: 0.0001 to 1,000,000, with bursts of twice as many; 0 for
    /// no limit. Beyond it: 429. A batch takes as many as it has reviews, streams are slowed down.
    /// </summary>
    public double RateLimit { get; init; }

    /// <summary>Origins whose pages may call the service (CORS), such as <c>https://example.org</c>; none by default.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>
    /// Host names, without a port, that requests may use, in addition to localhost and loopback addresses. Empty: only loopback names if it listens
    /// only on loopback addresses, else any.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>The most connections at a time: 1 to 1,000,000. Further ones are closed at once.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>How long a request's body, or one line of a stream, may take to come, in seconds: 0.01 to 3,600. Then it gets 408.</summary>
    public double BodyTimeoutSeconds { get; init; } = 30;

    /// <summary><c>json</c> (one JSON object per line) or <c>text</c>.</summary>
    public string LogFormat { get; init; } = "text";

    /// <summary>The addresses of <see cref="Urls"/>.</summary>
    internal string[] AddressList => Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary><see cref="Workers"/>, or one a processor.</summary>
    internal int WorkerCount => Workers ?? Environment.ProcessorCount;

    /// <summary>Everything that is wrong with these options, each fault beginning with the option's name; empty when they are valid.</summary>
    public IReadOnlyList<string> Faults() => OptionFaults.Of(this);

    /// <summary>Checks the options.</summary>
    /// <exception cref="PlauditException">Something is wrong; the message lists all faults.</exception>
    public void Validate()
    {
        IReadOnlyList<string> faults = Faults();
        if (faults.Count > 0)
            throw new PlauditException($"the service cannot start with these options:\n  {string.Join("\n  ", faults)}");
    }
}
