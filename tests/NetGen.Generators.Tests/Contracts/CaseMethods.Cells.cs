namespace NetGen.Generators.Tests.Contracts;

/// <content>Cells.</content>
internal static partial class CaseMethods
{
    public sealed record Rates([Learnable] double Fast, [Learnable(Start = -1)] double Slow);

    /// <summary>Two sums that forget at different speeds.</summary>
    [Differentiable]
    public static (double Fast, double Slow) TwoSpeeds((double Value, double Weight) x, (double Fast, double Slow) s, Rates w)
    {
        double fast = Logistic(w.Fast), slow = Logistic(w.Slow), value = x.Value * x.Weight;
        return ((fast * s.Fast) + value, (slow * s.Slow) + ((1 - slow) * value));
    }

    [Differentiable]
    public static Row<double> Elman([Width(3)] Row<double> x, [Width(4)] Row<double> s, ElmanWeights w) =>
        ((w.Input * x) + (w.Hidden * s) + w.Bias).Map(Math.Tanh);

    public sealed record ElmanWeights(
        [Learnable(4, 3)] Matrix<double> Input, [Learnable(4, 4)] Matrix<double> Hidden, [Learnable(4)] Row<double> Bias);

    public readonly record struct GruState([Width(3)] Row<double> Hidden, double Steps);

    public sealed record GruWeights(
        [Learnable(9, 3)] Matrix<double> Input, [Learnable(9, 3)] Matrix<double> Hidden, [Learnable(9)] Row<double> Bias,
        [Learnable] double Age);

    /// <summary>A gated unit (Cho et al., 2014) that counts its steps, and gives a number beside its state.</summary>
    [Differentiable]
    public static (GruState After, double Given, Row<double> Gate) Gru(Row<double> x, GruState s, GruWeights w)
    {
        Row<double> fromInput = (w.Input * x) + w.Bias, fromState = w.Hidden * s.Hidden;
        Row<double> update = Row.Sigmoid(fromInput.Slice(0, 3) + fromState.Slice(0, 3));
        Row<double> reset = Row.Sigmoid(fromInput.Slice(3, 3) + fromState.Slice(3, 3));
        Row<double> candidate = Row.Tanh(fromInput.Slice(6, 3) + (reset * fromState.Slice(6, 3)));
        GruState after = s with { Hidden = (update * s.Hidden) + ((1 - update) * candidate), Steps = s.Steps + 1 };
        return (after, after.Hidden.Sum() / (1 + (w.Age * w.Age * after.Steps)), update);
    }

    public readonly record struct Features(double Time, [Width(3)] Row<double> Values, double Mark);

    public readonly record struct Mixed([Width(3)] Row<double> Mean, double Count, double Largest);

    /// <summary>All that can be made of rows.</summary>
    [Differentiable]
    public static (Mixed After, double Given) Statistics(Features x, Mixed s, [Learnable(3)] Row<double> scale)
    {
        double largest = s.Largest;
        foreach (double value in x.Values.Span)
        {
            largest = Math.Max(largest, value * x.Mark);
        }

        Row<double> values = (x.Values * scale) - (0.5 * s.Mean) + 0.1;
        double gap = 0;
        for (int i = 0; i < values.Length; i++)
        {
            gap += values[i] > 0 ? values[i] * x.Values[i] : s.Mean[i];
        }

        Row<double> mean = x.Time > 0
            ? ((s.Mean * 0.9) + (Row.Relu(-values) / 2))
            : (0.3 - Row.Exp(0.2 * s.Mean)) / (1.5 + (values * values));
        double given = values.Mean() + values.Max() - values.Min() + values.Dot(s.Mean)
            + (0.1 * gap) + scale[1] + (values[2] * scale.Norm());
        return (new Mixed(mean.Map(Bounded), s.Count + 1, 0.8 * largest), given + (mean.Norm() / (1 + s.Count)));
    }

    [Differentiable]
    private static double Bounded(double x) => x > 1 ? 1 + Math.Log(x) : x < -1 ? -1 : x;

    /// <summary>What was last seen, by a condition for each part.</summary>
    [Differentiable]
    public static Mixed Keep(Features x, Mixed s)
    {
        if (x.Mark > 0.5)
        {
            return s;
        }

        Mixed after = s with { Count = s.Count + (x.Time > 0 ? 1 : 0) };
        switch (x.Time)
        {
            case > 0.3:
                after = after with { Mean = x.Values };
                break;
            case < -0.3:
                after = new Mixed(after.Mean + Row.Log(1 + (x.Values * x.Values)), 0, x.Time);
                break;
        }

        return after;
    }

    public sealed record Bounds(
        [Learnable(Start = 0.5f, Min = -2, Max = 2)] double Decay, [Learnable(2, Min = -2.5f, Max = 2)] Row<double> Shift);

    [Differentiable]
    public static (double, double) Pulled(Row<double> x, (double, double) s, Bounds w)
    {
        (double a, double b) = s;
        double pull = Math.Sin(x[0] + w.Shift[0]);
        return ((w.Decay * a) + pull, b + (0.1 * a * Math.Cos(x[1] + w.Shift[1])));
    }

    /// <summary>The state alone goes on; what is given is another number.</summary>
    [Differentiable]
    public static (double State, double Given) Surprise(double x, double s)
    {
        double d = x - s;
        return (s + (0.3 * d), d * d);
    }
}
