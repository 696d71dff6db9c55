using System.Numerics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace NetGen.Serving;

/// <summary>
/// Keeps a share of the inputs in files: requests leave a copy in a queue that never makes them wait, and one reader writes them.
/// </summary>
internal sealed partial class ShadowLog<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromSeconds(5);

    private readonly ServedInterface _served;
    private readonly ShadowFile _file;
    private readonly ServingMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Channel<ShadowRow<T>> _rows;
    private readonly Channel<ShadowRow<T>> _spare;
    private readonly double _share;
    private readonly Task _writing;
    private long _seen;

    public ShadowLog(ShadowLogOptions options, ServedInterface served, ServingMetrics metrics, ILogger logger)
    {
        _served = served;
        _metrics = metrics;
        _logger = logger;
        _share = options.Share;
        _file = new ShadowFile(options, ShadowRow<T>.Header(served));
        _rows = Channel.CreateBounded<ShadowRow<T>>(new BoundedChannelOptions(options.MaxWaiting) { SingleReader = true });
        _spare = Channel.CreateBounded<ShadowRow<T>>(options.MaxWaiting);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Keeps those of a request's samples whose turn it is; leaves them out where too many wait.</summary>
    public void Add(PendingPrediction<T> pending)
    {
        for (int sample = 0; sample < pending.Count; sample++)
        {
            // Evenly spread: whenever the share of those seen passes a whole number.
            long seen = Interlocked.Increment(ref _seen);
            if (Math.Floor(seen * _share) <= Math.Floor((seen - 1) * _share))
            {
                continue;
            }

            if (!_spare.Reader.TryRead(out ShadowRow<T>? row))
            {
                row = new(_served);
            }

            row.Set(pending, sample);
            if (!_rows.Writer.TryWrite(row))
            {
                _spare.Writer.TryWrite(row);
                _metrics.ShadowDropped(1);
            }
        }
    }

    /// <summary>Writes what waits, and ends.</summary>
    public void End()
    {
        _rows.Writer.TryComplete();
        _writing.Wait(s_longestEnd);
    }

    private async Task WriteAsync()
    {
        bool hasFailed = false;
        while (await _rows.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            try
            {
                while (_rows.Reader.TryRead(out ShadowRow<T>? row))
                {
                    _file.Write(row.Line());
                    _spare.Writer.TryWrite(row);
                }

                _file.Flush();
                hasFailed = false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Said once until it works again.
                if (!hasFailed)
                {
                    Failed(exception, _file.Path);
                }

                hasFailed = true;
                _metrics.ShadowDropped(1);
            }
        }

        _file.Dispose();
    }

    [LoggerMessage(1, LogLevel.Error, "Inputs cannot be kept in {Path}")]
    private partial void Failed(Exception exception, string path);
}
