using System.Security.Cryptography;
using System.Text;

namespace Plaudit.Server.Operation;

/// <summary>The key that requests must carry, if there is one.</summary>
internal sealed class ApiKey(PlauditServerOptions options)
{
    private const string Header = "X-Api-Key";
    private const string Bearer = "Bearer ";

    private readonly byte[]? _hash = options.ApiKey is { } key ? Hash(key) : null;

    /// <summary>Whether a request may pass. The time taken says nothing about the key: hashes of one length are compared to their end.</summary>
    /// <param name="request">The request.</param>
    /// <param name="missing">Where it may not pass, whether it carries no key at all.</param>
    public bool Admits(HttpRequest request, out bool missing)
    {
        missing = false;
        if (_hash is null)
            return true;
        string given = request.Headers[Header].ToString();
        string authorization = request.Headers.Authorization.ToString();
        if (given.Length == 0 && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            given = authorization[Bearer.Length..];
        missing = given.Length == 0;
        return CryptographicOperations.FixedTimeEquals(Hash(given), _hash);
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
