using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Plaudit.Server.Json;
using Plaudit.Server.Metrics;

namespace Plaudit.Server.Operation;

/// <summary>What every request goes through: headers, key, rate, then its endpoint; a failure becomes problem details, and all is counted.</summary>
internal sealed partial class RequestGuard(
    ApiKey key, ClientRateLimit rate, Readiness readiness, ServerMetrics metrics, PlauditServerOptions options, ILogger<RequestGuard> log)
{
    /// <summary>
    /// Bytes beyond the limit of a body that are still read, and thrown away, after it was refused: a client that is cut off while it sends does
    /// not get to read why.
    /// </summary>
    public const long Grace = 16 << 20;

    /// <summary>Puts an endpoint under guard.</summary>
    /// <param name="name">What metrics call it.</param>
    /// <param name="endpoint">Answers a request.</param>
    /// <param name="open">Whether it needs neither key nor allowance, as health checks do.</param>
    public Func<HttpContext, Task> Guard(string name, Func<HttpContext, Task> endpoint, bool open = false) => context =>
        Run(context, name, endpoint, open);

    private async Task Run(HttpContext context, string name, Func<HttpContext, Task> endpoint, bool open)
    {
        long start = Stopwatch.GetTimestamp();
        HttpResponse response = context.Response;
        // What an answer that had begun was broken off for; its status has gone out already.
        int? broken = null;
        SecurityHeaders.Set(response.Headers);
        // Clients that keep their connections learn to look elsewhere before the service is gone.
        if (!readiness.IsReady)
            response.Headers.Connection = "close";
        try
        {
            if (!open)
                Admit(context);
            await endpoint(context);
        }
        catch (RequestFault fault)
        {
            broken = fault.Status;
            await Problem.Write(context, fault);
        }
        catch (BadHttpRequestException e)
        {
            broken = e.StatusCode;
            await Problem.Write(context, e.StatusCode switch
            {
                413 => RequestFault.TooLong(options.MaxBodyBytes),
                408 => new RequestFault(408, "the request's body came too slowly: send it again over a better connection"),
                _ => new RequestFault(e.StatusCode, $"the request is not proper HTTP: {e.Message}"),
            });
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested || e is ConnectionAbortedException or ConnectionResetException)
        {
            // The client has gone; 499 is what nginx counts it as.
            if (!response.HasStarted)
                response.StatusCode = 499;
            metrics.Answered(name, 499, Stopwatch.GetElapsedTime(start));
            return;
        }
        catch (Exception e)
        {
            // Never the review: of the exception its type and place, not its message, which may quote the text.
            LogFailed(name, e.GetType().Name, new StackTrace(e, fNeedFileInfo: false).GetFrame(0)?.GetMethod()?.Name ?? "unknown");
            broken = 500;
            await Problem.Write(context, new RequestFault(500, "the service failed on this request; its log says more. Please report it."));
        }

        metrics.Answered(name, broken ?? response.StatusCode, Stopwatch.GetElapsedTime(start));
    }

    private void Admit(HttpContext context)
    {
        // First of all, so that keys cannot be guessed at any rate.
        if (!rate.Admits(context.Connection.RemoteIpAddress, out int retryAfter))
            throw new RequestFault(429,
                $"this client sends more than {options.RateLimit:0.####} reviews per second: try again in {retryAfter} s")
            {
                RetryAfter =
                retryAfter
            };
        if (!key.Admits(context.Request, out bool missing))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            throw new RequestFault(401, missing
                ? "this service asks for a key: send it as X-Api-Key: KEY, or as Authorization: Bearer KEY"
                : "the key in the request is not this service's: check it for a typo, or ask the operator of the service");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = options.MaxBodyBytes + Grace;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Endpoint} failed: {Exception} in {Method}")]
    private partial void LogFailed(string endpoint, string exception, string method);
}
