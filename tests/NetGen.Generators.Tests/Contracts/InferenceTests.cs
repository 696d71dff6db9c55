namespace NetGen.Generators.Tests.Contracts;

/// <summary>The compiled forward pass against the training step and against itself.</summary>
public sealed class InferenceTests
{
    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void A_batch_predicts_what_its_samples_predict_alone(string name)
    {
        CaseRun<double> run = new(OperatorCases.Find(name));
        double[] batch = run.Predict();
        int inputs = run.Network.InputShape.Size, outputs = run.Network.OutputShape.Size;
        Assert.All(batch, value => Assert.True(double.IsFinite(value)));
        for (int i = 0; i * outputs < batch.Length; i++)
        {
            Outcome.AssertClose($"sample {i}", batch[(i * outputs)..((i + 1) * outputs)], run.Network.Predict(run.Inputs.Slice(i * inputs, inputs)), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void Evaluation_gives_the_training_loss_where_nothing_tells_the_two_apart(string name)
    {
        if (name.Contains("BatchNorm", StringComparison.Ordinal) || (name.Contains("Dropout", StringComparison.Ordinal) && !name.Contains("Dropout(0f)", StringComparison.Ordinal)))
        {
            return;
        }

        CaseRun<double> run = new(OperatorCases.Find(name));
        using Trainer<double> trainer = run.CreateTrainer();
        double training = run.Loss(trainer);

        Outcome.AssertClose("loss", [training], [run.Network.Evaluate(run.Data()).Loss], 1e-12);
    }

    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void A_batch_smaller_than_the_capacity_gives_the_same(string name)
    {
        CaseRun<double> run = new(OperatorCases.Find(name)), roomy = new(OperatorCases.Find(name));
        using Trainer<double> exact = run.CreateTrainer(), spare = roomy.CreateTrainer(batchSize: run.Case.BatchSize + 14);

        Assert.Equal(run.Loss(exact), roomy.Loss(spare));
        Assert.All(run.Trained.Zip(roomy.Trained), pair => Assert.Equal(exact.Gradient(pair.First).ToArray(), spare.Gradient(pair.Second).ToArray()));
    }
}
