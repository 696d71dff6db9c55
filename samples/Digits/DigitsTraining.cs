using NetGen;

namespace Digits;

/// <summary>The networks, how each is trained, and the training.</summary>
internal static class DigitsTraining
{
    // One cycle bears a higher peak: the rate is there for a short time only.
    private const float CyclePeak = 3;

    private const int StepsOfCheckpoint = 500;

    private static readonly BatchTransform[] s_augmentation =
        [new RandomAffine(degrees: 10, scale: 0.1, shift: 2), new Cutout(6)];

    /// <summary>A network with its trainer.</summary>
    /// <param name="options">Model, batch, seed, threads, and what is done to pictures, rate and weights.</param>
    /// <param name="communicator">The processes that train together; null where this one is alone.</param>
    public static (Network<float> Network, Trainer<float> Trainer) Create(RunOptions options, ICommunicator? communicator = null)
    {
        var trainerOptions = new TrainerOptions
        {
            Communicator = communicator,
            Threads = options.Threads,
            Seed = options.Seed,
            Transforms =
            [
                .. options.Shift > 0 ? [new RandomShift(options.Shift)] : Array.Empty<BatchTransform>(),
                .. options.Augment ? s_augmentation : [],
            ],
            WeightAverage = options.Average > 0 ? new ExponentialAverage(options.Average) : null,
        };
        switch (options.Model)
        {
            case "mlp":
                var mlp = new DigitMlp(options.Seed);
                return (mlp, mlp.CreateTrainer(Optimizer(1e-3f, options), options.Batch, trainerOptions));
            case "resnet20":
                var residual = new DigitResNet20(options.Seed);
                return (residual, residual.CreateTrainer(Optimizer(3e-3f, options, warmsUp: true), options.Batch, trainerOptions));
            case "small":
                var small = new DigitSmall(options.Seed);
                return (small, small.CreateTrainer(Optimizer(2e-3f, options), options.Batch, trainerOptions));
            default:
                var cnn = new DigitClassifier(options.Seed);
                return (cnn, cnn.CreateTrainer(Optimizer(1e-3f, options), options.Batch, trainerOptions));
        }
    }

    /// <summary>Trains; where an average of the weights is made, the network has it afterwards.</summary>
    /// <returns>Mean training loss of the last epoch.</returns>
    /// <exception cref="TrainingException">The loss of a step was not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double Run(
        Trainer<float> trainer, Dataset digits, RunOptions options,
        IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
    {
        Callback[] callbacks = options.Checkpoints is { } folder
            ? [new Checkpointing(folder, everySteps: StepsOfCheckpoint, resume: options.Resume)]
            : [];
        History history = trainer.Fit(
            digits, options.Epochs, callbacks: callbacks, progress: progress, cancellationToken: cancellationToken);
        if (options.Average > 0)
        {
            trainer.ApplyAverage();
        }

        return history.Last.Loss;
    }

    private static AdamW Optimizer(float rate, RunOptions options, bool warmsUp = false) => options.OneCycle
        ? new(rate * CyclePeak) { Schedule = new OneCycle() }
        : new(rate) { Schedule = warmsUp ? new OneCycle(rising: 0.05, startDivisor: 20) : new CosineDecay() };
}
