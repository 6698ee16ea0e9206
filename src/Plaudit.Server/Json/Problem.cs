using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Plaudit.Server.Json;

/// <summary>Writes problem details (RFC 9457).</summary>
internal static class Problem
{
    public const string ContentType = "application/problem+json";

    /// <summary>Answers with a fault. If an answer has begun, aborts it, so that it is not taken for complete.</summary>
    public static async Task Write(HttpContext context, RequestFault fault)
    {
        HttpResponse response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }

        response.StatusCode = fault.Status;
        response.ContentType = ContentType;
        if (fault.RetryAfter is int seconds)
            response.Headers.RetryAfter = $"{seconds}";
        await JsonBody.Write(response, writer => Write(writer, fault), context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter writer, RequestFault fault)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "about:blank"u8);
        writer.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(fault.Status));
        writer.WriteNumber("status"u8, fault.Status);
        writer.WriteString("detail"u8, fault.Detail);
        if (fault.Error is not null)
            writer.WriteString("error"u8, fault.Error);
        writer.WriteEndObject();
    }
}
