using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Plaudit.Models;
using Plaudit.Server.Json;
using Plaudit.Server.Operation;

namespace Plaudit.Server.Endpoints;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>, and at <c>/docs</c> the page on which it can be tried.</summary>
internal static class Documentation
{
    private const string Document = "/openapi/v1.json";
    private const string Page = "docs";
    private const string Version = "v1";

    public static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ServerJson.Default));
        services.AddOpenApi(Version, options => options.AddDocumentTransformer((document, context, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Plaudit",
                Version = ModelFile.PlauditVersion,
                Description = "Tells whether reviews are positive or negative."
            };
            // The address is the one that the reader came by.
            document.Servers = [new OpenApiServer { Url = "/" }];
            if (context.ApplicationServices.GetRequiredService<PlauditServerOptions>().ApiKey is not null)
                AskForKey(document);
            return Task.CompletedTask;
        }));
    }

    private static void AskForKey(OpenApiDocument document)
    {
        const string scheme = "key";
        document.AddComponent(scheme,
            new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key" });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] }];
    }

    private static async Task<byte[]> Describe(IServiceProvider services)
    {
        OpenApiDocument document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Version).GetOpenApiDocumentAsync();
        using var json = new MemoryStream();
        await document.SerializeAsJsonAsync(json, OpenApiSpecVersion.OpenApi3_1);
        return json.ToArray();
    }

    public static void Map(WebApplication app, RequestGuard guard)
    {
        // Made once: describing every endpoint takes milliseconds, and nothing about it changes.
        var document = new Lazy<Task<byte[]>>(() => Describe(app.Services));
        app.MapMethods(Document, [HttpMethods.Get, HttpMethods.Head], guard.Guard("/openapi", async context =>
        {
            byte[] json = await document.Value;
            context.Response.ContentType = JsonBody.ContentType;
            context.Response.ContentLength = json.Length;
            if (!HttpMethods.IsHead(context.Request.Method))
                await context.Response.Body.WriteAsync(json, context.RequestAborted);
        }, open: true)).ExcludeFromDescription();
        IApplicationBuilder branch = ((IEndpointRouteBuilder)app).CreateApplicationBuilder();
        branch.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = Page;
            ui.SwaggerEndpoint(Document, "Plaudit");
            ui.DocumentTitle = "Plaudit API";
        });
        RequestDelegate page = branch.Build();
        app.MapMethods($"/{Page}/{{**path}}", [HttpMethods.Get, HttpMethods.Head], guard.Guard("/docs", context =>
        {
            SecurityHeaders.Set(context.Response.Headers, SecurityHeaders.DocumentationPolicy);
            // Its files are served only where no endpoint has been chosen.
            context.SetEndpoint(null);
            return page(context);
        }, open: true)).ExcludeFromDescription();
    }
}
