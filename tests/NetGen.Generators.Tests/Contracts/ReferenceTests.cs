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
        Dictionary<string, Tensor> values = reference.Run(Inputs(run));

        double[] expected = [.. run.Network.Plan.Outputs.SelectMany(output => values[output.Name].ToArray())];

        Outcome.AssertClose("prediction", expected, run.Predict(), Tolerance);
    }

    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void Training_losses_and_statistics_are_those_of_the_definitions(string name)
    {
        CaseRun<double> run = new(OperatorCases.Find(name));
        if (CaseTraits.IsRandom(run.Case))
        {
            return; // What a mask does is tested by its statistics.
        }

        NetworkModel model = CompiledCases.Model(run.Case);
        Reference reference = new(model, run.Network.Parameters, isTraining: true);
        Dictionary<string, Tensor> values = reference.Run(Inputs(run));
        double expected = model.Losses.Sum(loss => Loss(loss, new Arguments(loss).Text("On") ?? model.Stages[^1].Name, values, run));

        using Trainer<double> trainer = run.CreateTrainer();
        double actual = run.Loss(trainer);

        Outcome.AssertClose("loss", [expected], [actual], Tolerance);
        Assert.Equal(run.Running.Select(parameter => parameter.Name).Order(), reference.Statistics.Keys.Order());
        foreach (Parameter parameter in run.Running)
        {
            Outcome.AssertClose(parameter.Name, reference.Statistics[parameter.Name], parameter.AsSpan<double>().ToArray(), Tolerance);
        }
    }

    private static Dictionary<string, Tensor> Inputs(CaseRun<double> run) =>
        run.Inputs.ToDictionary(input => input.Name, input => input.ToTensor(run.Case.BatchSize));

    private static double Loss(AttributeModel loss, string on, Dictionary<string, Tensor> values, CaseRun<double> run)
    {
        Tensor output = values[on];
        BatchData<double> target = run.Targets.Single(part => part.Name == on);
        double weight = new Arguments(loss).Number("Weight");
        double smoothing = loss.Name == "CrossEntropyLoss" ? new Arguments(loss).Number("LabelSmoothing") : 0;
        return weight * (loss.Name switch
        {
            "MseLoss" => output.ToArray().Zip(target.Values!, (v, t) => (v - t) * (v - t)).Average(),
            "BinaryCrossEntropyWithLogitsLoss" => output.ToArray()
                .Zip(target.Values!, (v, t) => -(t * Math.Log(Sigmoid(v))) - ((1 - t) * Math.Log(Sigmoid(-v))))
                .Average(),
            "CrossEntropyLoss" => Enumerable.Range(0, target.Integers!.Length).Average(i =>
            {
                int rows = output.Height * output.Width, row = i % rows;
                double[] scores = output.Row(i / rows, row / output.Width, row % output.Width);
                double logSum = Math.Log(scores.Sum(Math.Exp));
                return ((1 - smoothing) * (logSum - scores[target.Integers[i]])) + (smoothing * scores.Average(score => logSum - score));
            }),
            _ => throw new NotSupportedException($"The reference knows no {loss.Name}; write it down here."),
        });
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
