using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;
using Plaudit.Server.Endpoints;
using Plaudit.Server.Json;
using Plaudit.Server.Models;
using Plaudit.Server.Operation;

namespace Plaudit.Server;

/// <summary>The service as a process of its own: <c>plaudit serve</c>.</summary>
internal sealed partial class PlauditServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PlauditServerOptions _options;
    private readonly ILogger _log;

    private PlauditServer(WebApplication app, PlauditServerOptions options)
    {
        _app = app;
        _options = options;
        _log = app.Services.GetRequiredService<ILogger<PlauditServer>>();
    }

    /// <summary>Where it listens, once it runs.</summary>
    public IReadOnlyCollection<string> Addresses => [.. _app.Urls];

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Loads the models and listens.</summary>
    /// <param name="options">The options; validated here.</param>
    /// <param name="logging">Another log than standard error; null for none other.</param>
    /// <exception cref="PlauditException">The options are not valid, a model cannot be loaded, or an address cannot be had.</exception>
    public static async Task<PlauditServer> Start(PlauditServerOptions options, Action<ILoggingBuilder>? logging = null)
    {
        options.Validate();
        var registry = new ModelRegistry(options);
        WebApplication app = Build(options, registry, logging ?? (builder => AddLogging(builder, options)));
        var server = new PlauditServer(app, options);
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            await app.DisposeAsync();
            throw new PlauditException(
                $"cannot listen at {options.Urls}: {e.Message} Choose another address with --urls, such as http://127.0.0.1:5001", e);
        }

        foreach (ServedModel model in registry.Slots.Select(slot => slot.Current))
            server.LogModel(model.Name, model.Version, model.Predictor.Model.Recipe.Name);
        if (Descriptors.ForConnections() is var connections && connections < options.MaxConnections)
            server.LogFewDescriptors(connections, options.MaxConnections);
        string addresses = string.Join(", ", server.Addresses);
        server.LogListening(addresses);
        return server;
    }

    /// <summary>Writes warnings into the log.</summary>
    public void Warn(IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
            LogWarning(warning);
    }

    /// <summary>Serves until it is asked to stop, then answers what has been asked.</summary>
    /// <param name="drain">
    /// Whether to keep answering for a while as not ready, so that load balancers move away first; decided when stopping begins.
    /// </param>
    /// <param name="stop">Cancelled when the process should stop.</param>
    public async Task Run(Func<bool> drain, CancellationToken stop)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            _app.Services.GetRequiredService<Readiness>().Drain();
        }

        if (drain() && _options.DrainSeconds > 0)
        {
            LogDraining(_options.DrainSeconds);
            await Task.Delay(TimeSpan.FromSeconds(_options.DrainSeconds), CancellationToken.None);
        }

        if (await Stop())
            LogStopped();
        else
            LogCutOff(_options.ShutdownSeconds);
    }

    /// <summary>Takes no connections any more and waits for requests in progress.</summary>
    /// <returns>Whether all of them ended in time.</returns>
    public async Task<bool> Stop()
    {
        _app.Services.GetRequiredService<Readiness>().Drain();
        await _app.Services.GetRequiredService<ListenSockets>().DropNew();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_options.ShutdownSeconds));
        await _app.StopAsync(limit.Token);
        return !limit.IsCancellationRequested;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static WebApplication Build(PlauditServerOptions options, ModelRegistry registry, Action<ILoggingBuilder> logging)
    {
        // Not the default builder: its settings come from everywhere, ours from where docs/server.md says.
        WebApplicationBuilder builder =
            WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = "Plaudit.Server", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes + RequestGuard.Grace;
            kestrel.Limits.MaxConcurrentConnections = Math.Min(options.MaxConnections, Descriptors.ForConnections());
            // A client that reads more slowly keeps unwritten answers in memory.
            kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1000, gracePeriod: TimeSpan.FromSeconds(10));
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        var sockets = new ListenSockets();
        builder.WebHost.UseSockets(transport => transport.CreateBoundListenSocket = sockets.Bind);
        builder.Services.AddSingleton(sockets);
        builder.WebHost.UseUrls(options.AddressList);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.ShutdownSeconds));
        logging(builder.Logging);
        builder.Services.AddPlaudit(options, _ => registry);
        builder.Services.AddHostedService<MemoryTrim>();
        builder.Services.AddSingleton<PageEndpoints>();
        builder.Services.AddSingleton<ChartEndpoints>();
        Documentation.Add(builder.Services);
        if (options.AllowedOrigins.Count > 0)
        {
            builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy =>
                policy.WithOrigins([.. options.AllowedOrigins]).WithMethods("GET", "POST")
                    .WithHeaders("Content-Type", "X-Api-Key", "Authorization")));
        }

        WebApplication app = builder.Build();
        app.Use(new HostFilter(options).Check);
        app.Use(PlainAnswers.Explain);
        app.UseRouting();
        if (options.AllowedOrigins.Count > 0)
            app.UseCors();
        app.MapPlaudit();
        RequestGuard guard = app.Services.GetRequiredService<RequestGuard>();
        PageEndpoints page = app.Services.GetRequiredService<PageEndpoints>();
        string[] read = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods("/", read, guard.Guard("/", page.Root, open: true)).ExcludeFromDescription();
        app.Services.GetRequiredService<ChartEndpoints>().Map(app, guard);
        Documentation.Map(app, guard);
        foreach (string path in page.Paths)
            app.MapMethods($"/{path}", read, guard.Guard("page", page.File(path), open: true)).ExcludeFromDescription();
        return app;
    }

    private static void AddLogging(ILoggingBuilder logging, PlauditServerOptions options)
    {
        logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Plaudit", LogLevel.Information)
            // The caller reports a failed start in one sentence.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // Standard output is for results; a service has none.
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (options.LogFormat == "json")
            logging.AddJsonConsole(json => { json.UseUtcTimestamp = true; json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ"; });
        else
            logging.AddConsole(console => console.FormatterName = TextLog.Format).AddConsoleFormatter<TextLog, ConsoleFormatterOptions>();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "model {Model}, version {Version}, of the recipe {Recipe}")]
    private partial void LogModel(string model, string version, string recipe);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private partial void LogWarning(string warning);

    [LoggerMessage(Level = LogLevel.Warning,
        Message =
        "only {Connections} connections at a time instead of {MaxConnections}: the process may open no more files. Raise the limit (ulimit -n) or "
        + "lower maxConnections")]
    private partial void LogFewDescriptors(int connections, int maxConnections);

    [LoggerMessage(Level = LogLevel.Information, Message = "Plaudit is ready at {Addresses}")]
    private partial void LogListening(string addresses);

    [LoggerMessage(Level = LogLevel.Information, Message = "not ready any more; stops in {Seconds} s")]
    private partial void LogDraining(double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "stopped; every request was answered")]
    private partial void LogStopped();

    [LoggerMessage(Level = LogLevel.Warning, Message = "stopped; requests that had not ended within {Seconds} s were cut off")]
    private partial void LogCutOff(double seconds);

    /// <summary>Signals are the caller's affair: the host must not stop before the service has drained.</summary>
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
