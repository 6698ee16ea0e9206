using Plaudit.Server.Json;

namespace Plaudit.Server.Operation;

/// <summary>What no endpoint answers: unknown paths, wrong methods. Routing leaves them with a bare status; here they are explained.</summary>
internal static class PlainAnswers
{
    public static async Task Explain(HttpContext context, RequestDelegate next)
    {
        HttpResponse response = context.Response;
        await next(context);
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength is not null || response.ContentType is not null
            || response.StatusCode == 499)
            return;
        SecurityHeaders.Set(response.Headers);
        string path = RequestFault.Shorten(context.Request.Path);
        await Problem.Write(context, new RequestFault(response.StatusCode, response.StatusCode switch
        {
            404 => $"there is nothing at {path}: /docs lists what there is",
            405 => $"{path} does not take {RequestFault.Shorten(context.Request.Method)}: use {response.Headers.Allow}",
            _ => "the request cannot be answered: /docs tells what is expected",
        }));
    }
}
