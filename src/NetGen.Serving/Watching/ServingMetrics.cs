using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NetGen.Serving;

/// <summary>The instruments of a served network, each with its route as "network".</summary>
internal sealed class ServingMetrics : IDisposable
{
    /// <summary>Name of the meter and of the source of activities.</summary>
    public const string Name = "NetGen.Serving";

    private static readonly ActivitySource s_activities = new(Name);
    private static readonly object s_ok = 200, s_badRequest = 400, s_busy = 503;

    private readonly Meter _meter;
    private readonly bool _ownsMeter;
    private readonly KeyValuePair<string, object?> _network;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _requestTime;
    private readonly Histogram<double> _queueTime;
    private readonly Histogram<double> _predictionTime;
    private readonly Histogram<long> _batchSize;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _shadowDropped;

    public ServingMetrics(IMeterFactory? factory, string endpoint, Func<int> waiting)
    {
        _ownsMeter = factory is null;
        _meter = factory?.Create(Name) ?? new Meter(Name);
        _network = new("network", endpoint);
        _requests = _meter.CreateCounter<long>("netgen.serving.requests", "{request}", "Requests that were answered, by status.");
        _requestTime = _meter.CreateHistogram<double>("netgen.serving.request.duration", "s", "From a request's headers to its answer.");
        _queueTime = _meter.CreateHistogram<double>("netgen.serving.queue.duration", "s", "How long requests waited for a predictor.");
        _predictionTime = _meter.CreateHistogram<double>("netgen.serving.prediction.duration", "s", "How long batches were predicted.");
        _batchSize = _meter.CreateHistogram<long>("netgen.serving.batch.size", "{sample}", "Samples that were predicted together.");
        _reloads = _meter.CreateCounter<long>("netgen.serving.reloads", "{file}", "New files of weights, taken or refused.");
        _shadowDropped = _meter.CreateCounter<long>("netgen.serving.shadow.dropped", "{sample}", "Samples that were not kept in time.");
        _meter.CreateObservableGauge(
            "netgen.serving.queue.length", () => new Measurement<int>(waiting(), _network), "{request}", "Requests that wait.");
    }

    public static Activity? StartPrediction(int samples)
    {
        Activity? activity = s_activities.StartActivity("predict");
        activity?.SetTag("netgen.batch.size", samples);
        return activity;
    }

    public void Answered(int status, long ticks)
    {
        KeyValuePair<string, object?> code = new("status", Boxed(status));
        _requests.Add(1, _network, code);
        _requestTime.Record(Seconds(ticks), _network, code);
    }

    public void Waited(long ticks) => _queueTime.Record(Seconds(ticks), _network);

    public void Predicted(int samples, long ticks)
    {
        _batchSize.Record(samples, _network);
        _predictionTime.Record(Seconds(ticks), _network);
    }

    public void Reloaded(bool isTaken) => _reloads.Add(1, _network, new("outcome", isTaken ? "taken" : "refused"));

    public void ShadowDropped(int samples) => _shadowDropped.Add(samples, _network);

    public void Dispose()
    {
        if (_ownsMeter)
        {
            _meter.Dispose();
        }
    }

    private static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;

    /// <summary>The usual numbers are boxed once.</summary>
    private static object Boxed(int status) => status switch
    {
        200 => s_ok,
        400 => s_badRequest,
        503 => s_busy,
        _ => status,
    };
}
