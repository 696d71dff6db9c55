namespace NetGen.Generators.Tests.Contracts;

/// <content>Loops with known bounds, and whole numbers.</content>
internal static partial class CaseMethods
{
    private const int Terms = 5;

    /// <summary>Σ xⁿ / n!, from the innermost bracket outwards.</summary>
    [Differentiable]
    public static double Horner(double x)
    {
        double y = 1;
        for (int n = Terms; n >= 1; n--)
        {
            y = 1 + (y * x / n);
        }

        return y;
    }

    /// <summary>√(1 + x²) by Newton's method.</summary>
    [Differentiable]
    public static double Newton(double x)
    {
        double a = 1 + (x * x), y = a;
        for (int i = 0; i < 6; ++i)
        {
            y = (y + (a / y)) / 2;
        }

        return y;
    }

    [Differentiable]
    public static double NestedLoops(double x)
    {
        double y = 0;
        for (int i = 1; i <= 3; i++)
        {
            for (int j = i; j < 4; j += 2)
            {
                y += Math.Sin(i * x) / (i + j);
            }
        }

        return y;
    }

    [Differentiable]
    public static double Alternating(double x)
    {
        double sum = 0, power = x;
        int sign = 1;
        for (int i = 1; i < 8; i += 2)
        {
            sum += sign * power / i;
            power *= 0.25 * x * x;
            sign = -sign;
        }

        for (int i = 0; i < 4; i++)
        {
            if (i % 2 == 0)
            {
                sum -= 0.1 * i * x;
            }
        }

        return sum;
    }

    [Differentiable]
    public static double Fibonacci(double x)
    {
        double a = 0, b = 1;
        for (int i = 0; i < 5; i++)
        {
            (a, b) = (b, a + (0.5 * x * b));
        }

        return 0.2 * b;
    }

    /// <summary>The logistic map, only where it has not grown too much.</summary>
    [Differentiable]
    public static double Iterated(double x)
    {
        double y = x;
        for (int i = 0; i < 3; i++)
        {
            if (y < 0.9 && y > -0.9)
            {
                y = 1.7 * y * (1 - y);
            }
            else
            {
                y *= 0.5;
            }
        }

        return y;
    }

    [Differentiable]
    public static double Polynomial(double x, int degree, double decay)
    {
        double y = 0, power = 1;
        for (int i = 0; i <= degree; i++)
        {
            y += power;
            power *= decay * x;
        }

        return y;
    }

    [Differentiable]
    public static double WholeNumbers(double x)
    {
        int seven = 7, half = seven / 2, rest = -seven % 4, most = Math.Max(half, 2);
        half += 1;
        rest *= -2;
        int count = 0;
        for (int i = 0; i < most; i++)
        {
            count += i / 2;
        }

        count--;
        return (x * half / most) + (rest * 0.1) - (count * x * x) + ((int)2.9 * 0.3 * x);
    }
}
