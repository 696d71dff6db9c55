using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.IO.Pipelines;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using static System.FormattableString;

namespace NetGen.Serving;

/// <summary>One network under its route: from a request to its answer.</summary>
internal sealed partial class ServedNetwork<T> : IServedNetwork, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Json = "application/json", Bytes = "application/octet-stream";

    private readonly ServingOptions _options;
    private readonly CancellationToken _stopping;
    private readonly ILogger _logger;
    private readonly ServingMetrics _metrics;
    private readonly ServedInterface _served;
    private readonly PredictionQueue<T> _queue;
    private readonly WeightsWatch? _watch;
    private readonly ShadowLog<T>? _shadow;
    private readonly ConcurrentQueue<PendingPrediction<T>> _spare = new();
    private readonly StringValues _retryAfter;

    public ServedNetwork(
        string endpoint, Network<T> network, ServingOptions options, IMeterFactory? meters, ILogger logger, CancellationToken stopping)
    {
        Endpoint = endpoint;
        _options = options;
        _stopping = stopping;
        _logger = logger;
        _retryAfter = Math.Ceiling(options.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        _metrics = new ServingMetrics(meters, endpoint, () => Waiting);
        ServedWeights<T> weights = new(network, options.Preparation);
        FileStamp first = default;
        if (options.WeightsFile is string path)
        {
            first = FileStamp.Of(path);
            weights.Load(path);
            _watch = new WeightsWatch(path, options.ReloadInterval, weights.Load, endpoint, _metrics, logger);
        }

        int most = Math.Min(options.MaxBatchSize, options.MaxRequestSamples > 0 ? options.MaxRequestSamples : int.MaxValue);
        _queue = new PredictionQueue<T>(network, options, weights, _metrics);
        _served = new ServedInterface(network.Plan, weights.Preparation, Math.Min(most, _queue.MaxBatchSize));
        _shadow = options.ShadowLog is { } shadow ? new(shadow, _served, _metrics, logger) : null;
        _ = _watch?.RunAsync(first, stopping);
    }

    public string Endpoint { get; }

    public int Waiting => _queue?.Count ?? 0;

    public (HealthStatus Status, string? Problem) Health =>
        _stopping.IsCancellationRequested ? (HealthStatus.Unhealthy, "the program ends")
        : _queue.IsFull ? (HealthStatus.Degraded, "no other request may wait")
        : _watch?.Failure is string failure ? (HealthStatus.Degraded, $"the newest weights are not taken: {failure}")
        : (HealthStatus.Healthy, null);

    /// <summary>The endpoint.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        long begin = Stopwatch.GetTimestamp();
        PendingPrediction<T> pending = _spare.TryDequeue(out PendingPrediction<T>? spare) ? spare : new(_served);
        try
        {
            bool isJson = IsJson(context.Request);
            await ReadAsync(context, isJson, pending);
            await PredictAsync(pending);
            await WriteAsync(context, isJson, pending);
        }
        catch (RefusedException exception)
        {
            await RefuseAsync(context, exception.Status, exception.Message, exception);
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(context, exception.StatusCode, exception.Message, null);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Who asked has gone.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Failed(exception, Endpoint);
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, "The prediction failed; the server's log says why.", null);
        }
        finally
        {
            pending.Clear();
            if (_spare.Count < _options.QueueLimit)
            {
                _spare.Enqueue(pending);
            }

            _metrics.Answered(context.Response.StatusCode, Stopwatch.GetTimestamp() - begin);
        }
    }

    /// <summary>Writes what is kept of the inputs and ends the predictors; all requests are answered.</summary>
    public void Dispose()
    {
        _shadow?.End();
        _queue.Dispose();
        _metrics.Dispose();
    }

    private static bool IsJson(HttpRequest request)
    {
        // As nearly all say it, nothing is taken apart.
        if (request.ContentType is Json or Bytes)
        {
            return request.ContentType is Json;
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type))
        {
            if (type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
            {
                return !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                    ? true
                    : throw new RefusedException(415, $"JSON is in UTF-8, not in {type.Charset}.");
            }

            if (type.MediaType.Equals(Bytes, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        throw new RefusedException(415, $"The content type is {Json} or {Bytes}, not {request.ContentType ?? "none"}.");
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReadAsync(HttpContext context, bool isJson, PendingPrediction<T> pending)
    {
        if (_stopping.IsCancellationRequested)
        {
            context.Response.Headers.Connection = "close";
            throw new RefusedException(503, "The server is about to end.");
        }

        if (context.Request.ContentLength > _options.MaxRequestBytes)
        {
            throw TooManyBytes();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit
            && limit.MaxRequestBodySize < _options.MaxRequestBytes)
        {
            limit.MaxRequestBodySize = _options.MaxRequestBytes;
        }

        PipeReader reader = context.Request.BodyReader;
        ReadResult read = await reader.ReadAsync(context.RequestAborted);
        while (!read.IsCompleted && read.Buffer.Length <= _options.MaxRequestBytes)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync(context.RequestAborted);
        }

        try
        {
            if (read.Buffer.Length > _options.MaxRequestBytes)
            {
                throw TooManyBytes();
            }

            if (isJson)
            {
                JsonRequest<T>.Read(read.Buffer, _served, pending);
            }
            else
            {
                string? lengths = context.Request.QueryString.HasValue ? context.Request.Query["lengths"] : default(string);
                BinaryRequest.Read(read.Buffer, lengths, _served, pending);
            }
        }
        finally
        {
            reader.AdvanceTo(read.Buffer.End);
        }
    }

    private RefusedException TooManyBytes() =>
        RefusedException.TooLarge(Invariant($"The body has more than {_options.MaxRequestBytes} bytes."));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask PredictAsync(PendingPrediction<T> pending)
    {
        if (!_queue.TryAdd(pending))
        {
            throw new RefusedException(503, Invariant($"{_options.QueueLimit} requests wait already."));
        }

        await pending.Done;
        if (pending.Failure is Exception failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        _shadow?.Add(pending);
    }

    private ValueTask WriteAsync(HttpContext context, bool isJson, PendingPrediction<T> pending)
    {
        bool writesJson = AnswersJson(context.Request.Headers.Accept, isJson);
        if (writesJson)
        {
            JsonAnswer.Write(_served, pending);
        }
        else
        {
            BinaryAnswer.Write(_served, pending);
        }

        ReadOnlyMemory<byte> answer = pending.Answer.Written;
        context.Response.ContentType = writesJson ? Json : Bytes;
        context.Response.ContentLength = answer.Length;
        return context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }

    /// <summary>What the client asks for, where that is one of the two; else as it asked.</summary>
    private static bool AnswersJson(in StringValues accept, bool isJson) => accept.Count switch
    {
        0 => isJson,
        _ when accept[0]!.Contains(Json, StringComparison.OrdinalIgnoreCase) => true,
        _ when accept[0]!.Contains(Bytes, StringComparison.OrdinalIgnoreCase) => false,
        _ => isJson,
    };

    private async ValueTask RefuseAsync(HttpContext context, int status, string detail, RefusedException? refused)
    {
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = _retryAfter;
        }

        try
        {
            await ProblemAnswer.WriteAsync(context, status, detail, refused);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Who asked has gone.
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A prediction of {Endpoint} failed")]
    private partial void Failed(Exception exception, string endpoint);
}
