using Xunit;

namespace NetGen.Tests.Training;

/// <summary>
/// BatchNorm where a batch gives a channel one value:
/// refused where it always would, and the running statistics' where it is an epoch's last.
/// </summary>
public sealed class SmallBatchTests
{
    private const int Classes = 3;

    public static TheoryData<string, int> NetworksAndThreads => new()
    {
        { "features", 1 }, { "features", 3 }, { "pixels", 1 }, { "pixels", 3 },
        { "twice", 1 }, { "twice", 3 }, { "positions", 1 }, { "positions", 3 },
    };

    [Theory]
    [InlineData("features", "Head.batchnorm0")]
    [InlineData("pixels", "Stem.batchnorm0")]
    [InlineData("twice", "Body.batchnorm0")]
    public void A_batch_size_of_one_is_refused(string name, string place)
    {
        Assert.Contains(place, Assert.Throws<ArgumentException>("batchSize", () => Create(name, 1)).Message, StringComparison.Ordinal);
        using Trainer<double> trainer = Create(name, 2).Trainer;
    }

    [Theory]
    [MemberData(nameof(NetworksAndThreads))]
    public void A_step_of_one_value_is_refused_and_changes_nothing(string name, int threads)
    {
        (Network<double> network, Trainer<double> trainer) = Create(name, 3, new Sgd(1), threads);
        using (trainer)
        {
            (double[] values, int[] labels) = Draw(Size(network), 3);
            int? length = name == "positions" ? 1 : null;
            double[] before = All(network);
            ArgumentException refused = Assert.Throws<ArgumentException>(
                () => trainer.Step(values.AsSpan(0, Size(network)), labels.AsSpan(0, 1), length));
            Assert.Contains("batchnorm0 needs more than one value", refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, All(network));
            trainer.Step(values.AsSpan(0, 2 * Size(network)), labels.AsSpan(0, 2), length);
            Assert.NotEqual(before, All(network));
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndThreads))]
    public void A_last_batch_of_one_leaves_the_statistics_alone(string name, int threads)
    {
        Assert.Equal(Statistics(samples: 6), Statistics(samples: 7));
        Assert.NotEqual(Statistics(samples: 6), Statistics(samples: 8));

        double[] Statistics(int samples)
        {
            (Network<double> network, Trainer<double> trainer) = Create(name, 3, new Sgd(0), threads);
            using (trainer)
            {
                trainer.Fit(Data(network, samples), epochs: 2);
            }

            return [.. network.Parameters
                .Where(parameter => !parameter.IsTrained)
                .SelectMany(parameter => parameter.AsSpan<double>().ToArray())];
        }
    }

    /// <summary>
    /// Such a sample is normalized as in prediction, so the loss of a prediction has its gradient: central differences in double.
    /// </summary>
    [Theory]
    [MemberData(nameof(NetworksAndThreads))]
    public void A_last_batch_of_one_has_the_gradient_of_its_prediction(string name, int threads)
    {
        const double Step = 1e-5;
        (Network<double> network, Trainer<double> trainer) = Create(name, 3, new Sgd(0), threads);
        using (trainer)
        {
            Dataset data = Data(network, 4), last = Data(network, 4, skip: 3);
            trainer.Fit(data, epochs: 1);
            foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.IsTrained))
            {
                double[] gradient = trainer.Gradient(parameter).ToArray();
                double[] differences = [.. Enumerable.Range(0, gradient.Length)
                    .Select(i => (LossWith(parameter, i, Step) - LossWith(parameter, i, -Step)) / (2 * Step))];
                Assert.All(gradient.Zip(differences), pair => Assert.Equal(pair.Second, pair.First, 1e-8));
            }

            Assert.Contains(
                network.Parameters.Where(parameter => parameter.IsTrained).SelectMany(parameter => trainer.Gradient(parameter).ToArray()),
                slope => Math.Abs(slope) > 0.01);

            double LossWith(Parameter parameter, int i, double by)
            {
                double value = parameter.AsSpan<double>()[i];
                parameter.AsSpan<double>()[i] = value + by;
                double loss = network.Evaluate(last).Loss;
                parameter.AsSpan<double>()[i] = value;
                return loss;
            }
        }
    }

    [Theory]
    [InlineData("features")]
    [InlineData("pixels")]
    [InlineData("positions")]
    public void A_dataset_of_one_value_is_refused(string name)
    {
        (Network<double> network, Trainer<double> trainer) = Create(name, 3);
        using (trainer)
        {
            Assert.Contains(
                "batchnorm0",
                Assert.Throws<ArgumentException>("train", () => trainer.Fit(Data(network, 1), epochs: 1)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_sequence_of_several_positions_may_stand_alone()
    {
        NormedPositions network = new(seed: 1);
        using NormedPositions.Trainer trainer = network.CreateTrainer(new Sgd(0.1f), batchSize: 1);
        trainer.Step([1, 2, 3, 4], [0], length: 2);
        Assert.Throws<ArgumentException>(() => trainer.Step([1, 2], [0], length: 1));
    }

    private static (Network<double> Network, Trainer<double> Trainer) Create(
        string name, int batchSize, Optimizer? optimizer = null, int threads = 1)
    {
        optimizer ??= new Sgd(0);
        TrainerOptions options = new() { Threads = threads, Shuffle = false };
        switch (name)
        {
            case "features":
                NormedFeatures features = new(seed: 1);
                return (features, features.CreateTrainer(optimizer, batchSize, options));
            case "pixels":
                NormedPixels pixels = new(seed: 1);
                return (pixels, pixels.CreateTrainer(optimizer, batchSize, options));
            case "twice":
                NormedTwice twice = new(seed: 1);
                return (twice, twice.CreateTrainer(optimizer, batchSize, options));
            default:
                NormedPositions positions = new(seed: 1);
                return (positions, positions.CreateTrainer(optimizer, batchSize, options));
        }
    }

    /// <summary>Values of one sample; sequences have one position.</summary>
    private static int Size(Network<double> network) => network is NormedPositions ? 2 : network.InputShape.Size;

    private static Dataset Data(Network<double> network, int samples, int skip = 0)
    {
        (double[] values, int[] labels) = Draw(Size(network), samples);
        Shape shape = network is NormedPositions ? new Shape(1, 2) : network.InputShape;
        return Dataset.FromArrays(values[(skip * Size(network))..], labels[skip..], shape, Classes);
    }

    private static (double[] Values, int[] Labels) Draw(int size, int samples)
    {
        Random random = new(7);
        return (
            [.. Enumerable.Range(0, samples * size).Select(_ => (4 * random.NextDouble()) - 1)],
            [.. Enumerable.Range(0, samples).Select(i => i % Classes)]);
    }

    private static double[] All(Network<double> network) =>
        [.. network.Parameters.SelectMany(parameter => parameter.AsSpan<double>().ToArray())];
}
