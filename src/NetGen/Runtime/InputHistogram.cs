using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>How often which inputs occur, in bins of equal width; zeros, which integers have without error, are not counted.</summary>
internal sealed class InputHistogram(float smallest, float largest)
{
    private const int Bins = 2048;

    // What of a range is tried, in steps of this share.
    private const int Tries = 100;

    private readonly long[] _counts = new long[Bins];
    private readonly double _width = ((double)largest - smallest) / Bins;

    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (value != 0 && _width > 0)
            {
                _counts[Math.Clamp((int)((value - smallest) / _width), 0, Bins - 1)]++;
            }
        }
    }

    /// <summary>The range of that many percent of the inputs, as much left out at either end.</summary>
    public (float Smallest, float Largest) Percentile(double percent)
    {
        long total = _counts.Sum();
        double left = total * (100 - percent) / 200;
        int first = 0, end = Bins;
        for (long below = 0; first < Bins && (below += _counts[first]) <= left; first++)
        {
        }

        for (long above = 0; end > first + 1 && (above += _counts[end - 1]) <= left; end--)
        {
        }

        return total == 0 ? (smallest, largest) : (smallest < 0 ? Edge(first) : 0, largest > 0 ? Edge(end) : 0);
    }

    /// <summary>
    /// The range, of those smaller by the same factor at both ends, whose integers lie nearest to the inputs: the least squares.
    /// </summary>
    public (float Smallest, float Largest) LeastSquares()
    {
        (float, float) best = (smallest, largest);
        double least = double.PositiveInfinity;
        for (int i = 1; i <= Tries; i++)
        {
            float share = (float)i / Tries;
            QuantizedRange range = new(smallest * share, largest * share);
            double error = 0;
            for (int bin = 0; bin < Bins; bin++)
            {
                float middle = (Edge(bin) + Edge(bin + 1)) / 2;
                double difference = (range.Nearest(middle) * (double)range.Scale) - middle;
                error += _counts[bin] * difference * difference;
            }

            if (error < least)
            {
                (best, least) = ((smallest * share, largest * share), error);
            }
        }

        return best;
    }

    private float Edge(int bin) => (float)(smallest + (bin * _width));
}
