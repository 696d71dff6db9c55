using NetGen;
using NetGen.Data;
using Texts.Data;
using Texts.Models;

namespace Texts;

/// <summary>The networks, how each is trained, and the training.</summary>
internal static class TextTraining
{
    /// <summary>The networks' names.</summary>
    public static readonly IReadOnlyList<string> Models = ["embeddingbag", "cnn", "lstm", "gru"];

    /// <summary>Passes over the training texts where the command line does not say.</summary>
    public static int Epochs(RunOptions options, TextSamples texts) => options.Epochs ?? (texts.IsSmall, options.Model) switch
    {
        (false, "embeddingbag") => 15,
        (false, _) => 6,
        (true, "embeddingbag") => 30,
        _ => 15,
    };

    /// <summary>Trains a new network on some texts and tests it on others. Nothing of the others is seen before.</summary>
    /// <param name="options">Model, batch, epochs, seed, threads.</param>
    /// <param name="texts">All texts.</param>
    /// <param name="part">Which to train on and which to test on.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <exception cref="TrainingException">The loss of a step was not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Outcome Run(
        RunOptions options, TextSamples texts, Part part, IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
    {
        WordVocabulary vocabulary = WordVocabulary.Fit(part.Train.Select(text => texts.Texts[text]), TextSize.Vocabulary);
        Dataset train = Encode(part.Train), test = Encode(part.Test);
        int epochs = Epochs(options, texts);
        (Network<float> network, Trainer<float> trainer) = Create(options, (train.Count + options.Batch - 1L) / options.Batch * epochs);
        using (trainer)
        {
            trainer.Fit(train, epochs, progress: progress, cancellationToken: cancellationToken);
            return new Outcome(network.Evaluate(test).Accuracy ?? 0, vocabulary.Words.Count, network.ParameterCount);
        }

        Dataset Encode(int[] part) => vocabulary.Encode(
            [.. part.Select(text => texts.Texts[text])],
            [.. part.Select(text => texts.Labels[text])],
            TextSize.Length,
            TextSize.Kinds).Data;
    }

    private static (Network<float> Network, Trainer<float> Trainer) Create(RunOptions options, long steps)
    {
        var trainerOptions = new TrainerOptions { Threads = options.Threads, Seed = options.Seed };
        switch (options.Model)
        {
            case "cnn":
                var cnn = new CnnClassifier(options.Seed);
                return (cnn, cnn.CreateTrainer(Optimizer(3e-3f), options.Batch, trainerOptions));
            case "lstm":
                var lstm = new LstmClassifier(options.Seed);
                return (lstm, lstm.CreateTrainer(Optimizer(3e-3f), options.Batch, trainerOptions));
            case "gru":
                var gru = new GruClassifier(options.Seed);
                return (gru, gru.CreateTrainer(Optimizer(3e-3f), options.Batch, trainerOptions));
            default:
                var bag = new BagClassifier(options.Seed);
                return (bag, bag.CreateTrainer(Optimizer(1e-2f), options.Batch, trainerOptions));
        }

        AdamW Optimizer(float learningRate) => new(learningRate) { Schedule = new CosineDecay(steps) };
    }
}

/// <summary>What a network reached on texts it had not seen.</summary>
/// <param name="Accuracy">Share told right, 0 to 1.</param>
/// <param name="Words">Words that it knew.</param>
/// <param name="Parameters">Values that training changed.</param>
internal readonly record struct Outcome(double Accuracy, int Words, long Parameters);
