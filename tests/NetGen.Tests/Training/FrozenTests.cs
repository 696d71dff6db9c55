using NetGen.Tests.Storage;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Stages with [Frozen]: loaded as others are, read by everything, changed by nothing.</summary>
public sealed class FrozenTests
{
    private const int Size = 6;

    private static readonly float[] s_pictures = [.. StepData.Values(Size * 36, 3).Select(value => (float)value)];
    private static readonly int[] s_labels = [0, 1, 2, 0, 1, 2];

    [Fact]
    public void A_file_of_the_network_without_it_fits()
    {
        using TempFolder folder = new();
        string file = folder.File("weights");
        Unfrozen whole = Trained();
        FrozenBeginning frozen = new(2);
        whole.Save(file);
        frozen.Load(file);

        Assert.Equal(whole.Predict(s_pictures.AsSpan(0, 36)), frozen.Predict(s_pictures.AsSpan(0, 36)));
        Assert.Equal(whole.ParameterCount, frozen.ParameterCount);
        Assert.All(frozen.Parameters, parameter =>
        {
            bool isStatistic = parameter.Name.Contains("running", StringComparison.Ordinal);
            bool isHead = parameter.Name.StartsWith("Head", StringComparison.Ordinal);
            Assert.Equal((isHead, !isHead && !isStatistic), (parameter.IsTrained, parameter.IsFrozen));
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_trained_has_the_gradients_of_the_network_without_it(int threads)
    {
        Unfrozen whole = Trained();
        FrozenBeginning beginning = new(2);
        FrozenMiddle middle = new(3);
        Copy(whole, beginning);
        Copy(whole, middle);
        TrainerOptions options = new() { Threads = threads };
        using Unfrozen.Trainer expected = whole.CreateTrainer(new Sgd(0), Size, options);
        using FrozenBeginning.Trainer head = beginning.CreateTrainer(new Sgd(0), Size, options);
        using FrozenMiddle.Trainer both = middle.CreateTrainer(new Sgd(0), Size, options);
        double loss = expected.Step(s_pictures, s_labels).Loss;

        Assert.Equal(loss, head.Step(s_pictures, s_labels).Loss, 1e-6);
        Assert.Equal(loss, both.Step(s_pictures, s_labels).Loss, 1e-6);
        AssertGradients(beginning, head);
        AssertGradients(middle, both);
        Assert.Equal(4, beginning.Parameters.Count(parameter => parameter.IsTrained));
        Assert.Equal(7, middle.Parameters.Count(parameter => parameter.IsTrained));

        void AssertGradients(Network<float> network, Trainer<float> trainer)
        {
            foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.IsTrained))
            {
                float[] wanted = expected.Gradient(whole.Parameters.Single(other => other.Name == parameter.Name)).ToArray();
                Assert.Contains(wanted, value => value != 0);
                Assert.All(
                    wanted.Zip(trainer.Gradient(parameter).ToArray()),
                    pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            }
        }
    }

    [Fact]
    public void Steps_change_no_bit_of_it_and_remember_nothing_of_it()
    {
        FrozenMiddle network = new(1);
        Dictionary<string, float[]> before = Values(network);
        using FrozenMiddle.Trainer trainer = network.CreateTrainer(new AdamW(0.01f, weightDecay: 0.1f), Size);
        for (int step = 0; step < 3; step++)
        {
            trainer.Step(s_pictures, s_labels);
        }

        Assert.All(network.Parameters, parameter =>
            Assert.Equal(!parameter.IsTrained, before[parameter.Name].SequenceEqual(parameter.Span.ToArray())));
        Assert.DoesNotContain(trainer.State.Tensors, tensor => tensor.Name.Contains("Body", StringComparison.Ordinal));
        Assert.Contains(trainer.State.Tensors, tensor => tensor.Name.Contains("Stem", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => trainer.Gradient(network.Body.Weights));
    }

    [Fact]
    public void A_step_sees_weights_that_were_loaded_between_steps()
    {
        FrozenBeginning network = new(1), fresh = new(1);
        Unfrozen other = Trained();
        using FrozenBeginning.Trainer trainer = network.CreateTrainer(new Sgd(0), Size);
        double before = trainer.Step(s_pictures, s_labels).Loss;
        Copy(other, network);
        Copy(other, fresh);
        using FrozenBeginning.Trainer first = fresh.CreateTrainer(new Sgd(0), Size);

        double loss = first.Step(s_pictures, s_labels).Loss;
        Assert.NotEqual(before, loss);
        Assert.Equal(loss, trainer.Step(s_pictures, s_labels).Loss);
        network.Stem["conv2d0.weight"].Span[0] += 1;
        Assert.NotEqual(loss, trainer.Step(s_pictures, s_labels).Loss);
    }

    /// <summary>What only frozen first stages need is not computed: their gradients are what they were at the start.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_backward_pass_ends_before_first_stages_that_a_trainer_freezes(int threads)
    {
        Unfrozen whole = Trained(), frozen = Trained(), middle = Trained();
        TrainerOptions options = new() { Threads = threads };
        using Unfrozen.Trainer expected = whole.CreateTrainer(new Sgd(0.1f), Size, options);
        using Unfrozen.Trainer first = frozen.CreateTrainer(
            new Sgd(0.1f), Size, options with { Groups = [ParameterGroup.Frozen(frozen.Stem, frozen.Body)] });
        using Unfrozen.Trainer behind = middle.CreateTrainer(
            new Sgd(0.1f), Size, options with { Groups = [ParameterGroup.Frozen(middle.Body)] });
        Assert.Equal(expected.Step(s_pictures, s_labels), first.Step(s_pictures, s_labels));
        behind.Step(s_pictures, s_labels);

        for (int i = 0; i < whole.Parameters.Count; i++)
        {
            if (!whole.Parameters[i].IsTrained)
            {
                continue;
            }

            float[] gradient = expected.Gradient(whole.Parameters[i]).ToArray();
            bool isHead = whole.Parameters[i].Name.StartsWith("Head", StringComparison.Ordinal);
            Assert.Contains(gradient, value => value != 0);
            Assert.Equal(isHead ? gradient : new float[gradient.Length], first.Gradient(frozen.Parameters[i]).ToArray());
            Assert.Equal(gradient, behind.Gradient(middle.Parameters[i]).ToArray());
            Assert.Equal(isHead, !frozen.Parameters[i].Span.SequenceEqual(Trained().Parameters[i].Span));
        }
    }

    /// <summary>Also between steps, and back again: bits are those of a trainer that never froze anything, but for the weights.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_unfrozen_has_its_gradients_again(int threads)
    {
        Unfrozen whole = Trained(), other = Trained();
        TrainerOptions options = new() { Threads = threads };
        using Unfrozen.Trainer expected = whole.CreateTrainer(new Sgd(0), Size, options);
        using Unfrozen.Trainer trainer = other.CreateTrainer(new Sgd(0), Size, options);
        trainer.Step(s_pictures, s_labels);
        trainer.Freeze(other.Stem);
        expected.Step(s_pictures, s_labels);
        trainer.Step(s_pictures, s_labels);
        Assert.All(trainer.Gradient(other.Stem["conv2d0.weight"]).ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(expected.Gradient(whole.Body.Bias).ToArray(), trainer.Gradient(other.Body.Bias).ToArray());
        trainer.Unfreeze(other.Stem);
        trainer.Step(s_pictures, s_labels);
        Assert.All(whole.Parameters.Zip(other.Parameters).Where(pair => pair.First.IsTrained), pair =>
            Assert.Equal(expected.Gradient(pair.First).ToArray(), trainer.Gradient(pair.Second).ToArray()));
    }

    [Fact]
    public void The_overview_says_so()
    {
        Assert.Contains("MaxPool2d (frozen)", new FrozenBeginning(1).Summary(), StringComparison.Ordinal);
        Assert.Contains("200 of them frozen", new FrozenBeginning(1).Summary(), StringComparison.Ordinal);
        Assert.DoesNotContain("(frozen)", new Unfrozen(1).Summary(), StringComparison.Ordinal);
    }

    private static Unfrozen Trained()
    {
        Unfrozen network = new(1);
        Random random = new(5);
        foreach (Parameter parameter in network.Parameters)
        {
            foreach (ref float value in parameter.Span)
            {
                value += 0.3f * random.NextSingle();
            }
        }

        return network;
    }

    private static void Copy(Network<float> from, Network<float> to)
    {
        foreach (Parameter parameter in from.Parameters)
        {
            parameter.Span.CopyTo(to.Parameters.Single(other => other.Name == parameter.Name).Span);
        }
    }

    private static Dictionary<string, float[]> Values(Network<float> network) =>
        network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Span.ToArray());
}
