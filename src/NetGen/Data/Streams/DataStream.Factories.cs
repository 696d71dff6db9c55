namespace NetGen;

/// <content>Streams of a program's own samples.</content>
public abstract partial class DataStream
{
    /// <summary>
    /// A stream of samples that a program holds or computes. Each epoch enumerates them anew, those of a list as many as it has by then;
    /// nothing is allocated for a sample.
    /// </summary>
    /// <typeparam name="T">What a sample is made from.</typeparam>
    /// <param name="source">What the samples are made from.</param>
    /// <param name="layout">What a sample consists of.</param>
    /// <param name="write">Writes the values of one sample.</param>
    /// <returns>
    /// Its reading ends with an <see cref="ArgumentException"/>, which names the sample, where a value is not finite, or no label.
    /// </returns>
    public static DataStream From<T>(IEnumerable<T> source, SampleLayout layout, SampleWriter<T> write)
    {
        ArgumentNullException.ThrowIfNull(source);
        return From(_ => source, layout, write, () => source.TryGetNonEnumeratedCount(out int count) ? count : null);
    }

    /// <summary>The same of a method that begins each reading: it may open a file, and close it when the enumeration ends.</summary>
    /// <inheritdoc cref="From{T}(IEnumerable{T}, SampleLayout, SampleWriter{T})"/>
    public static DataStream From<T>(Func<IEnumerable<T>> source, SampleLayout layout, SampleWriter<T> write)
    {
        ArgumentNullException.ThrowIfNull(source);
        return From(_ => source(), layout, write, () => null);
    }

    /// <summary>
    /// The same of samples that arrive asynchronously: the thread that reads the stream waits for them, <see cref="Prefetch"/> lets another
    /// one do so. The token of the reading is given to the enumeration.
    /// </summary>
    /// <inheritdoc cref="From{T}(IEnumerable{T}, SampleLayout, SampleWriter{T})"/>
    public static DataStream From<T>(IAsyncEnumerable<T> source, SampleLayout layout, SampleWriter<T> write)
    {
        ArgumentNullException.ThrowIfNull(source);
        return From(cancellationToken => AsyncSource.Wait(source, cancellationToken), layout, write, () => null);
    }

    /// <summary>The same, with the token of each reading, and what tells the count at any time.</summary>
    internal static DataStream From<T>(
        Func<CancellationToken, IEnumerable<T>> source, SampleLayout layout, SampleWriter<T> write, Func<long?> count)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(write);
        return new WrittenStream<T>(source, layout, write, count);
    }
}
