using System.Text;

namespace Plaudit.Server.Tests;

/// <summary>What comes over a bare connection: old versions, broken heads, clients that go away.</summary>
public class RawHttpTests(TestModels models)
{
    private const string Body = "{\"review\": \"a good film\"}";

    [Fact]
    public async Task Http_1_0_is_answered_and_the_connection_closed()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        using RawConnection connection = await RawConnection.To(server.Address);
        string answer = await connection.Exchange(
            Encoding.ASCII.GetBytes($"POST /predict HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"));
        Assert.StartsWith("HTTP/1.1 200", answer);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.Contains("\"sentiment\":", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("POST /predict HTTP/1.1\r\n\r\n", "400")]
    [InlineData("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", "400")]
    [InlineData("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n", "400")]
    [InlineData("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2000000\r\n\r\n{", "413")]
    [InlineData("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\r\n", "400")]
    [InlineData("POST /predict HTTP/9.9\r\nHost: localhost\r\n\r\n", "505")]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n", "400")]
    [InlineData("GET http://elsewhere/models HTTP/1.1\r\nHost: localhost\r\n\r\n", "400")]
    public async Task Broken_requests_get_their_status(string head, string status)
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        using RawConnection connection = await RawConnection.To(server.Address);
        string answer = await connection.Exchange(Encoding.Latin1.GetBytes(head));
        Assert.StartsWith($"HTTP/1.1 {status}", answer);
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
        Assert.Equal(200, (await server.Predict("a film")).Code);
    }

    [Fact]
    public async Task Clients_that_go_away_disturb_nobody()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        string whole = $"POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}";
        string stream =
            "POST /predict/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: "
            + "chunked\r\n\r\n5\r\n\"a\"\n\r\n";
        for (int i = 0; i < 200; i++)
        {
            using RawConnection connection = await RawConnection.To(server.Address);
            string text = i % 2 == 0 ? whole : stream;
            await connection.Send(text[..(1 + (i * 7 % text.Length))]);
        }

        Assert.Equal(200, (await server.Predict("a film")).Code);
        Assert.DoesNotContain("status=\"500\"", (await server.Get("/metrics")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_sender_gets_its_answer_and_holds_up_nobody()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        using RawConnection connection = await RawConnection.To(server.Address);
        string request =
            "POST /predict HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + $"{Body.Length}\r\n\r\n{Body}";
        foreach (char c in request)
        {
            await connection.Send($"{c}");
            if (c == ' ')
                Assert.Equal(200, (await server.Predict("a film")).Code);
        }

        Assert.StartsWith("HTTP/1.1 200", await connection.Rest());
    }

    [Fact]
    public async Task A_stream_in_which_nothing_moves_is_ended()
    {
        await using RunningServer server =
            await RunningServer.Start(new PlauditServerOptions { Models = [models.First], RequestTimeoutSeconds = 0.2 });
        using RawConnection connection = await RawConnection.To(server.Address);
        string answer = await connection.Exchange(
            Encoding.ASCII.GetBytes(
            "POST /predict/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 408", answer);
    }
}
