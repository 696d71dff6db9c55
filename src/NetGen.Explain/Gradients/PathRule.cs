namespace NetGen.Explain;

/// <summary>Where the gradients of an integral along a path are taken, and how they are weighed.</summary>
public enum PathRule
{
    /// <summary>
    /// Gauss–Legendre: exact for polynomials of twice as many degrees as there are steps, least one; no step at the ends.
    /// </summary>
    GaussLegendre,

    /// <summary>The trapezoid rule: evenly, the ends with half the weight.</summary>
    Trapezoid,
}

/// <summary>Places in (0, 1) and their weights.</summary>
internal static class PathSteps
{
    private const int MostNewtonSteps = 100;

    /// <summary>For so many steps; weights add up to 1.</summary>
    public static (double[] Places, double[] Weights) Of(PathRule rule, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, rule == PathRule.Trapezoid ? 2 : 1);
        return rule == PathRule.Trapezoid
            ? ([.. Enumerable.Range(0, steps).Select(i => i / (steps - 1.0))],
                [.. Enumerable.Range(0, steps).Select(i => (i == 0 || i == steps - 1 ? 0.5 : 1) / (steps - 1.0))])
            : GaussLegendre(steps);
    }

    /// <summary>
    /// The roots of the Legendre polynomial Pₙ by Newton's method, weights 2/((1 − x²)·Pₙ'(x)²), moved from [−1, 1] to [0, 1].
    /// </summary>
    private static (double[] Places, double[] Weights) GaussLegendre(int n)
    {
        double[] places = new double[n], weights = new double[n];
        for (int i = 0; i < n; i++)
        {
            double x = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5)), slope = 1;
            for (int step = 0; step < MostNewtonSteps; step++)
            {
                (double value, slope) = Legendre(n, x);
                double move = value / slope;
                x -= move;
                if (Math.Abs(move) < 1e-15)
                {
                    break;
                }
            }

            slope = Legendre(n, x).Slope;
            places[n - 1 - i] = (1 + x) / 2;
            weights[n - 1 - i] = 1 / ((1 - (x * x)) * slope * slope);
        }

        return (places, weights);
    }

    private static (double Value, double Slope) Legendre(int n, double x)
    {
        (double before, double value) = (1, x);
        for (int k = 2; k <= n; k++)
        {
            (before, value) = (value, ((((2 * k) - 1) * x * value) - ((k - 1) * before)) / k);
        }

        return (value, n * ((x * value) - before) / ((x * x) - 1));
    }
}
