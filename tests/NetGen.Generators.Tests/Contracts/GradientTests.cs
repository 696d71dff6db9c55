namespace NetGen.Generators.Tests.Contracts;

/// <summary>
/// Every gradient against central differences of the training loss, in double: (L(w + h) − L(w − h)) / 2h with h = 1e-5, whose own
/// error is about h² and 1e-16 / h. Weights and inputs are drawn at random, so that no value lies as near as h to a kink or a tie.
/// </summary>
public sealed class GradientTests
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;

    [Theory]
    [MemberData(nameof(OperatorCases.SmallNames), MemberType = typeof(OperatorCases))]
    public void Gradients_are_those_of_the_loss(string name)
    {
        CaseRun<double> run = new(OperatorCases.Find(name));
        using Trainer<double> trainer = run.CreateTrainer();
        run.Loss(trainer);
        Dictionary<string, double[]> analytic = run.Trained.ToDictionary(p => p.Name, p => trainer.Gradient(p).ToArray());

        // The mask of a dropout changes with each step, but a new trainer starts from the first again.
        bool isRandom = CaseTraits.IsRandom(run.Case);
        Dictionary<string, double[]> numeric = run.Trained.ToDictionary(p => p.Name, p => Differences(run, p, isRandom ? null : trainer));

        Outcome.AssertClose(numeric, analytic, Tolerance);
    }

    private static double[] Differences(CaseRun<double> run, Parameter parameter, Trainer<double>? trainer)
    {
        double[] slopes = new double[parameter.Shape.Size];
        for (int i = 0; i < slopes.Length; i++)
        {
            double value = parameter.AsSpan<double>()[i];
            double above = LossWith(value + Step), below = LossWith(value - Step);
            parameter.AsSpan<double>()[i] = value;
            slopes[i] = (above - below) / (2 * Step);

            double LossWith(double changed)
            {
                parameter.AsSpan<double>()[i] = changed;
                if (trainer is not null)
                {
                    return run.Loss(trainer);
                }

                using Trainer<double> first = run.CreateTrainer();
                return run.Loss(first);
            }
        }

        return slopes;
    }
}
