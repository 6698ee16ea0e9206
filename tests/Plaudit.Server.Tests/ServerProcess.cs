using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Plaudit.Server.Tests;

/// <summary>
/// The built server in a process of its own, for what only a process has: signals, exit codes, environment variables, a working folder.
/// </summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task _reading;

    private ServerProcess(Process process)
    {
        _process = process;
        _reading = Task.Run(Read);
    }

    /// <summary>What it has logged so far.</summary>
    public string Error
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    public static ServerProcess Start(string folder, (string Name, string Value)[] environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Plaudit.Server.dll"), .. args])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it listens, and gives a client of it.</summary>
    public async Task<HttpClient> Ready()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Match match;
        while (!(match = Listening().Match(Error)).Success)
        {
            Assert.False(_process.HasExited, Error);
            await Task.Delay(20, patience.Token);
        }

        return new HttpClient { BaseAddress = new Uri(match.Groups["address"].Value) };
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<int> Exit()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Read()
    {
        while (_process.StandardError.ReadLine() is { } line)
        {
            lock (_error)
                _error.Append(line).Append('\n');
        }
    }

    [GeneratedRegex("ready at (?<address>http://[0-9.]+:[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();
}
