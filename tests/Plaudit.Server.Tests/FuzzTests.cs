using System.Text;
using System.Text.Json;

namespace Plaudit.Server.Tests;

/// <summary>
/// Requests that are broken at random, from a fixed seed: none may bring about a 500, and the service answers afterwards as it did before.
/// </summary>
public class FuzzTests(TestModels models)
{
    private const int Seed = 6;
    private const int Proper = 17_000;
    private const int Raw = 4_000;
    private const int Clients = 8;

    private static readonly string[] s_paths =
        ["/predict", "/predict/batch", "/explain", "/models", "/models/first", "/health/ready", "/metrics", "/", "/docs/index.html",
        "/openapi/v1.json", "/favicon.svg"];
    private static readonly string[] s_types =
        ["application/json", "application/json", "application/json", "application/x-ndjson", "text/plain", "application/json; charset=latin1", ";",
        "application/problem+json"];
    private static readonly string[] s_pieces =
        ["{", "}", "[", "]", "\"", ":", ",", "null", "true", "1e999", "-0", "\\u0000", "\\ud800", "\\", "\n", "\0", "review", "\"review\"",
        "\"model\"", "é", "\U0001F600", "%00", "../", "?model=", "&", " ", "\r\n", "first"];

    [Fact]
    public async Task No_mutated_request_brings_about_a_500_or_a_crash()
    {
        await using RunningServer server =
            await RunningServer.Start(new PlauditServerOptions { Models = [$"first={models.First}"], RequestTimeoutSeconds = 5 });
        Reply before = await server.Predict(models.Reviews[0]);
        int[] statuses = new int[1000];
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (int i = client; i < Proper; i += Clients)
                Interlocked.Increment(ref statuses[await SendProper(server, new SeededRandom(Seed, i))]);
            for (int i = client; i < Raw; i += Clients)
                Interlocked.Increment(ref statuses[await SendRaw(server, new SeededRandom(Seed, Proper + i))]);
        }, TestContext.Current.CancellationToken)));

        Assert.Equal(0, statuses[500]);
        // Only bytes that are no longer a whole request may stay without an answer: about one in fifty.
        Assert.InRange(statuses[0], 0, Raw / 10);
        // The fuzz reaches what it should: answers, and refusals of several kinds.
        Assert.All((int[])[200, 400, 404, 405, 415], status => Assert.True(statuses[status] > 20, $"only {statuses[status]} answers with {status}"));
        Assert.DoesNotContain("status=\"500\"", (await server.Get("/metrics")).Body, StringComparison.Ordinal);
        Assert.Equal(before.Body, (await server.Predict(models.Reviews[0])).Body);
    }

    /// <summary>A request in proper HTTP whose path, type and body are mutated.</summary>
    private async Task<int> SendProper(RunningServer server, SeededRandom random)
    {
        string path = Pick(ref random, s_paths);
        if (random.NextInt32(5) == 0)
            path = "/" + Uri.EscapeDataString(Mutate(ref random, path[1..]));
        if (random.NextInt32(6) == 0)
            path += "?model=" + Uri.EscapeDataString(Mutate(ref random, "first"));
        using var request = new HttpRequestMessage(
            random.NextInt32(4) > 0 ? HttpMethod.Post : Pick(ref random, HttpMethod.Get, HttpMethod.Put, HttpMethod.Options, HttpMethod.Head), path);
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent(Corrupt(ref random, NewBody(ref random)));
            if (random.NextInt32(12) > 0)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", Pick(ref random, s_types));
        }

        if (random.NextInt32(8) == 0)
            request.Headers.TryAddWithoutValidation(
                "Accept", string.Concat(Mutate(ref random, "text/html,application/json;q=0.5").Where(c => c is >= ' ' and <= '~')));
        using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        await response.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    /// <summary>Bytes that were a request before they were mutated, head and all.</summary>
    private async Task<int> SendRaw(RunningServer server, SeededRandom random)
    {
        byte[] body = NewBody(ref random);
        string head =
            $"POST {Pick(ref random, s_paths)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
            + $"{Pick(ref random, s_types)}\r\nContent-Length: {body.Length}\r\n\r\n";
        byte[] bytes = Corrupt(ref random, [.. Encoding.ASCII.GetBytes(head), .. body]);
        using RawConnection connection = await RawConnection.To(server.Address);
        string answer = await connection.Exchange(bytes, patience: 100);
        if (answer.Length == 0)
            return 0;
        Assert.StartsWith("HTTP/1.1 ", answer);
        return int.Parse(answer.AsSpan(9, 3));
    }

    private byte[] NewBody(ref SeededRandom random)
    {
        string review = models.Reviews[random.NextInt32(models.Reviews.Count)];
        review = review[..Math.Min(review.Length, 1 + random.NextInt32(200))];
        string json = random.NextInt32(4) switch
        {
            0 => JsonSerializer.Serialize(new[] { review, review }),
            1 => JsonSerializer.Serialize(review) + "\n" + JsonSerializer.Serialize(new { review }) + "\n",
            2 => JsonSerializer.Serialize(new { review, model = "first" }),
            _ => JsonSerializer.Serialize(new { review }),
        };
        return Encoding.UTF8.GetBytes(random.NextInt32(3) == 0 ? Mutate(ref random, json) : json);
    }

    private static string Mutate(ref SeededRandom random, string text)
    {
        for (int changes = 1 + random.NextInt32(4); changes > 0; changes--)
        {
            int at = random.NextInt32(text.Length + 1);
            int length = random.NextInt32(Math.Min(8, text.Length - at + 1));
            text = random.NextInt32(3) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pick(ref random, s_pieces)),
                _ => text.Insert(at, text.Substring(at, length)),
            };
        }

        return text;
    }

    private static byte[] Corrupt(ref SeededRandom random, byte[] bytes)
    {
        bytes = [.. bytes];
        for (int changes = random.NextInt32(4); changes > 0 && bytes.Length > 0; changes--)
        {
            int at = random.NextInt32(bytes.Length);
            switch (random.NextInt32(3))
            {
                case 0:
                    bytes[at] = (byte)random.NextInt32(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.NextInt32(8));
                    break;
                default:
                    bytes = random.NextInt32(8) == 0 ? bytes[..at] : [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1)..]];
                    break;
            }
        }

        return bytes;
    }

    private static T Pick<T>(ref SeededRandom random, params T[] choices) => choices[random.NextInt32(choices.Length)];
}
