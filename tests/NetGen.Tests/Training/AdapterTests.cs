using NetGen.Tests.Storage;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Stages with [LoRA]: the base stays, adapters learn, travel by themselves, and can be merged.</summary>
public sealed class AdapterTests
{
    private const int Size = 4, Inputs = 30;

    private static readonly float[] s_inputs = [.. StepData.Values(Size * Inputs, 3).Select(value => (float)value)];
    private static readonly float[] s_targets = [.. StepData.Values(Size * 15, 4).Select(value => (float)value)];

    [Fact]
    public void At_first_it_predicts_what_the_base_predicts()
    {
        using TempFolder folder = new();
        Unadapted whole = new(3);
        Adapted adapted = new(4);
        whole.Save(folder.File("base"));
        adapted.LoadBase(folder.File("base"));

        Assert.Equal(whole.Predict(s_inputs.AsSpan(0, Inputs)), adapted.Predict(s_inputs.AsSpan(0, Inputs)));
        Assert.All(
            adapted.Parameters.Where(parameter => parameter.Name.EndsWith("lora_b", StringComparison.Ordinal)),
            parameter => Assert.All(parameter.Span.ToArray(), value => Assert.Equal(0, value)));
        Parameter down = adapted.Body["0.Think.linear0.lora_a"];
        Assert.Equal((new Shape(2, 6), true), (down.Shape, down.IsTrained));
        Assert.All(down.Span.ToArray(), value => Assert.InRange(value, -1 / MathF.Sqrt(6), 1 / MathF.Sqrt(6)));
        Assert.Equal(2 * 4 * 2, adapted.Parameters.Count(parameter => parameter.IsTrained));
    }

    [Fact]
    public void Steps_change_the_adapters_alone_and_learn()
    {
        Adapted network = new(4);
        Dictionary<string, float[]> before = Values(network);
        double first, last = 0;
        using (Adapted.Trainer trainer = network.CreateTrainer(new AdamW(0.02f, weightDecay: 0.1f), Size))
        {
            first = trainer.Step(s_inputs, s_targets).Loss;
            for (int step = 0; step < 60; step++)
            {
                last = trainer.Step(s_inputs, s_targets).Loss;
            }
        }

        Assert.True(last < 0.8 * first, $"The loss went from {first} to {last}.");
        Assert.All(network.Parameters, parameter => Assert.Equal(
            parameter.Name.Contains("lora", StringComparison.Ordinal), !before[parameter.Name].SequenceEqual(parameter.Span.ToArray())));
    }

    [Fact]
    public void Merged_it_predicts_the_same_without_adapters()
    {
        using TempFolder folder = new();
        Adapted network = Trained();
        float[] learnt = network.Predict(s_inputs.AsSpan(0, Inputs));
        network.MergeAdapters();
        AssertClose(learnt, network.Predict(s_inputs.AsSpan(0, Inputs)));
        Assert.All(network.Body["1.Attend.causalselfattention0.in_lora_b"].Span.ToArray(), value => Assert.Equal(0, value));

        Unadapted whole = new(9);
        network.SaveBase(folder.File("merged"));
        whole.Load(folder.File("merged"));
        AssertClose(learnt, whole.Predict(s_inputs.AsSpan(0, Inputs)));
    }

    [Fact]
    public void Adapters_have_a_file_of_their_own()
    {
        using TempFolder folder = new();
        string adapters = folder.File("adapters"), other = folder.File("other");
        Adapted network = Trained(), fresh = new(4);
        network.SaveAdapters(adapters);
        fresh.LoadAdapters(adapters);
        Assert.Equal(network.Predict(s_inputs.AsSpan(0, Inputs)), fresh.Predict(s_inputs.AsSpan(0, Inputs)));

        // All or none, and by name: adapters of another rank, and whole networks.
        Dictionary<string, float[]> before = Values(fresh);
        new AdaptedOtherwise(1).SaveAdapters(other);
        SafetensorsException shape = Assert.Throws<SafetensorsException>(() => fresh.LoadAdapters(other));
        Assert.EndsWith("lora_a", shape.Field, StringComparison.Ordinal);
        network.Save(other);
        Assert.Throws<SafetensorsException>(() => fresh.LoadAdapters(other));
        Assert.Throws<SafetensorsException>(() => fresh.LoadBase(other));
        Assert.Throws<SafetensorsException>(() => fresh.Load(adapters));
        Assert.Equal(before, Values(fresh));
    }

    [Fact]
    public void Without_adapters_there_is_nothing_to_save()
    {
        Unadapted network = new(1);
        Assert.Contains("LoRA", Assert.Throws<InvalidOperationException>(() => network.SaveAdapters("nowhere")).Message);
        Assert.Throws<InvalidOperationException>(() => network.LoadAdapters("nowhere"));
        Assert.Throws<InvalidOperationException>(network.MergeAdapters);
    }

    [Fact]
    public void Gradients_are_those_of_the_loss()
    {
        GradientReport report = GradientCheck.Of(Trained(), Dataset.FromTargets(s_inputs, s_targets, new Shape(5, 6), 15));
        Assert.True(report.Agrees && report.Compared > 100, $"{report}");
    }

    private static Adapted Trained()
    {
        Adapted network = new(4);
        using Adapted.Trainer trainer = network.CreateTrainer(new AdamW(0.02f), Size);
        for (int step = 0; step < 20; step++)
        {
            trainer.Step(s_inputs, s_targets);
        }

        return network;
    }

    private static void AssertClose(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

    private static Dictionary<string, float[]> Values(Network<float> network) =>
        network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Span.ToArray());
}
