using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Plaudit.Server.Json;

/// <summary>Reads JSON bodies whole, within their limit.</summary>
internal static class RequestBody
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
    /// <param name="limit">The longest body in bytes.</param>
    /// <param name="parse">Makes of it what is wanted; may not keep the bytes.</param>
    /// <exception cref="RequestFault">413, or what the parser finds.</exception>
    public static async ValueTask<T> Read<T>(HttpContext context, long limit, Func<ReadOnlySequence<byte>, T> parse)
    {
        if (context.Request.ContentLength > limit)
            throw RequestFault.TooLong(limit);
        PipeReader reader = context.Request.BodyReader;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(context.RequestAborted);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (buffer.Length > limit)
            {
                // Handed back, so that the server can read on and throw away what still comes.
                reader.AdvanceTo(buffer.End);
                throw RequestFault.TooLong(limit);
            }

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
        bool utf8 = type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);
        return utf8 ? type.MediaType.ToString().ToLowerInvariant() : "";
    }
}
