using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace NetGen.Serving.Tests;

/// <summary>What an instrument of one application measured.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(double Value, string Tags)> _measured = new();
    private IMeterFactory? _factory;

    public Measured(string instrument)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            // Other tests run beside this one.
            if (published.Meter.Name == "NetGen.Serving" && published.Name == instrument && published.Meter.Scope == _factory)
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Add(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, _) => Add(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Add(value, tags));
    }

    public int[] Values => [.. _measured.Select(measured => (int)measured.Value)];

    public (double Value, string Tags)[] All => [.. _measured];

    /// <summary>Begins, with the application's meters.</summary>
    public void Watch(WebApplication app)
    {
        _factory = app.Services.GetRequiredService<IMeterFactory>();
        _listener.Start();
    }

    /// <summary>Asks gauges.</summary>
    public void Ask() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> texts = [];
        foreach ((string name, object? text) in tags)
        {
            texts.Add(FormattableString.Invariant($"{name}={text}"));
        }

        _measured.Enqueue((value, string.Join(' ', texts)));
    }
}
