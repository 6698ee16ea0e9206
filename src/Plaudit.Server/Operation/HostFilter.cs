using System.Net;
using Plaudit.Server.Json;

namespace Plaudit.Server.Operation;

/// <summary>
/// Which names of itself the service answers to. A page of a stranger may let its own name lead to this machine (DNS rebinding) and would then read
/// answers as its own: on loopback addresses only loopback names pass, unless <c>allowedHosts</c> names others.
/// </summary>
internal sealed class HostFilter(PlauditServerOptions options)
{
    private readonly bool _all = options.AllowedHosts.Count == 0 && !options.AddressList.All(IsLoopbackAddress);

    /// <summary>Answers 400 to a request that calls the service by another name.</summary>
    public async Task Check(HttpContext context, RequestDelegate next)
    {
        string host = context.Request.Host.Host;
        // Browsers always send one; old probes do not.
        if (_all || host.Length == 0 || IsLoopback(host) || options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        SecurityHeaders.Set(context.Response.Headers);
        await Problem.Write(context, new RequestFault(400,
            $"this service does not answer to the name '{RequestFault.Shorten(host)}': use localhost, or start it with --set allowedHosts=NAME"));
    }

    private static bool IsLoopbackAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && IsLoopback(address.Host);

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address);
}
