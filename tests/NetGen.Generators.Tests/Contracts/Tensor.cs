namespace NetGen.Generators.Tests.Contracts;

/// <summary>
/// A batch of values, sample by sample, channels first. Features are channels of one pixel; a sequence is one line of positions, whose
/// features are the channels.
/// </summary>
internal sealed class Tensor(int samples, int channels, int height, int width, int rank)
{
    private readonly double[] _values = new double[samples * channels * height * width];

    public int Samples => samples;

    public int Channels => channels;

    public int Height => height;

    public int Width => width;

    /// <summary>How the user sees a sample: 1 features; 2 length, features; 3 channels, height, width.</summary>
    public int Rank => rank;

    /// <summary>The user's sizes of one sample.</summary>
    public int[] Sizes => rank switch { 1 => [channels], 2 => [width, channels], _ => [channels, height, width] };

    public ref double this[int n, int c, int y, int x] => ref _values[(((((n * channels) + c) * height) + y) * width) + x];

    public bool Contains(int y, int x) => y >= 0 && y < height && x >= 0 && x < width;

    /// <summary>A tensor whose every element follows from its place.</summary>
    public static Tensor Of(int samples, int channels, int height, int width, int rank, Func<int, int, int, int, double> value)
    {
        Tensor result = new(samples, channels, height, width, rank);
        for (int n = 0; n < samples; n++)
        {
            for (int c = 0; c < channels; c++)
            {
                for (int y = 0; y < height; y++)
                {
                    for (int x = 0; x < width; x++)
                    {
                        result[n, c, y, x] = value(n, c, y, x);
                    }
                }
            }
        }

        return result;
    }

    /// <summary>Values in the user's order as a tensor of the user's sizes.</summary>
    public static Tensor From(int samples, IReadOnlyList<int> sizes, IReadOnlyList<double> values) => sizes.Count switch
    {
        1 => Of(samples, sizes[0], 1, 1, 1, (n, c, _, _) => values[(n * sizes[0]) + c]),
        2 => Of(samples, sizes[1], 1, sizes[0], 2, (n, c, _, t) => values[(((n * sizes[0]) + t) * sizes[1]) + c]),
        _ => Of(samples, sizes[0], sizes[1], sizes[2], 3, (n, c, y, x) => values[(((((n * sizes[0]) + c) * sizes[1]) + y) * sizes[2]) + x]),
    };

    /// <summary>The same with another number of channels, lines or columns.</summary>
    public Tensor Like(
        Func<int, int, int, int, double> value, int? channels = null, int? height = null, int? width = null, int? rank = null) =>
        Of(Samples, channels ?? Channels, height ?? Height, width ?? Width, rank ?? Rank, value);

    public Tensor Map(Func<double, double> f) => Like((n, c, y, x) => f(this[n, c, y, x]));

    /// <summary>The values in the user's order.</summary>
    public double[] ToArray()
    {
        if (rank != 2)
        {
            return [.. _values];
        }

        return
        [
            .. from n in Enumerable.Range(0, samples)
               from t in Enumerable.Range(0, width)
               from c in Enumerable.Range(0, channels)
               select this[n, c, 0, t],
        ];
    }

    /// <summary>All channels of one pixel or position.</summary>
    public double[] Row(int n, int y, int x) => [.. Enumerable.Range(0, channels).Select(c => this[n, c, y, x])];

    /// <summary>Every value of one channel.</summary>
    public double[] Channel(int channel) =>
    [
        .. from n in Enumerable.Range(0, samples)
           from y in Enumerable.Range(0, height)
           from x in Enumerable.Range(0, width)
           select this[n, channel, y, x],
    ];
}
