using NetGen;

namespace Finetune;

/// <summary>The ways from a network that knows digits, or from none, to one that knows clothes.</summary>
internal sealed class Modes(RunOptions options, Dataset train, Dataset test, byte[] digits)
{
    private const int Batch = 32;
    private const float Rate = 2e-3f;

    // How much more slowly a stage learns than the one behind it, where it has learnt before.
    private const double Slower = 0.4;

    private readonly List<PictureClassifier> _trained = [];

    // What pictures of clothes may do and stay what they are.
    private static readonly BatchTransform[] Moves = [new RandomFlip(), new RandomShift(2)];

    /// <summary>All of the network learns from clothes alone.</summary>
    public double FromScratch() => Train(new PictureClassifier(options.Seed), (_, _) => [], Moves);

    /// <summary>Stem and body give the features of a picture as they do for digits, and one linear layer learns from these.</summary>
    public double FeaturesOnly()
    {
        var source = new PictureClassifier(options.Seed);
        source.Load(digits);
        var network = new FeatureClassifier(options.Seed);
        using FeatureClassifier.Trainer trainer = network.CreateTrainer(Optimizer(Rate), Batch, Options([]));
        trainer.Fit(FeaturesOf(source, train), options.Epochs);
        return network.Evaluate(FeaturesOf(source, test)).Accuracy ?? 0;
    }

    /// <summary>A new head learns first, then the body, then the stem, the earlier the more slowly.</summary>
    /// <param name="mixes">Whether pictures are mixed, too.</param>
    public double FineTuned(bool mixes)
    {
        var network = new PictureClassifier(options.Seed);
        using var file = new MemoryStream(digits);
        var source = new PictureClassifier();
        source.Load(file);
        network.Stem.CopyFrom(source.Stem);
        network.Body.CopyFrom(source.Body);
        IReadOnlyList<Layer> stages = [network.Stem, network.Body, network.Head];
        return Train(
            network,
            (trainer, epochs) => [new GradualUnfreezing<float>(trainer, Math.Max(1, epochs / 10), stages)],
            mixes ? [.. Moves, new Mixup(0.3)] : Moves,
            ParameterGroup.Discriminative(Optimizer(Rate), Slower, stages));
    }

    /// <summary>The networks trained before answer together.</summary>
    public double Together() => new Ensemble<float>(_trained).Accuracy(test);

    /// <summary>Trains, and tests the average of the last weights: a few hundred pictures make each step a noisy one.</summary>
    private double Train(
        PictureClassifier network,
        Func<Trainer<float>, int, IReadOnlyList<Callback>> callbacks,
        IReadOnlyList<BatchTransform> transforms,
        IReadOnlyList<ParameterGroup>? groups = null)
    {
        using PictureClassifier.Trainer trainer = network.CreateTrainer(Optimizer(Rate), Batch, Options(transforms) with
        {
            Groups = groups ?? [],
            WeightAverage = new ExponentialAverage(0.99),
        });
        trainer.Fit(train, options.Epochs, callbacks: callbacks(trainer, options.Epochs));
        trainer.ApplyAverage();
        _trained.Add(network);
        return network.Evaluate(test).Accuracy ?? 0;
    }

    private TrainerOptions Options(IReadOnlyList<BatchTransform> transforms) => new()
    {
        Seed = options.Seed, Threads = options.Threads, Transforms = transforms,
    };

    private static AdamW Optimizer(float rate) => new(rate, weightDecay: 0.02f) { Schedule = new CosineDecay() };

    private static Dataset FeaturesOf(PictureClassifier network, Dataset pictures)
    {
        int size = network.Body.OutputShape.Size;
        int[] all = [.. Enumerable.Range(0, pictures.Count)], labels = new int[all.Length];
        float[] inputs = new float[all.Length * pictures.InputShape.Size], features = new float[all.Length * size];
        pictures.ReadInputs(all, inputs);
        pictures.ReadLabels(all, labels);
        network.Features(nameof(network.Body), inputs, features);
        return Dataset.FromArrays(features, labels, network.Body.OutputShape, pictures.Classes);
    }
}
