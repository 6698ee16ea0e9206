using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Plaudit.Server.Tests;

/// <summary>A server on a free port, in the test's process, and a client of it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(PlauditServer server)
    {
        Server = server;
        Address = new Uri(server.Addresses.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public PlauditServer Server { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RunningServer> Start(
        PlauditServerOptions options, Action<Microsoft.Extensions.Logging.ILoggingBuilder>? logging = null) =>
        new(await PlauditServer.Start(
            options with { Urls = "http://127.0.0.1:0", ReloadSeconds = options.ReloadSeconds == 1 ? 0.05 : options.ReloadSeconds }, logging
            ?? (_ => { })));

    public static Task<RunningServer> Start(params string[] models) => Start(new PlauditServerOptions { Models = models });

    public Task<Reply> Predict(string review, string query = "") => Post($"/predict{query}", JsonSerializer.Serialize(new { review }));

    public Task<Reply> Post(string path, string body, string? type = "application/json") => Post(path, Encoding.UTF8.GetBytes(body), type);

    public async Task<Reply> Post(string path, byte[] body, string? type = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using HttpResponseMessage response = await Client.PostAsync(path, content, Token);
        return await Reply.Of(response);
    }

    public async Task<Reply> Get(string path, string? accept = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Send(request);
    }

    public async Task<Reply> Send(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Client.SendAsync(request, Token);
        return await Reply.Of(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.Stop();
        await Server.DisposeAsync();
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record Reply(HttpStatusCode Status, string Body, HttpResponseHeaders Headers, MediaTypeHeaderValue? Type)
{
    public int Code => (int)Status;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public float Score => Json.GetProperty("score").GetSingle();

    public static async Task<Reply> Of(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers,
            response.Content.Headers.ContentType);

    /// <summary>Expects problem details whose detail tells what to do.</summary>
    public Reply IsProblem(int status, string detail)
    {
        Assert.Equal(status, Code);
        Assert.Equal("application/problem+json", Type?.MediaType);
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(Json.GetProperty("title").GetString()!);
        Assert.Equal("about:blank", Json.GetProperty("type").GetString());
        Assert.Contains(detail, Json.GetProperty("detail").GetString());
        Assert.DoesNotContain("   at ", Body, StringComparison.Ordinal);
        return this;
    }
}
