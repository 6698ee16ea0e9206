using Plaudit.Server.Metrics;

namespace Plaudit.Server.Models;

/// <summary>
/// Looks at the model files now and then and reloads those that were replaced. It looks rather than listens: notifications do not come from network
/// drives and mounted volumes.
/// </summary>
internal sealed partial class ModelReloader(
    ModelRegistry registry, PlauditServerOptions options, ServerMetrics metrics, ILogger<ModelReloader> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.ReloadSeconds == 0)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.ReloadSeconds));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Look();
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private void Look()
    {
        foreach (ModelSlot slot in registry.Slots)
        {
            string before = slot.Current.Version;
            if (!slot.TryReload())
                continue;
            metrics.Reloaded(slot.ReloadError is null);
            if (slot.ReloadError is null)
                LogReloaded(slot.Current.Name, before, slot.Current.Version);
            else
                LogKept(slot.Current.Name, before, slot.ReloadError);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "model {Model} was replaced: version {Before} gave way to {After}")]
    private partial void LogReloaded(string model, string before, string after);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "model {Model} was replaced by a file that cannot be served, so version {Version} serves on: {Error}")]
    private partial void LogKept(string model, string version, string error);
}
