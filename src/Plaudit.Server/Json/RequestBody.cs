using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Plaudit.Server.Json;

/// <summary>Reads JSON bodies whole, within their limit.</summary>
internal sealed class RequestBody(PlauditServerOptions options, BodyMemory memory)
{
    private const string Json = "application/json";
    private static readonly string[] s_lines = ["application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"];

    /// <summary>Whether the body is a stream of JSON lines.</summary>
    public static bool IsLines(HttpRequest request) => s_lines.Contains(MediaType(request));

    /// <summary>Refuses a body that does not say that it is JSON in UTF-8.</summary>
    /// <exception cref="RequestFault">415.</exception>
    public static void RequireJson(HttpRequest request, string alternative = "")
    {
        if (request.ContentType is not { } type || !type.Equals(Json, StringComparison.OrdinalIgnoreCase) && MediaType(request) != Json)
        {
            throw new RequestFault(415, $"expected the header Content-Type: {Json}{alternative}, found "
                + (string.IsNullOrEmpty(request.ContentType) ? "none" : RequestFault.Shorten(request.ContentType)));
        }
    }

    /// <summary>Reads the whole body and hands it to a parser, without a copy where it lies in one piece.</summary>
    /// <param name="context">The request.</param>
    /// <param name="parse">Makes of it what is wanted; may not keep the bytes.</param>
    /// <exception cref="RequestFault">408, 413, 503, or what the parser finds.</exception>
    public async ValueTask<T> Read<T>(HttpContext context, Func<ReadOnlySequence<byte>, T> parse)
    {
        long limit = options.MaxBodyBytes;
        if (context.Request.ContentLength > limit)
            throw RequestFault.TooLong(limit);
        PipeReader reader = context.Request.BodyReader;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(TimeSpan.FromSeconds(options.BodyTimeoutSeconds));
        BodyMemory.Account account = memory.Open(context);
        while (true)
        {
            ReadResult result = await Next(context, reader, () => new RequestFault(408,
                $"the request's body did not come within {options.BodyTimeoutSeconds:0.##} seconds: send it again over a better connection"),
                    time.Token);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (buffer.Length > limit)
            {
                // Handed back, so that the server can read on and throw away what still comes.
                reader.AdvanceTo(buffer.End);
                throw RequestFault.TooLong(limit);
            }

            account.Set(buffer.Length);
            if (!result.IsCompleted)
            {
                reader.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            try
            {
                return parse(buffer);
            }
            finally
            {
                reader.AdvanceTo(buffer.End);
            }
        }
    }

    /// <summary>Waits for more of a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="reader">Its body.</param>
    /// <param name="late">The fault where the time is up.</param>
    /// <param name="time">Ends when the time is up, or the client goes.</param>
    /// <exception cref="RequestFault">400: it is not proper HTTP. <paramref name="late"/>: the time is up.</exception>
    public static async ValueTask<ReadResult> Next(HttpContext context, PipeReader reader, Func<RequestFault> late, CancellationToken time)
    {
        try
        {
            return await reader.ReadAsync(time);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw late();
        }
        catch (Exception e) when (e is OverflowException or ArgumentException or InvalidOperationException or (IOException and not (BadHttpRequestException or ConnectionResetException)))
        {
            // Kestrel's parser on impossible chunk sizes.
            throw new RequestFault(400, "the request's body is not proper HTTP: its chunks have impossible sizes");
        }
    }

    /// <summary>Lifts the limits of a body for a stream, which has its own: a line's length, and how long nothing may come.</summary>
    public static void LiftLimits(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (context.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }

    private static string MediaType(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type))
            return "";
        bool utf8 = type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);
        return utf8 ? type.MediaType.ToString().ToLowerInvariant() : "";
    }
}
