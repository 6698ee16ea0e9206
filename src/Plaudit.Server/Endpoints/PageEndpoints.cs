using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;
using Plaudit.Server.Json;
using Plaudit.Server.Operation;

namespace Plaudit.Server.Endpoints;

/// <summary><c>GET /</c> and the page's files, which are embedded from wwwroot.</summary>
internal sealed class PageEndpoints
{
    private const string Folder = "wwwroot/";
    private const string Index = "index.html";
    private const string Message = "Plaudit is ready: POST {\"review\": \"some text\"} to /predict; /docs tells the rest.";

    private readonly System.Reflection.Assembly _files = typeof(PageEndpoints).Assembly;
    private readonly FileExtensionContentTypeProvider _types = new();
    private readonly PageFileTag _tag = new();

    /// <summary>The page for browsers; for clients that ask for JSON or text, that the service is ready.</summary>
    public Task Root(HttpContext context)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        switch (Wanted(context.Request))
        {
            case "text/html":
                return Send(context, Index);
            case "text/plain":
                context.Response.ContentType = "text/plain; charset=utf-8";
                return context.Response.WriteAsync(Message + "\n", context.RequestAborted);
            default:
                return JsonBody.Write(context.Response, writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("status"u8, "ready"u8);
                    writer.WriteString("message"u8, Message);
                    writer.WriteEndObject();
                }, context.RequestAborted);
        }
    }

    /// <summary>The paths of the page's files. Each gets an endpoint of its own: no path of a request is ever looked up.</summary>
    public IEnumerable<string> Paths =>
        _files.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..]);

    /// <summary>A file of the page.</summary>
    public Func<HttpContext, Task> File(string path) => context => Send(context, path);

    private async Task Send(HttpContext context, string path)
    {
        await using Stream content = _files.GetManifestResourceStream(Folder + path)!;
        HttpResponse response = context.Response;
        SecurityHeaders.Set(response.Headers, SecurityHeaders.PagePolicy);
        response.ContentType = _types.TryGetContentType(path, out string? type) ? type.StartsWith("text/", StringComparison.Ordinal)
            ? $"{type}; charset=utf-8" : type : "application/octet-stream";
        if (_tag.IsKnown(context, content.Length))
            return;
        response.ContentLength = content.Length;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        await content.CopyToAsync(response.Body, context.RequestAborted);
    }

    /// <summary>The kind of content that the client likes best of those there are; the page only for those that name it, as browsers do.</summary>
    private static string Wanted(HttpRequest request)
    {
        string best = "application/json";
        double quality = -1;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted))
            return best;
        foreach (MediaTypeHeaderValue type in accepted)
        {
            string name = type.MediaType.ToString().ToLowerInvariant();
            string? offer = name switch
            {
                "text/html" or "application/xhtml+xml" => "text/html",
                "text/plain" or "text/*" => "text/plain",
                "application/json" or "application/*" or "*/*" => "application/json",
                _ => null
            };
            if (offer is not null && (type.Quality ?? 1) > quality)
                (best, quality) = (offer, type.Quality ?? 1);
        }

        return best;
    }
}
