namespace NetGen.Generators.Tests.Contracts;

/// <content>Losses of elements and of rows.</content>
internal static partial class CaseMethods
{
    [Differentiable]
    public static double Pinball(double x, double t)
    {
        double d = t - x;
        return Math.Max(0.7 * d, -0.3 * d) + (0.1 * Math.Log(Math.Cosh(d)));
    }

    [Differentiable]
    public static double Weighted(double x, double t, double weight) =>
        weight > 0.5 ? weight * (x - t) * (x - t) : 0.5 * Math.Abs(x - t) / (1 + weight);

    /// <summary>A sum, a mean, the largest and the smallest element by loops.</summary>
    [Differentiable]
    public static double Spread(ReadOnlySpan<double> x, ReadOnlySpan<double> t)
    {
        double sum = 0, largest = double.NegativeInfinity, smallest = 10, squares = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            double d = x[i] - t[i];
            sum += d;
            squares += d * d;
            if (d > largest)
            {
                largest = d;
            }

            smallest = Math.Min(d, smallest);
        }

        double mean = sum / x.Length;
        return (squares / x.Length) - (mean * mean) + (0.1 * (largest - smallest));
    }

    /// <summary>Sums and counts of some elements.</summary>
    [Differentiable]
    public static double Conditional(ReadOnlySpan<double> x, ReadOnlySpan<double> t)
    {
        double high = 0, low = 0, extreme = -5;
        int count = 1;
        for (int i = 0; i <= x.Length - 1; ++i)
        {
            if (t[i] > 0.5)
            {
                high += Math.Log(1 + Math.Exp(-x[i]));
                count++;
            }
            else if (x[i] > 0)
            {
                low -= x[i] * t[i];
                extreme = Math.Max(extreme, x[i]);
            }
            else
            {
                low += x[i] < -1 ? 1 : x[i] * x[i];
            }
        }

        return (high / count) + (0.1 * low) + (0.05 * extreme);
    }

    /// <summary>The logarithm only of what has one.</summary>
    [Differentiable]
    public static double PositiveLogs(ReadOnlySpan<double> x, ReadOnlySpan<double> t)
    {
        double sum = 0;
        int n = x.Length;
        for (int i = 0; i < n; i++)
        {
            if (x[i] > 0)
            {
                sum -= t[i] * Math.Log(x[i]);
            }
            else
            {
                sum += t[i] - x[i];
            }
        }

        return sum;
    }

    /// <summary>A Gaussian's negative log-likelihood of three numbers by their places.</summary>
    [Differentiable]
    public static double Places(ReadOnlySpan<double> x, ReadOnlySpan<double> t)
    {
        double variance = 0.3 + (x[1] * x[1]), d = x[0] - t[0];
        if (variance > 1)
        {
            return (d * d / variance) + Math.Log(variance);
        }

        double sum = 0;
        foreach (double value in x)
        {
            sum += value * variance;
        }

        return (d * d) + Math.Sqrt(variance) + (0.1 * sum * t[2]);
    }

    [Differentiable]
    public static double Halves(ReadOnlySpan<double> x, ReadOnlySpan<double> t)
    {
        ReadOnlySpan<double> first = x.Slice(0, 2), rest = x.Slice(2, 2);
        double product = 0;
        for (int i = 0; i < first.Length; i++)
        {
            product += first[i] * rest[i];
        }

        return (product * product) + LengthOf(t) - SquaresOf(x);
    }

    [Differentiable]
    private static double SquaresOf(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x)
        {
            sum += value * value;
        }

        return sum > 4 ? 4 + (0.1 * sum) : sum;
    }

    [Differentiable]
    private static double LengthOf(ReadOnlySpan<double> x) => 0.1 * x.Length;

    /// <summary>Every other class at least 0.7 below the right one; class 1 counts more.</summary>
    [Differentiable]
    public static double Margins(ReadOnlySpan<double> scores, int label)
    {
        double sum = 0, right = scores[label];
        for (int i = 0; i < scores.Length; i++)
        {
            if (i != label)
            {
                sum += Math.Max(0, 0.7 + scores[i] - right);
            }

            sum += i == 0 ? 0.2 * scores[i] * scores[i] : 0;
        }

        return label == 1 ? 1.5 * sum : sum;
    }

    /// <summary>Focal loss (Lin et al., 2017) with smoothed labels.</summary>
    [Differentiable]
    public static double Focal(ReadOnlySpan<double> scores, int label)
    {
        double most = scores[0];
        foreach (double score in scores)
        {
            most = score >= most ? score : most;
        }

        double total = 0;
        foreach (double score in scores)
        {
            total += Math.Exp(score - most);
        }

        double logTotal = Math.Log(total) + most, loss = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double wanted = i == label ? 0.85 : 0.05, log = scores[i] - logTotal;
            loss -= wanted * Math.Pow(1 - Math.Exp(log), 2) * log;
        }

        return loss;
    }

    [Differentiable]
    public static double WeighedLabel(ReadOnlySpan<double> scores, int label, double weight)
    {
        double squares = 0;
        foreach (double score in scores)
        {
            squares += score * score;
        }

        return (weight * Math.Exp(-scores[label])) + (0.1 * squares);
    }
}
