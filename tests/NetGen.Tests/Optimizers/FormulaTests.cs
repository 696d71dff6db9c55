using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests;

/// <summary>A hundred steps by optimizers that PyTorch lacks, against the formulas of their papers in plain loops.</summary>
public sealed class FormulaTests
{
    private const int Size = 6, Steps = 100;

    [Fact]
    public void Lion_steps_as_its_paper_says()
    {
        const double Rate = 0.002, Beta1 = 0.8, Beta2 = 0.95, Decay = 0.1;
        Compare(new Lion((float)Rate, (float)Beta1, (float)Beta2, (float)Decay), 1e-14, (name, p, g, m) =>
        {
            bool decays = name.EndsWith(".weight", StringComparison.Ordinal);
            for (int i = 0; i < p.Length; i++)
            {
                double update = Math.Sign((Beta1 * m[i]) + ((1 - Beta1) * g[i])) + (decays ? Decay * p[i] : 0);
                p[i] -= Rate * update;
                m[i] = (Beta2 * m[i]) + ((1 - Beta2) * g[i]);
            }
        });
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    [InlineData(true, 3)]
    public void Muon_steps_as_its_author_says(bool nesterov, int threads)
    {
        const double Rate = 0.02, Momentum = 0.9, Decay = 0.1, OthersRate = 0.05;
        Muon muon = new((float)Rate, (float)Momentum, nesterov, (float)Decay, new Sgd((float)OthersRate));
        Compare(muon, 1e-10, (name, p, g, m) =>
        {
            if (!name.EndsWith(".weight", StringComparison.Ordinal))
            {
                for (int i = 0; i < p.Length; i++)
                {
                    p[i] -= OthersRate * g[i];
                }

                return;
            }

            (int rows, int columns) = name == "First.linear0.weight" ? (8, 5) : (3, 8);
            double[] direction = new double[p.Length];
            for (int i = 0; i < p.Length; i++)
            {
                m[i] = (Momentum * m[i]) + ((1 - Momentum) * g[i]);
                direction[i] = nesterov ? ((1 - Momentum) * g[i]) + (Momentum * m[i]) : m[i];
            }

            double[] orthogonal = Orthogonal(direction, rows, columns);
            for (int i = 0; i < p.Length; i++)
            {
                p[i] = (p[i] * (1 - (Rate * Decay))) - (Rate * Math.Sqrt(Math.Max(1, (double)rows / columns)) * orthogonal[i]);
            }
        }, threads);
    }

    [Fact]
    public void Steps_of_Muon_have_singular_values_near_1()
    {
        // A stack of gates is one matrix; vectors and tables go to the others.
        ManyShapes network = new(3);
        double[][] before = [.. network.Parameters.Select(parameter => parameter.AsSpan<double>().ToArray())];
        using ManyShapes.Trainer trainer = network.CreateTrainer(new Muon(1, others: new Sgd(0)), 2);
        trainer.Step(new int[] { 0, 1, 2, 3, 3, 5, 4, 6 }, new int[] { 1, 2, 3, 4, 5, 6, 0, 1 });
        List<string> moved = [];
        foreach ((Parameter parameter, double[] old) in network.Parameters.Zip(before))
        {
            double[] step = [.. old.Zip(parameter.AsSpan<double>().ToArray(), (a, b) => a - b)];
            if (step.All(value => value == 0))
            {
                continue;
            }

            moved.Add(parameter.Name);
            int rows = parameter.Shape[0], columns = step.Length / rows;
            double scale = Math.Sqrt(Math.Max(1, (double)rows / columns));
            double squares = step.Sum(value => value * value / (scale * scale));
            int rank = Math.Min(rows, columns);
            Assert.InRange(squares / rank, 0.4, 1.5);
        }

        Assert.Equal(
            ["Body.gru0.weight_hh_l0", "Body.gru0.weight_ih_l0", "Body.linear0.weight", "Head.linear0.weight"],
            moved.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Muon_wants_an_optimizer_for_what_is_no_matrix()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>("optimizer", () => new TwoStages(1).CreateTrainer(new Muon(), Size));
        Assert.Contains("First.linear0.bias 8", refused.Message, StringComparison.Ordinal);
        Assert.Contains("others: new AdamW()", refused.Message, StringComparison.Ordinal);
        TrainerOptions options = new() { Groups = [ParameterGroup.Of(parameter => parameter.Shape.Count == 1, new Sgd(0.1f))] };
        using TwoStages.Trainer trainer = new TwoStages(1).CreateTrainer(new Muon(), Size, options);
        Assert.False(trainer.Step(StepData.Values(Size * 5, 1), StepData.Values(Size * 3, 2)).IsSkipped);
    }

    private static void Compare(
        Optimizer optimizer, double tolerance, Action<string, double[], double[], double[]> step, int threads = 1)
    {
        TwoStages network = new(1);
        double[][] p = [.. network.Parameters.Select(parameter => parameter.AsSpan<double>().ToArray())];
        double[][] m = [.. p.Select(values => new double[values.Length])];
        using TwoStages.Trainer trainer = network.CreateTrainer(optimizer, Size, new() { Threads = threads });
        for (int i = 0; i < Steps; i++)
        {
            trainer.Step(StepData.Values(Size * 5, i), StepData.Values(Size * 3, 1000 + i));
            for (int k = 0; k < p.Length; k++)
            {
                step(network.Parameters[k].Name, p[k], trainer.Gradient(network.Parameters[k]).ToArray(), m[k]);
            }
        }

        foreach ((Parameter parameter, double[] expected) in network.Parameters.Zip(p))
        {
            Assert.All(
                expected.Zip(parameter.AsSpan<double>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        }
    }

    /// <summary>zeropower_via_newtonschulz5 as published, in plain loops.</summary>
    private static double[] Orthogonal(double[] g, int rows, int columns)
    {
        bool isTall = rows > columns;
        double[] x = isTall ? Transposed(g, rows, columns) : [.. g];
        (int m, int n) = isTall ? (columns, rows) : (rows, columns);
        double norm = Math.Sqrt(x.Sum(value => value * value)) + 1e-7;
        x = [.. x.Select(value => value / norm)];
        for (int i = 0; i < 5; i++)
        {
            double[] a = Product(x, Transposed(x, m, n), m, n, m), squared = Product(a, a, m, m, m);
            double[] b = [.. a.Zip(squared, (one, two) => (-4.7750 * one) + (2.0315 * two))];
            x = [.. x.Zip(Product(b, x, m, m, n), (value, change) => (3.4445 * value) + change)];
        }

        return isTall ? Transposed(x, m, n) : x;
    }

    private static double[] Transposed(double[] a, int rows, int columns) =>
        [.. Enumerable.Range(0, a.Length).Select(i => a[(i % rows * columns) + (i / rows)])];

    private static double[] Product(double[] a, double[] b, int rows, int depth, int columns) =>
        [.. Enumerable.Range(0, rows * columns).Select(i =>
            Enumerable.Range(0, depth).Sum(k => a[(i / columns * depth) + k] * b[(k * columns) + (i % columns)]))];
}
