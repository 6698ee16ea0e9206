using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plaudit.Inference;

namespace Plaudit.Server.Tests;

/// <summary>Plaudit in somebody else's ASP.NET Core application.</summary>
public class HostTests(TestModels models)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_maps_the_endpoints_under_its_own_path_and_asks_for_the_predictor(bool ownPredictor)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        var predictor = SentimentPredictor.Load(models.First);
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (ownPredictor)
            builder.Services.AddPlaudit(predictor);
        else
            builder.Services.AddPlaudit(new PlauditServerOptions { Models = [models.First] });
        await using WebApplication app = builder.Build();
        app.MapGroup("/sentiment").MapPlaudit();
        app.MapGet("/own", (SentimentPredictor injected) => (float)injected.Predict("a good film").Score);
        app.MapPost("/checked", (SentimentPredictor injected, [FromBody] string? text) => injected.TryPredict(text, out Prediction? answer)
            ? Results.Ok(answer) : Results.BadRequest("There is nothing to read."));
        await app.StartAsync(token);

        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        float expected = (float)predictor.Predict("a good film").Score;
        using HttpResponseMessage response = await client.PostAsJsonAsync("/sentiment/predict", new { review = "a good film" }, token);
        Assert.Equal(expected, (await response.Content.ReadFromJsonAsync<JsonElement>(token)).GetProperty("score").GetSingle());
        Assert.Equal(expected, await client.GetFromJsonAsync<float>("/own", token));
        using HttpResponseMessage answered = await client.PostAsJsonAsync("/checked", "a good film", token);
        Assert.Equal(predictor.Predict("a good film").Label.ToString(),
            (await answered.Content.ReadFromJsonAsync<JsonElement>(token)).GetProperty("label").GetString());
        Assert.Equal(400, (int)(await client.PostAsJsonAsync("/checked", "<br />", token)).StatusCode);
        Assert.Equal(404, (int)(await client.PostAsJsonAsync("/predict", new { review = "a" }, token)).StatusCode);
        await app.StopAsync(token);
    }

    [Fact]
    public void Options_that_cannot_be_used_are_refused_when_they_are_given()
    {
        var services = new ServiceCollection();
        PlauditException refused =
            Assert.Throws<PlauditException>(
            () => services.AddPlaudit(
            new PlauditServerOptions { QueueCapacity = 0, RequestTimeoutSeconds = double.NaN, ApiKey = "short", AllowedOrigins = ["https://a/b"] }));
        foreach (string name in (string[])["QueueCapacity", "RequestTimeoutSeconds", "ApiKey", "AllowedOrigins"])
            Assert.Contains($"{name}: expected", refused.Message, StringComparison.Ordinal);
    }
}
