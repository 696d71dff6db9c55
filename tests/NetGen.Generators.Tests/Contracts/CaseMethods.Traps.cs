namespace NetGen.Generators.Tests.Contracts;

/// <content>
/// Functions that are no number, or have no derivative, where they are not meant to be computed: neither may come through.
/// </content>
internal static partial class CaseMethods
{
    [Differentiable]
    public static double RootOrZero(double x) => x > 0 ? Math.Sqrt(x) : 0;

    /// <summary>The same a little away from where it is steep: differences are exact there.</summary>
    [Differentiable]
    public static double ShiftedRoot(double x) => x > 0.1 ? Math.Sqrt(x - 0.05) : 0.3 * x;

    [Differentiable]
    public static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x) / x;

    [Differentiable]
    public static double LogInBranch(double x)
    {
        double y = 0.2 * x;
        if (x > 0.05)
        {
            y += Math.Log(x);
        }

        return 0.5 * y;
    }

    [Differentiable]
    public static double RootBehindReturn(double x)
    {
        if (x <= -0.05)
        {
            return 0.3 * x;
        }

        double root = Math.Sqrt(x + 0.1);
        return root + (0.1 / root);
    }

    [Differentiable]
    public static double LogBehindAnd(double x) => x > 0 && Math.Log(x) > -0.5 ? Math.Log(x) : x < -0.2 || Math.Sqrt(x) > 0.3 ? x : 0.4 * x;

    [Differentiable]
    public static double InverseInSwitch(double x) => x switch
    {
        0 => x,
        > 0.3 => 0.2 / x,
        < 0 when x < -0.3 => Math.Pow(-x, 0.3),
        _ => x,
    };

    [Differentiable]
    public static double ArcOutside(double x)
    {
        if (x > 1)
        {
            return Math.Acosh(x);
        }

        return x < -1 ? -Math.Acosh(-x) : Math.Atanh(0.99 * x) * 0.2;
    }

    /// <summary>What is too large in one branch: ∞, and ∞ · 0 behind it.</summary>
    [Differentiable]
    public static double Overflow(double x) => x > -1 ? 1 / (1 + Math.Exp(-x)) : 0.3 + Math.Exp(300 * (x + 0.7));

    [Differentiable]
    public static double RootInLoop(double x)
    {
        double y = 0.4 * x;
        for (int i = 0; i < 3; i++)
        {
            if (y < 0)
            {
                return 0.5 * y;
            }

            y = Math.Sqrt(y) - 0.4;
        }

        return y;
    }

    /// <summary>Nothing is known of x where it is 0, as behind a ReLU.</summary>
    [Differentiable]
    public static double Entropy(double x)
    {
        double p = Math.Abs(x);
        return p > 0 ? -p * Math.Log(p) : 0;
    }
}
