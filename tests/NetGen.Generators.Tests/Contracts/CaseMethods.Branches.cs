namespace NetGen.Generators.Tests.Contracts;

/// <content>Conditions of every kind.</content>
internal static partial class CaseMethods
{
    [Differentiable]
    public static double Leaky(double x) => x > 0 ? x : 0.1 * x;

    [Differentiable]
    public static double EarlyReturns(double x)
    {
        if (x > 0.5)
        {
            return 0.5 + (0.2 * (x - 0.5));
        }

        if (x < -0.5)
        {
            return Math.Exp(x) - Half;
        }

        return x * x * x;
    }

    [Differentiable]
    public static double NestedIfs(double x)
    {
        double y = x;
        if (x > 0)
        {
            if (x > 0.7)
            {
                y = 0.7;
                if (x <= 1.2)
                {
                    y += (x - 0.7) * (x - 0.7);
                }
            }
            else
            {
                y *= 2;
            }
        }
        else if (x < -1)
        {
            y = -1 - Math.Log(-x);
        }

        return y;
    }

    /// <summary>A variable that only one way sets, while the other returns.</summary>
    [Differentiable]
    public static double SetOnOneWay(double x)
    {
        double y;
        if (x > -0.3)
        {
            y = x + (x * x);
        }
        else
        {
            return Math.Tanh(x);
        }

        double z;
        if (y > 1)
        {
            return 1 + Math.Log(y);
        }
        else
        {
            z = y * y;
        }

        return z + (0.1 * y);
    }

    [Differentiable]
    public static double SwitchStatement(double x)
    {
        double y = 0.3;
        switch (x)
        {
            case > 1:
                return 2 * x;
            case < -1 when x < -1.5:
                y = x * 0.25;
                break;
            case < -1:
            case 0:
                y -= x;
                break;
            case > 0 and < 0.5:
            {
                y = Math.Sqrt(x);
                break;
            }

            default:
                y *= x;
                break;
        }

        return y - (0.5 * x);
    }

    [Differentiable]
    public static double SwitchExpression(double x) => x switch
    {
        > 1 => 1 + (0.1 * x),
        < 0 and > -0.5 => x * x,
        <= -1 or 0.25 => -x,
        var y when y * y < 0.2 => Math.Sin(y),
        not > 0 => 0.5 * x,
        _ => x,
    };

    [Differentiable]
    public static double Patterns(double x) => x is > -0.6 and < 0.4 ? 1.5 * x : x is not (< 0 or > 2) ? x + 0.5 : 0.2 - x;

    [Differentiable]
    public static double Bools(double x)
    {
        bool isLow = x < -0.5, isHigh = !(x <= 0.5), isOuter = isLow || isHigh, isBoth = isLow && isHigh;
        bool isOdd = isLow ^ x > -1, isAny = isHigh | isBoth, isAll = isOuter & x != 2;
        double y = isOuter == true ? x : 2 * x;
        if (isOdd)
        {
            y += x * x;
        }

        isAny = isAny && x < 1.5;
        return (isAny, isAll) switch
        {
            (true, true) => y * 0.5,
            (false, true) => y - 1,
            _ => y,
        };
    }

    [Differentiable]
    public static double TrueOrFalse(double x) => (x > 0.2) switch
    {
        true => Math.Exp(-x),
        false => 1 + (x * x),
    };

    /// <summary>A way back out of a loop, and one behind it.</summary>
    [Differentiable]
    public static double ReturnInLoop(double x)
    {
        double y = 0.25 * x;
        for (int i = 0; i < 4; i++)
        {
            if (y > 1)
            {
                return y + (0.1 * i * x);
            }

            y = (y * y) + (0.5 * x) + 0.3;
        }

        return Math.Tanh(y);
    }

    private enum Side
    {
        Left,
        Right,
    }

    [Differentiable]
    public static double Sided(double x)
    {
        Side side = x < 0 ? Side.Left : Side.Right;
        return side == Side.Left ? -2 * x : x * Weight(side);
    }

    [Differentiable]
    private static double Weight(Side side)
    {
        switch (side)
        {
            case Side.Left:
                return 1;
            case Side.Right:
                return 0.3;
            default:
                return 0;
        }
    }
}
