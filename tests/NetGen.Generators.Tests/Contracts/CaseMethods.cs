namespace NetGen.Generators.Tests.Contracts;

/// <summary>
/// Differentiable methods of cases. They are compiled into these tests, whose reference calls them, and, as source, into the projects of
/// the cases, whose networks have them inside.
/// </summary>
internal static partial class CaseMethods
{
    private const double Half = 0.5;
    private static readonly double s_three = 3;

    [Differentiable]
    public static double Square(double x) => x * x;

    [Differentiable]
    public static double Swish(double x, [Learnable(Start = 0.25f)] double beta) => x / (1 + Math.Exp(-beta * x));

    [Differentiable]
    public static double Bent(double x, [Learnable(Start = 0.25f, Per = Axis.Channels)] double slope, double limit)
    {
        if (x > limit)
        {
            return limit + Math.Log(1 + x - limit);
        }

        double y = x;
        if (x < 0)
        {
            y *= slope;
        }

        return y;
    }

    [Differentiable]
    public static double Gate(double x, double gate) => x * Half * (1 + Math.Tanh(gate / s_three));

    [Differentiable]
    public static double Huberlike(double x, double t)
    {
        double d = Math.Abs(x - t);
        return d <= 1 ? Half * d * d : d - Half;
    }

    [Differentiable]
    public static double CrossEntropy(ReadOnlySpan<double> scores, int label)
    {
        double max = double.NegativeInfinity;
        foreach (double score in scores)
        {
            max = Math.Max(max, score);
        }

        double sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            sum += Math.Exp(scores[i] - max);
        }

        return max + Math.Log(sum) - scores[label];
    }

    [Differentiable]
    public static double Cosine(ReadOnlySpan<double> x, ReadOnlySpan<double> t, double weight)
    {
        double dot = 0, xx = 0.1, tt = 0.1;
        for (int i = 0; i < x.Length; i++)
        {
            dot += x[i] * t[i];
            xx += x[i] * x[i];
            tt += t[i] * t[i];
        }

        return weight * (1 - (dot / Math.Sqrt(xx * tt)));
    }

    [Differentiable]
    public static double Ridge(double weight) => 0.1 * weight * weight;

    [Differentiable]
    public static double Soft(double weight)
    {
        double size = Math.Abs(weight);
        return size > 0.2 ? size - 0.1 : 2.5 * weight * weight;
    }

    /// <summary>A leaky sum with a learnt rate.</summary>
    [Differentiable]
    public static double Leak(double x, double state, Leaking w) => (state * Math.Exp(-w.Rate)) + (w.Gain * x);

    public sealed record Leaking([Learnable(Start = 0.5f, Min = 0, Max = 2)] double Rate, [Learnable(Start = 0.8f)] double Gain);

    public readonly record struct Review(double Days, double Rating);

    public readonly record struct Memory(double Stability, double Difficulty);

    public sealed record Habits([Learnable(Start = 0.6f)] double Decay, [Learnable(Start = 0.3f)] double Growth);

    [Differentiable]
    public static (Memory After, double Recall) Remember(Review review, Memory before, Habits w)
    {
        if (before.Stability == 0)
        {
            return (new Memory(1 + Math.Exp(review.Rating), 0.5), 1);
        }

        double recall = Math.Pow(1 + (review.Days * review.Days / before.Stability), -w.Decay);
        double difficulty = Math.Clamp(before.Difficulty + (0.1 * review.Rating), 0.1, 2);
        double stability = review.Rating > 0
            ? before.Stability * (1 + (Math.Exp(w.Growth) * (1 - recall) / difficulty))
            : Math.Min(before.Stability, 1 + recall);
        return (before with { Stability = stability, Difficulty = difficulty }, recall);
    }

    public readonly record struct LstmState([Width(5)] Row<double> Hidden, [Width(5)] Row<double> Cell);

    public sealed record LstmWeights(
        [Learnable(20, 4)] Matrix<double> Input, [Learnable(20, 5)] Matrix<double> Hidden, [Learnable(20)] Row<double> Bias);

    [Differentiable]
    public static LstmState Lstm(Row<double> x, LstmState s, LstmWeights w)
    {
        Row<double> gates = (w.Input * x) + (w.Hidden * s.Hidden) + w.Bias;
        Row<double> i = Row.Sigmoid(gates.Slice(0, 5)), f = Row.Sigmoid(gates.Slice(5, 5));
        Row<double> g = Row.Tanh(gates.Slice(10, 5)), o = Row.Sigmoid(gates.Slice(15, 5));
        Row<double> cell = (f * s.Cell) + (i * g);
        return new LstmState(o * Row.Tanh(cell), cell);
    }
}
