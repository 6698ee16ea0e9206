using Plaudit.Server.Models;

namespace Plaudit.Server;

/// <summary>What is wrong with options.</summary>
internal static class OptionFaults
{
    private const int ShortestKey = 8;

    public static IReadOnlyList<string> Of(PlauditServerOptions options)
    {
        var faults = new List<string>();
        void Range(string name, double value, double minimum, double maximum)
        {
            if (!(value >= minimum && value <= maximum))
                faults.Add($"{name}: expected {minimum:#,0.####} to {maximum:N0}, found {value}");
        }

        Range(nameof(options.MaxBodyBytes), options.MaxBodyBytes, 1024, 1 << 30);
        Range(nameof(options.MaxBatchReviews), options.MaxBatchReviews, 1, 1_000_000);
        Range(nameof(options.QueueCapacity), options.QueueCapacity, 1, 1_000_000);
        Range(nameof(options.MaxGroup), options.MaxGroup, 1, 1024);
        Range(nameof(options.Workers), options.WorkerCount, 1, 1024);
        Range(nameof(options.RequestTimeoutSeconds), options.RequestTimeoutSeconds, 0.01, 3600);
        Range(nameof(options.MaxExplainedWords), options.MaxExplainedWords, 1, 100_000);
        Range(nameof(options.MaxListedWords), options.MaxListedWords, 1, 1_000_000);
        Range(nameof(options.MaxTokens), options.MaxTokens, 1, 1_000_000);
        Range(nameof(options.DrainSeconds), options.DrainSeconds, 0, 3600);
        Range(nameof(options.ShutdownSeconds), options.ShutdownSeconds, 0, 3600);
        Range(nameof(options.ReloadSeconds), options.ReloadSeconds, options.ReloadSeconds == 0 ? 0 : 0.05, 86_400);
        Range(nameof(options.RateLimit), options.RateLimit, options.RateLimit == 0 ? 0 : 0.0001, 1_000_000);
        Range(nameof(options.MaxConnections), options.MaxConnections, 1, 1_000_000);
        Range(nameof(options.BodyTimeoutSeconds), options.BodyTimeoutSeconds, 0.01, 3600);
        foreach (string host in options.AllowedHosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
            faults.Add($"{nameof(options.AllowedHosts)}: expected a name such as reviews.example.org, without scheme and port, found {host}");
        if (options.ApiKey is { Length: < ShortestKey })
            faults.Add(
                $"{nameof(options.ApiKey)}: expected at least {ShortestKey} characters, found {options.ApiKey.Length}; leave it out for no key");
        if (options.ApiKey is { } key && key.Any(letter => letter is < '!' or > '~'))
            faults.Add($"{nameof(options.ApiKey)}: expected ASCII characters without spaces, since a header holds no others");
        if (options.LogFormat is not ("json" or "text"))
            faults.Add($"{nameof(options.LogFormat)}: expected json or text, found {options.LogFormat}");
        Addresses(options, faults);
        ModelAddress.Faults(options.Models, faults);
        return faults;
    }

    private static void Addresses(PlauditServerOptions options, List<string> faults)
    {
        string[] urls = options.AddressList;
        if (urls.Length == 0)
            faults.Add($"{nameof(options.Urls)}: expected an address such as http://127.0.0.1:5000, found none");
        foreach (string url in urls.Where(
            url => !IsHttp(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal))))
            faults.Add(
                $"{nameof(options.Urls)}: expected an address such as http://127.0.0.1:5000, found {url}; a name other than localhost would listen "
                + "at all addresses (write http://*:5000 for that), localhost needs a port, and https a proxy in front");
        foreach (string origin in options.AllowedOrigins.Where(origin => !IsOrigin(origin)))
            faults.Add($"{nameof(options.AllowedOrigins)}: expected an origin such as https://example.org, without a path, found {origin}");
    }

    // Kestrel takes any name that it does not know for all addresses: a typo must not open the service to the network.
    private static bool IsHttp(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttp
        && address.AbsolutePath == "/" && address.UserInfo.Length == 0
        && (address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || (address.Host == "localhost" && address.Port != 0));

    private static bool IsOrigin(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out Uri? address)
        && address.Scheme is "http" or "https" && address.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase);
}
