namespace NetGen.Generators.Tests.Contracts;

/// <summary>A batch of values, sample by sample, channels first; features are channels of one pixel.</summary>
internal sealed class Tensor(int samples, int channels, int height, int width)
{
    private readonly double[] _values = new double[samples * channels * height * width];

    public int Samples => samples;

    public int Channels => channels;

    public int Height => height;

    public int Width => width;

    public double[] Values => _values;

    public ref double this[int n, int c, int y, int x] => ref _values[(((((n * channels) + c) * height) + y) * width) + x];

    public bool Contains(int y, int x) => y >= 0 && y < height && x >= 0 && x < width;

    /// <summary>A tensor whose every element follows from its place.</summary>
    public static Tensor Of(int samples, int channels, int height, int width, Func<int, int, int, int, double> value)
    {
        Tensor result = new(samples, channels, height, width);
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

    public Tensor Map(Func<double, double> f) => Of(samples, channels, height, width, (n, c, y, x) => f(this[n, c, y, x]));

    /// <summary>Every value of one channel.</summary>
    public double[] Channel(int channel)
    {
        List<double> values = [];
        for (int n = 0; n < samples; n++)
        {
            for (int i = 0; i < height * width; i++)
            {
                values.Add(this[n, channel, i / width, i % width]);
            }
        }

        return [.. values];
    }
}
