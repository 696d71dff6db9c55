using Xunit;

namespace NetGen.Tests.Training;

/// <summary>One of a thing is told in the singular.</summary>
public sealed partial class SingularTests
{
    [Network, Input(1, 2, 2), CrossEntropyLoss]
    internal sealed partial class Pixels
    {
        [Conv2d(3, Kernel = 1)] public partial Layer Head { get; }
    }

    [Network, Input(2), MseLoss]
    internal sealed partial class Number
    {
        [Linear(1)] public partial Layer Head { get; }
    }

    [Fact]
    public void In_messages()
    {
        Expect("has 1 label per sample;", () => new Pixels().Evaluate(Dataset.FromArrays(new float[4], new int[1], new Shape(1, 2, 2), 3)));
        Expect(
            "2 target values per sample; the network's loss takes 1 target value per sample",
            () => new Number().Evaluate(Dataset.FromTargets(new float[2], new float[2], new Shape(2), 2)));
        using Number.Trainer trainer = new Number().CreateTrainer(new Sgd(0.1f), batchSize: 2);
        Expect("takes 1 target value per sample, not a label", () => trainer.Step(new float[2], new int[1]));

        static void Expect(string text, Action call) =>
            Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_what_data_and_results_say()
    {
        Dataset data = Dataset.FromTargets(new float[2], new float[1], new Shape(2));

        Assert.Equal("1 sample of 2, 1 target value each", data.ToString());
        Assert.EndsWith(" over 1 sample", new Number().Evaluate(data).ToString(), StringComparison.Ordinal);
        Assert.StartsWith(
            "2 samples of 1, 1 target value each",
            Dataset.FromTargets(new float[2], new float[2], new Shape(1)).ToString(),
            StringComparison.Ordinal);
    }
}
