using Microsoft.Extensions.DependencyInjection.Extensions;
using Plaudit.Inference;
using Plaudit.Server.Batching;
using Plaudit.Server.Endpoints;
using Plaudit.Server.Json;
using Plaudit.Server.Metrics;
using Plaudit.Server.Models;
using Plaudit.Server.Operation;

namespace Plaudit.Server;

/// <summary>Puts Plaudit into an ASP.NET Core host.</summary>
public static class PlauditServices
{
    /// <summary>
    /// Registers what <see cref="PlauditEndpoints.MapPlaudit"/> needs, and <see cref="SentimentPredictor"/> for the host's own classes: the first
    /// model as it is when requested. Models load when they are first needed, at the latest when the endpoints are mapped.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">The models, limits and so on. Addresses, log format and shutdown stay with the host.</param>
    /// <exception cref="PlauditException">The options are not valid.</exception>
    public static IServiceCollection AddPlaudit(this IServiceCollection services, PlauditServerOptions options)
    {
        options.Validate();
        return services.AddPlaudit(options, _ => new ModelRegistry(options));
    }

    /// <summary>Registers a predictor that the host has made, with all options at their defaults.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="predictor">The predictor.</param>
    /// <param name="options">Limits and so on; its models are not used. Null for the defaults.</param>
    /// <exception cref="PlauditException">The options are not valid.</exception>
    public static IServiceCollection AddPlaudit(this IServiceCollection services, SentimentPredictor predictor, PlauditServerOptions? options = null)
    {
        options ??= new PlauditServerOptions();
        options.Validate();
        return services.AddPlaudit(options, _ => new ModelRegistry(predictor));
    }

    internal static IServiceCollection AddPlaudit(
        this IServiceCollection services, PlauditServerOptions options, Func<IServiceProvider, ModelRegistry> registry)
    {
        services.TryAddSingleton(options);
        services.TryAddSingleton(registry);
        services.TryAddTransient(provider => provider.GetRequiredService<ModelRegistry>().Slots[0].Current.Predictor);
        services.TryAddSingleton<ServerMetrics>();
        services.TryAddSingleton<MicroBatcher>();
        services.TryAddSingleton<ExplanationTurns>();
        services.TryAddSingleton<BodyMemory>();
        services.TryAddSingleton<RequestBody>();
        services.TryAddSingleton<Readiness>();
        services.TryAddSingleton<ApiKey>();
        services.TryAddSingleton<ClientRateLimit>();
        services.TryAddSingleton<RequestGuard>();
        services.TryAddSingleton<PredictEndpoint>();
        services.TryAddSingleton<BatchEndpoint>();
        services.TryAddSingleton<ExplainEndpoint>();
        services.TryAddSingleton<ModelEndpoints>();
        services.TryAddSingleton<HealthEndpoints>();
        services.AddHostedService<ModelReloader>();
        return services;
    }
}
