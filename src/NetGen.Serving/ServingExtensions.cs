using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Numerics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NetGen.Serving;

/// <summary>Networks as endpoints of ASP.NET Core.</summary>
public static class ServingExtensions
{
    /// <summary>
    /// Serves a network's predictions: POST with JSON, <c>{"inputs": [[…], …]}</c>, or with the bytes of the numbers
    /// (application/octet-stream). Requests that come together are predicted together. Any number of networks may be served, each under a
    /// route of its own.
    /// </summary>
    /// <typeparam name="T">The network's number type.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route: "/digits".</param>
    /// <param name="network">Its weights may change while it is served: by <c>Load</c>, by a trainer, by a new file.</param>
    /// <param name="options">Batches, limits, files; null for the defaults.</param>
    /// <returns>For what else endpoints have: <c>RequireAuthorization()</c>, <c>RequireRateLimiting("…")</c>.</returns>
    /// <exception cref="ArgumentException">The options contradict each other, or the network.</exception>
    /// <exception cref="IOException">The file of the weights cannot be read, is damaged, or of another network.</exception>
    public static IEndpointConventionBuilder MapNetwork<T>(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        Network<T> network,
        ServingOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(network);
        options ??= new ServingOptions();
        if (options is { WeightsFile: not null, Preparation: not null })
        {
            throw new ArgumentException("The preparation is that of the file: give the file, or the preparation.", nameof(options));
        }

        IServiceProvider services = endpoints.ServiceProvider;
        IHostApplicationLifetime lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        ServedNetwork<T> served = new(
            pattern, network, options, services.GetService<IMeterFactory>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("NetGen.Serving"), lifetime.ApplicationStopping);
        lifetime.ApplicationStopped.Register(served.Dispose);
        services.GetService<ServedNetworks>()?.Add(served);
        return endpoints.MapPost(pattern, served.AnswerAsync);
    }

    /// <summary>Adds a check of the health of all networks that the application serves.</summary>
    /// <param name="builder">What <c>services.AddHealthChecks()</c> gives.</param>
    /// <param name="name">The check's name.</param>
    /// <returns>The same.</returns>
    public static IHealthChecksBuilder AddNetworks(this IHealthChecksBuilder builder, string name = "networks")
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<ServedNetworks>();
        return builder.Add(new HealthCheckRegistration(
            name, services => services.GetRequiredService<ServedNetworks>(), failureStatus: null, tags: null));
    }
}
