namespace NetGen.Serving;

/// <summary>
/// Which inputs are kept in files, as they were asked for and before any preparation: CSV with a header, for
/// <c>CsvData</c> and <c>DriftCheck</c> of NetGen.Data. What cannot be written in time is left out; no request waits for it.
/// </summary>
public sealed record ShadowLogOptions
{
    /// <summary>The file: "inputs.csv", older ones are "inputs.1.csv", "inputs.2.csv" and so on.</summary>
    public required string Path { get; init; }

    /// <summary>The share of samples that are kept, evenly spread: above 0, 1 for all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0, or above 1.</exception>
    public double Share
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, nameof(Share));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1, nameof(Share));
            field = value;
        }
    }
    = 0.01;

    /// <summary>Bytes of a file, about, after which a new one is begun.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1024.</exception>
    public long MaxFileBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1024, nameof(MaxFileBytes));
            field = value;
        }
    }
    = 16 << 20;

    /// <summary>Files that are kept, the newest included; older ones are deleted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxFiles
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxFiles));
            field = value;
        }
    }
    = 4;

    /// <summary>Samples that wait in memory to be written.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxWaiting
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxWaiting));
            field = value;
        }
    }
    = 256;
}
