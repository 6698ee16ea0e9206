namespace Plaudit.Server.Operation;

/// <summary>Whether the service wants requests: not any more once it is about to stop, while it still answers those that come.</summary>
internal sealed class Readiness
{
    private volatile bool _draining;

    /// <summary>False while the service drains.</summary>
    public bool IsReady => !_draining;

    /// <summary>Says from now on that the service is about to stop.</summary>
    public void Drain() => _draining = true;
}
