using System.Diagnostics;
using System.Text;

namespace Plaudit.Tests.Cli;

/// <summary>
/// The built command in a process of its own, for what only a process has: signals, exit codes, a working folder, environment variables.
/// </summary>
internal sealed class PlauditProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task<string> _output;
    private readonly Task _reading;

    private PlauditProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _reading = Task.Run(ReadErrors);
    }

    private static string Dll => Path.Combine(AppContext.BaseDirectory, "Plaudit.Cli.dll");

    /// <summary>Runs a command to its end.</summary>
    public static CommandResult Run(string folder, IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        using PlauditProcess process = Start(folder, environment, args);
        return process.Wait();
    }

    public static PlauditProcess Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        // A shell in the background ignores SIGINT, and what it starts inherits that.
        bool linux = OperatingSystem.IsLinux();
        var start = new ProcessStartInfo(linux ? "env" : "dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string word in (string[])[.. linux ? (string[])["--default-signal=INT", "dotnet"] : [], Dll, .. args])
            start.ArgumentList.Add(word);
        start.Environment["TERM"] = "xterm-256color";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new PlauditProcess(process);
    }

    /// <summary>Runs a line of shell in which <c>$PLAUDIT</c> is the command.</summary>
    public static CommandResult Shell(string folder, string line)
    {
        var start = new ProcessStartInfo(
            "sh", ["-c", line])
        { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PLAUDIT"] = $"dotnet {Dll}";
        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult(process.ExitCode, output, error.Result);
    }

    /// <summary>Waits until standard error holds a text.</summary>
    public void WaitFor(string text)
    {
        Assert.True(SpinWait.SpinUntil(() => Error().Contains(text, StringComparison.Ordinal) || _process.HasExited, TimeSpan.FromSeconds(30)),
            Error());
        Assert.Contains(text, Error(), StringComparison.Ordinal);
    }

    /// <summary>Sends a signal, such as <c>TERM</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Kill() => _process.Kill();

    public CommandResult Wait()
    {
        Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(60)), Error());
        _reading.Wait();
        return new CommandResult(_process.ExitCode, _output.Result, Error());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void ReadErrors()
    {
        while (_process.StandardError.ReadLine() is { } line)
        {
            lock (_error)
                _error.Append(line).Append('\n');
        }
    }

    private string Error()
    {
        lock (_error)
            return _error.ToString();
    }
}
