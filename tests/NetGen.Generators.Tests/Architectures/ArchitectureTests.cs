using NetGen.Generators.Tests.Contracts;

namespace NetGen.Generators.Tests.Architectures;

/// <summary>Whole networks as they were published: their size, their memory, and that they train.</summary>
public sealed class ArchitectureTests
{
    private const double MostWaste = 1.1;

    [Theory]
    [InlineData("ResNet18", "11,689,512")]
    [InlineData("ResNet50", "25,557,032")]
    [InlineData("Gpt2", "124,439,808")]

    // Of the 109,482,240 published, 1,536 tell two sentences apart; here 1,538 tell two classes apart instead.
    [InlineData("BertBase", "109,482,242")]
    public void The_number_of_parameters_is_the_published_one(string name, string count) =>
        Assert.Contains($"{count} parameters", CompiledArchitectures.TextOf(name), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(CompiledArchitectures.Published), MemberType = typeof(CompiledArchitectures))]
    [MemberData(nameof(CompiledArchitectures.Small), MemberType = typeof(CompiledArchitectures))]
    public void Memory_is_hardly_more_than_what_lives_at_once(string name)
    {
        (int planned, int live) = CompiledArchitectures.Activations(CompiledArchitectures.TextOf(name));

        Assert.InRange(planned, live, MostWaste * live);
    }

    [Theory]
    [MemberData(nameof(CompiledArchitectures.Small), MemberType = typeof(CompiledArchitectures))]
    public void A_step_reaches_every_parameter(string name)
    {
        Network<float> network = CompiledArchitectures.Create(name);
        (BatchData<float>[] inputs, BatchData<float>[] targets) = Batch(network, samples: 3);
        using Trainer<float> trainer = CompiledCases.CreateTrainer(
            network, new AdamW(1e-2f), 3, new TrainerOptions { Threads = 2, Seed = 3 });

        double first = Step(trainer, inputs, targets, 3).Loss;
        Assert.InRange(first, 1e-3, 10);
        Assert.All(network.Parameters.Where(parameter => parameter.IsTrained), parameter =>
        {
            float[] gradient = trainer.Gradient(parameter).ToArray();
            Assert.True(gradient.All(float.IsFinite) && gradient.Any(value => value != 0), parameter.Name);
        });

        double last = first;
        for (int i = 0; i < 20; i++)
        {
            last = Step(trainer, inputs, targets, 3).Loss;
        }

        Assert.InRange(last, 0, 0.8 * first);
    }

    private static BatchResult Step(
        Trainer<float> trainer, BatchData<float>[] inputs, BatchData<float>[] targets, int samples) => (inputs, targets) switch
    {
        ([{ Integers: { } tokens }], [{ Integers: { } labels }]) => trainer.Step(tokens, labels),
        ([{ Values: { } values }], [{ Integers: { } labels }]) => trainer.Step(values, labels),
        _ => GeneratedRecords.Step(trainer, inputs, targets, samples),
    };

    private static (BatchData<float>[] Inputs, BatchData<float>[] Targets) Batch(Network<float> network, int samples)
    {
        Random random = new(5);
        int[] lengths = [.. network.Plan.Lengths];
        return (
            [.. network.Plan.Inputs.Select(input => Part(input.Name, input.Shape, samples * input.Shape.Size, input.Vocabulary))],
            [.. network.Plan.Targets.Select(target => Part(
                network.Plan.Outputs[target.Output].Name, new Shape(1), samples * network.Plan.SizeOf(target, lengths), target.Classes))]);

        BatchData<float> Part(string name, Shape shape, int count, int bound) => bound > 0
            ? new(name, shape, null, [.. Enumerable.Range(0, count).Select(_ => random.Next(bound))], bound)
            : new(name, shape, [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(2))], null, 0);
    }
}
