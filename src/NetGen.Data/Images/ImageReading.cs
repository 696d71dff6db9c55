namespace NetGen.Data;

/// <summary>Decodes pictures on several threads; nothing depends on how many.</summary>
/// <param name="entries">Path and class of each.</param>
/// <param name="options">What they become.</param>
internal sealed class ImageReading(IReadOnlyList<(string File, int Label)> entries, ImageOptions options)
{
    // Of those that are decoded together, some take longer than others.
    private const int PicturesOfThread = 8;

    private int Threads => options.Threads > 0 ? options.Threads : Environment.ProcessorCount;

    /// <summary>Decodes pictures one behind the other.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="pixels">Receives them.</param>
    /// <param name="cancellation">Ends it between two pictures.</param>
    /// <returns>What is wrong with each that may be skipped; null for the others.</returns>
    /// <exception cref="IOException">One that may not be skipped cannot be read: of several, it is the first.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImageFileException?[] Decode(int first, int count, byte[] pixels, CancellationToken cancellation)
    {
        int size = options.Shape.Size;
        IOException?[] failures = new IOException?[count];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Threads, CancellationToken = cancellation };
        Parallel.For(0, count, parallel, (i, loop) =>
        {
            try
            {
                ImageFile.Read(entries[first + i].File, options, pixels.AsSpan(i * size, size));
            }
            catch (IOException failure)
            {
                failures[i] = failure;
                if (!MaySkip(failure))
                {
                    // What comes before it is still read.
                    loop.Break();
                }
            }
        });
        return Array.Find(failures, failure => failure is not null && !MaySkip(failure)) is { } fatal
            ? throw fatal
            : Array.ConvertAll(failures, failure => failure as ImageFileException);
    }

    /// <summary>Decodes anew in each reading, a few pictures at once.</summary>
    public DataStream ToStream(int classes) => DataStream.From(
        Read,
        SampleLayout.ForClasses(options.Shape, classes),
        (Picture picture, SampleSlot sample) =>
        {
            Span<float> values = sample.Values();
            ReadOnlySpan<byte> pixels = picture.Pixels.Span;
            for (int i = 0; i < values.Length; i++)
            {
                float scaled = pixels[i] * options.Scale;
                values[i] = scaled + options.Shift;
            }

            sample.Label = picture.Label;
        },
        () => options.SkipsDamaged ? null : entries.Count);

    private IEnumerable<Picture> Read(CancellationToken cancellation)
    {
        int size = options.Shape.Size, most = Math.Min(Threads * PicturesOfThread, entries.Count);
        byte[] pixels = new byte[most * size];
        for (int first = 0; first < entries.Count; first += most)
        {
            int count = Math.Min(most, entries.Count - first);
            ImageFileException?[] skipped = Decode(first, count, pixels, cancellation);
            for (int i = 0; i < count; i++)
            {
                if (skipped[i] is null)
                {
                    yield return new(pixels.AsMemory(i * size, size), entries[first + i].Label);
                }
            }
        }
    }

    private bool MaySkip(IOException failure) => options.SkipsDamaged && failure is ImageFileException;

    private readonly record struct Picture(ReadOnlyMemory<byte> Pixels, int Label);
}
