using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>Predictions, training losses and running statistics against <see cref="Reference"/>, in double.</summary>
public sealed class ReferenceTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void Predictions_are_those_of_the_definitions(string name)
    {
        CaseRun<double> run = new(OperatorCases.Find(name));
        Reference reference = new(CompiledCases.Model(run.Case), run.Network.Parameters, isTraining: false);

        double[] expected = reference.Run(Input(run)).Values;

        Outcome.AssertClose("prediction", expected, run.Predict(), Tolerance);
    }

    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void Training_losses_and_statistics_are_those_of_the_definitions(string name)
    {
        if (name.Contains("Dropout", StringComparison.Ordinal) && !name.Contains("Dropout(0f)", StringComparison.Ordinal))
        {
            return; // What a mask does is tested by its statistics.
        }

        CaseRun<double> run = new(OperatorCases.Find(name));
        NetworkModel model = CompiledCases.Model(run.Case);
        Reference reference = new(model, run.Network.Parameters, isTraining: true);
        double expected = Loss(model.Losses[0], reference.Run(Input(run)), run);

        using Trainer<double> trainer = run.CreateTrainer();
        double actual = run.Loss(trainer);

        Outcome.AssertClose("loss", [expected], [actual], Tolerance);
        Assert.Equal(run.Network.Parameters.Count(parameter => !parameter.IsTrained), reference.Statistics.Count);
        foreach (Parameter parameter in run.Network.Parameters.Where(parameter => !parameter.IsTrained))
        {
            Outcome.AssertClose(parameter.Name, reference.Statistics[parameter.Name], parameter.AsSpan<double>().ToArray(), Tolerance);
        }
    }

    private static Tensor Input(CaseRun<double> run)
    {
        Shape shape = run.Network.InputShape;
        Tensor input = shape.Count == 3 ? new(run.Case.BatchSize, shape[0], shape[1], shape[2]) : new(run.Case.BatchSize, shape[0], 1, 1);
        run.Inputs.CopyTo(input.Values);
        return input;
    }

    private static double Loss(AttributeModel loss, Tensor output, CaseRun<double> run)
    {
        double[] x = output.Values, targets = run.Targets.ToArray();
        int[] labels = run.Labels.ToArray();
        double smoothing = new Arguments(loss).Number("labelSmoothing", 0);
        return loss.Name switch
        {
            "MseLoss" => x.Zip(targets, (v, t) => (v - t) * (v - t)).Average(),
            "BinaryCrossEntropyLoss" => x.Zip(targets, (v, t) => -(t * Math.Log(Sigmoid(v))) - ((1 - t) * Math.Log(Sigmoid(-v)))).Average(),
            "CrossEntropyLoss" => Enumerable.Range(0, output.Samples).Average(n =>
            {
                double[] scores = x[(n * output.Channels)..((n + 1) * output.Channels)];
                double logSum = Math.Log(scores.Sum(Math.Exp));
                return ((1 - smoothing) * (logSum - scores[labels[n]])) + (smoothing * scores.Average(score => logSum - score));
            }),
            _ => throw new NotSupportedException($"The reference knows no {loss.Name}; write it down here."),
        };
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
