namespace NetGen.Serving;

/// <summary>How a network is served; the defaults suit small networks on one machine.</summary>
public sealed record ServingOptions
{
    /// <summary>
    /// Most samples that are predicted together: those of requests that came at about the same time. 1 predicts each request by itself.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxBatchSize
    {
        get;
        init => field = AtLeast(1, value, nameof(MaxBatchSize));
    }
    = 64;

    /// <summary>
    /// How long a request waits for others to be predicted with, while a predictor is idle: full milliseconds. Zero, the default, takes
    /// those that are there, which costs no time; under load batches grow by themselves while the predictors are at work.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or longer than a minute.</exception>
    public TimeSpan MaxWait
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(MaxWait));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromMinutes(1), nameof(MaxWait));
            field = value;
        }
    }

    /// <summary>Batches that are predicted at the same time; 0 for <see cref="NetGenThreads.Default"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Predictors
    {
        get;
        init => field = AtLeast(0, value, nameof(Predictors));
    }

    /// <summary>Threads that predict one batch: more than one where batches are rare and the network is large.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int ThreadsPerPredictor
    {
        get;
        init => field = AtLeast(1, value, nameof(ThreadsPerPredictor));
    }
    = 1;

    /// <summary>Most requests that wait; another one is answered with 503 and Retry-After at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int QueueLimit
    {
        get;
        init => field = AtLeast(1, value, nameof(QueueLimit));
    }
    = 1024;

    /// <summary>What Retry-After says: full seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public TimeSpan RetryAfter
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(RetryAfter));
            field = value;
        }
    }
    = TimeSpan.FromSeconds(1);

    /// <summary>Most bytes of a request's body; a larger one is answered with 413.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxRequestBytes
    {
        get;
        init => field = AtLeast(1, value, nameof(MaxRequestBytes));
    }
    = 4 << 20;

    /// <summary>
    /// Most samples of a request; more are answered with 413. 0 for <see cref="MaxBatchSize"/>; no more than that in any case, since a
    /// request is predicted at once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int MaxRequestSamples
    {
        get;
        init => field = AtLeast(0, value, nameof(MaxRequestSamples));
    }

    /// <summary>
    /// A safetensors file that the weights are read from, with the preparation of the inputs where it holds one: before the first request,
    /// and again whenever the file changes. Null: the network's weights as they are.
    /// </summary>
    /// <remarks>
    /// Replace the file by a rename, as <see cref="Network{T}.Save(string, bool)"/> does. A file that is damaged, or of another network, is
    /// logged and the weights stay as they were.
    /// </remarks>
    public string? WeightsFile { get; init; }

    /// <summary>How often <see cref="WeightsFile"/> is looked at. It is read when it was the same twice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is below 10 ms, or longer than a day.</exception>
    public TimeSpan ReloadInterval
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(10), nameof(ReloadInterval));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1), nameof(ReloadInterval));
            field = value;
        }
    }
    = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What is done with the inputs before the network sees them, where no <see cref="WeightsFile"/> says it: requests then hold rows as
    /// they were before it, and JSON's null stands for a missing value.
    /// </summary>
    public Preparation? Preparation { get; init; }

    /// <summary>Keeps some of the inputs in files, to look for drift in them later; null for none.</summary>
    public ShadowLogOptions? ShadowLog { get; init; }

    private static int AtLeast(int least, int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        return value;
    }
}
