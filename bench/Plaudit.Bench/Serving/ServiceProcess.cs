using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Plaudit.Bench.Peers;

namespace Plaudit.Bench.Serving;

/// <summary>A service in a process of its own, stopped when this goes.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServiceProcess(int port, string program, params IEnumerable<string> arguments)
    {
        Address = $"http://127.0.0.1:{port}";
        try
        {
            _process = Process.Start(
                new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new PlauditException($"{program}: {e.Message}", e);
        }

        // Read, or a full pipe would stop it.
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        Errors = _process.StandardError.ReadToEndAsync();
    }

    public string Address { get; }

    private Task<string> Errors { get; }

    public static ServiceProcess Plaudit(ServingFiles files)
    {
        int port = FreePort();
        return new ServiceProcess(
            port, "dotnet", Path.Combine(AppContext.BaseDirectory, "Plaudit.Server.dll"), "--model", files.Model, "--urls",
            $"http://127.0.0.1:{port}");
    }

    public static ServiceProcess Flask(ServingFiles files)
    {
        int port = FreePort();
        return new ServiceProcess(port, "/usr/bin/python3", Path.Combine(PeerFiles.Scripts, "flask_app.py"), $"{port}", files.Words);
    }

    /// <exception cref="PlauditException">It has ended, or does not answer in time.</exception>
    public void WaitUntilItAnswers()
    {
        using var client = new HttpClient { BaseAddress = new Uri(Address) };
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < s_patience)
        {
            if (_process.HasExited)
                throw new PlauditException(Errors.Result.Trim().Split('\n')[^1]);
            try
            {
                using HttpResponseMessage response = client.PostAsJsonAsync("/predict", new { review = "A good film." }).GetAwaiter().GetResult();
                if (response.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            Thread.Sleep(100);
        }

        throw new PlauditException($"no answer from {Address} within {s_patience.TotalSeconds} s");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
