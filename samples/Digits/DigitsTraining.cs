using NetGen;

namespace Digits;

/// <summary>The networks, how each is trained, and the training.</summary>
internal static class DigitsTraining
{
    /// <summary>A network with its trainer.</summary>
    /// <param name="options">Model, batch, epochs, seed, threads.</param>
    /// <param name="digits">Training digits: the learning rate falls to 0 over all steps.</param>
    public static (Network<float> Network, Trainer<float> Trainer) Create(RunOptions options, int digits)
    {
        var trainerOptions = new TrainerOptions { Threads = options.Threads, Seed = options.Seed };
        long steps = (digits + options.Batch - 1L) / options.Batch * options.Epochs;
        switch (options.Model)
        {
            case "mlp":
                var mlp = new DigitMlp(options.Seed);
                return (mlp, mlp.CreateTrainer(Optimizer(1e-3f, warmup: 0), options.Batch, trainerOptions));
            case "resnet20":
                var residual = new DigitResNet20(options.Seed);
                return (residual, residual.CreateTrainer(Optimizer(3e-3f, warmup: steps / 20), options.Batch, trainerOptions));
            default:
                var cnn = new DigitClassifier(options.Seed);
                return (cnn, cnn.CreateTrainer(Optimizer(1e-3f, warmup: 0), options.Batch, trainerOptions));
        }

        AdamW Optimizer(float learningRate, long warmup) => new(learningRate) { Schedule = new CosineDecay(steps, warmupSteps: warmup) };
    }

    /// <summary>Trains, epoch by epoch: each may see the pictures moved anew.</summary>
    /// <returns>Mean training loss of the last epoch.</returns>
    /// <exception cref="TrainingException">The loss of a step was not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double Run(
        Trainer<float> trainer, Dataset digits, RunOptions options,
        IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
    {
        double loss = 0;
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            Dataset seen = options.Shift > 0 ? MovedDigits.Draw(digits, options.Shift, options.Seed + epoch) : digits;
            var shown = new EpochProgress(progress, epoch, options.Epochs);
            loss = trainer.Fit(seen, epochs: 1, progress: shown, cancellationToken: cancellationToken).Last.Loss;
        }

        return loss;
    }

    /// <summary>Shows a run of one epoch as that of many that it is.</summary>
    private sealed class EpochProgress(IProgress<TrainingProgress> whole, int epoch, int epochs) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => whole.Report(value with
        {
            Epoch = epoch,
            Epochs = epochs,
            Remaining = value.Remaining + ((value.Elapsed + value.Remaining) * (epochs - epoch)),
            Completed = value.Completed is EpochMetrics metrics ? metrics with { Epoch = epoch } : null,
        });
    }
}
