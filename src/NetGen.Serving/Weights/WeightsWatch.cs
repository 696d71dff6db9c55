using Microsoft.Extensions.Logging;

namespace NetGen.Serving;

/// <summary>
/// Looks at a file of weights now and then, since no notice of a file system tells of all ways to replace a file: a rename, a link that
/// leads elsewhere, a mounted volume.
/// </summary>
internal sealed partial class WeightsWatch(
    string path, TimeSpan interval, Action<string> load, string endpoint, ServingMetrics metrics, ILogger logger)
{
    private volatile string? _failure;

    /// <summary>Why the newest file is not what is served; null where it is.</summary>
    public string? Failure => _failure;

    /// <summary>Looks until the token ends it.</summary>
    /// <param name="stop">The program's end.</param>
    /// <param name="first">What was read before.</param>
    public async Task RunAsync(FileStamp first, CancellationToken stop)
    {
        FileStamp read = first, seen = first;
        using PeriodicTimer timer = new(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                FileStamp now = FileStamp.Of(path);
                if (now != read && now == seen)
                {
                    // Once for each file, also where it is refused.
                    read = now;
                    Read(now);
                }

                seen = now;
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private void Read(FileStamp stamp)
    {
        try
        {
            if (stamp == default)
            {
                throw new FileNotFoundException("It is gone.");
            }

            load(path);
            _failure = null;
            metrics.Reloaded(isTaken: true);
            Loaded(path, endpoint);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            _failure = exception.Message;
            metrics.Reloaded(isTaken: false);
            Refused(exception, path, endpoint);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Endpoint} is served with the new weights of {Path}")]
    private partial void Loaded(string path, string endpoint);

    [LoggerMessage(2, LogLevel.Error, "The weights of {Path} are not taken, {Endpoint} is served with the old ones")]
    private partial void Refused(Exception exception, string path, string endpoint);
}
