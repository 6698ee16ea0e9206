using Microsoft.Net.Http.Headers;

namespace Plaudit.Server.Endpoints;

/// <summary>Lets browsers keep the page's files: they ask each time, and get the file again only where the program is another one.</summary>
internal sealed class PageFileTag
{
    private readonly DateTimeOffset _started = DateTimeOffset.UtcNow;

    /// <summary>Marks an answer, and ends it with 304 where the client has the file already.</summary>
    /// <returns>Whether it has it.</returns>
    public bool IsKnown(HttpContext context, long length)
    {
        string tag = new EntityTagHeaderValue($"\"{_started.ToUnixTimeSeconds():x}-{length:x}\"").ToString();
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch != tag)
            return false;
        context.Response.StatusCode = 304;
        return true;
    }
}
