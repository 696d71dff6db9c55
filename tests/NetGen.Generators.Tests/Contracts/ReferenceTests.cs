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
        var expected = model.Losses.ToDictionary(
            loss => StagesOf(loss, model)[0], loss => (Attribute: loss, Value: Loss(loss, values, run, model)));

        using Trainer<double> trainer = run.CreateTrainer();
        double actual = run.Loss(trainer);

        double sum = expected.Values.Sum(loss => new Arguments(loss.Attribute).Number("Weight") * loss.Value) + reference.Penalties();
        Outcome.AssertClose("loss", [sum], [actual], Tolerance);
        Assert.All(expected, loss => Outcome.AssertClose(loss.Key, [loss.Value.Value], [trainer.LossOf(loss.Key)], Tolerance));
        Assert.Equal(run.Running.Select(parameter => parameter.Name).Order(), reference.Statistics.Keys.Order());
        foreach (Parameter parameter in run.Running)
        {
            Outcome.AssertClose(parameter.Name, reference.Statistics[parameter.Name], parameter.AsSpan<double>().ToArray(), Tolerance);
        }
    }

    private static Dictionary<string, Tensor> Inputs(CaseRun<double> run) =>
        run.Inputs.ToDictionary(input => input.Name, input => input.ToTensor(run.Case.BatchSize));

    /// <summary>A loss without its weight in the sum.</summary>
    private static double Loss(AttributeModel loss, Dictionary<string, Tensor> values, CaseRun<double> run, NetworkModel model)
    {
        string[] on = StagesOf(loss, model);
        BatchData<double>? target = run.Targets.FirstOrDefault(part => part.Name == on[0]);
        double[]? weights = run.Targets.FirstOrDefault(part => part.Name == $"{on[0]}Weight")?.Values;
        return LossReference.Of(loss, [.. on.Select(stage => values[stage])], target, weights);
    }

    private static string[] StagesOf(AttributeModel loss, NetworkModel model) =>
        [.. Registry.StagesOf(loss).Select(stage => stage ?? model.Stages[^1].Name)];
}
