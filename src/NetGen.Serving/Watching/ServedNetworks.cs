using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace NetGen.Serving;

/// <summary>
/// The health of all served networks: degraded where a new file of weights was refused or no other request may wait, unhealthy when the
/// program ends.
/// </summary>
internal sealed class ServedNetworks : IHealthCheck
{
    private readonly ConcurrentQueue<IServedNetwork> _networks = new();

    public void Add(IServedNetwork network) => _networks.Enqueue(network);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        HealthStatus status = HealthStatus.Healthy;
        Dictionary<string, object> data = [];
        List<string> problems = [];
        foreach (IServedNetwork network in _networks)
        {
            data[network.Endpoint] = network.Waiting;
            (HealthStatus its, string? problem) = network.Health;
            status = its < status ? its : status;
            if (problem is not null)
            {
                problems.Add($"{network.Endpoint}: {problem}");
            }
        }

        string said = problems.Count == 0 ? Words.Counted(data.Count, "network") : string.Join("; ", problems);
        return Task.FromResult(new HealthCheckResult(status, said, data: data));
    }
}

/// <summary>What health checks ask.</summary>
internal interface IServedNetwork
{
    /// <summary>Its route.</summary>
    string Endpoint { get; }

    /// <summary>Requests that wait.</summary>
    int Waiting { get; }

    /// <summary>How it does, and why not better.</summary>
    (HealthStatus Status, string? Problem) Health { get; }
}
