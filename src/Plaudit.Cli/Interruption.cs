using System.Runtime.InteropServices;

namespace Plaudit.Cli;

/// <summary>
/// A request to stop the command: Ctrl-C or SIGTERM. The first one cancels <see cref="Token"/>, and the command takes the time it needs to keep
/// its work; the second one ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Cancelled when the command should stop.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What the process then ends with.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Interrupted;

    /// <summary>What stopped it, for messages.</summary>
    public string Cause => ExitCode == ExitCodes.Terminated ? "SIGTERM" : "Ctrl-C";

    /// <summary>Listens to the process's signals.</summary>
    public static Interruption OnSignals()
    {
        var interruption = new Interruption();
        interruption.Listen(PosixSignal.SIGINT, ExitCodes.Interrupted);
        interruption.Listen(PosixSignal.SIGTERM, ExitCodes.Terminated);
        return interruption;
    }

    /// <summary>Asks the command to stop.</summary>
    /// <param name="exitCode">What the process should end with.</param>
    public void Request(int exitCode)
    {
        ExitCode = exitCode;
        _source.Cancel();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Listen(PosixSignal signal, int exitCode) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        if (_source.IsCancellationRequested)
            return;
        context.Cancel = true;
        Request(exitCode);
    }));
}
