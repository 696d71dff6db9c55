using static System.FormattableString;

namespace NetGen;

/// <summary>The loss of a run so far as a line of blocks, in at most <see cref="MostPoints"/> points however long it takes.</summary>
internal sealed class LossCurve
{
    private const int MostPoints = 512;
    private const string Blocks = "▁▂▃▄▅▆▇█";

    private readonly double[] _points = new double[MostPoints];
    private int _count;
    private int _perPoint = 1;
    private int _added;
    private double _sum;

    /// <summary>Adds a loss; one that is not finite is left out.</summary>
    public void Add(double loss)
    {
        if (!double.IsFinite(loss))
        {
            return;
        }

        _sum += loss;
        if (++_added < _perPoint)
        {
            return;
        }

        _points[_count++] = _sum / _perPoint;
        (_added, _sum) = (0, 0);
        if (_count == MostPoints)
        {
            _count /= 2;
            _perPoint *= 2;
            for (int i = 0; i < _count; i++)
            {
                _points[i] = (_points[2 * i] + _points[(2 * i) + 1]) / 2;
            }
        }
    }

    /// <summary>"█▅▃▂▁▁", from the largest to the least, by their logarithms where all are positive; empty before there are two.</summary>
    /// <param name="width">Most blocks.</param>
    public string Draw(int width)
    {
        int blocks = Math.Min(width, _count);
        if (blocks < 2)
        {
            return "";
        }

        bool isLogarithmic = _points.AsSpan(0, _count).IndexOfAnyExceptInRange(double.Epsilon, double.MaxValue) < 0;
        double[] values = new double[blocks];
        for (int i = 0; i < blocks; i++)
        {
            int first = (int)((long)i * _count / blocks), end = (int)((i + 1L) * _count / blocks);
            double mean = 0;
            foreach (double point in _points.AsSpan(first, end - first))
            {
                mean += point / (end - first);
            }

            values[i] = isLogarithmic ? Math.Log(mean) : mean;
        }

        double least = values.Min(), spread = values.Max() - least;
        return string.Concat(values.Select(value => Blocks[spread > 0 ? (int)((value - least) / spread * (Blocks.Length - 1) + 0.5) : 0]));
    }

    /// <summary>"loss █▅▃▂▁▁ 2.3026 → 0.0312"; empty before there are two.</summary>
    /// <param name="columns">Most characters.</param>
    public string DrawNamed(int columns)
    {
        if (_count == 0)
        {
            return "";
        }

        string ends = Invariant($" {_points[0]:0.0000} → {_points[_count - 1]:0.0000}");
        string blocks = Draw(Math.Min(columns - "loss ".Length - ends.Length, 60));
        return blocks.Length == 0 ? "" : $"loss {blocks}{ends}";
    }
}
