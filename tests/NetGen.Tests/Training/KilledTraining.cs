using NetGen.Tests.Storage;

namespace NetGen.Tests.Training;

/// <summary>A training that may be killed at any moment: started again, it goes on.</summary>
internal static class KilledTraining
{
    public const string HasBegun = "begun";

    private const int Epochs = 12, Samples = 50, Size = 8, EverySteps = 2;

    /// <summary>Runs in the other process: trains in the folder, then writes the weights to a file.</summary>
    public static int Run(string folder, string result)
    {
        StepClassifier network = new(seed: 3);
        using StepClassifier.Trainer trainer = Create(network);
        trainer.Fit(
            StepData.Dataset(Samples, 1), Epochs, StepData.Dataset(20, 2),
            [new Announce(), new EarlyStopping(patience: 100), new Checkpointing(folder, everySteps: EverySteps)]);
        network.Save(result);
        return 0;
    }

    /// <summary>What no killing may change: the same without checkpoints.</summary>
    public static int[] Uninterrupted()
    {
        StepClassifier network = new(seed: 3);
        using StepClassifier.Trainer trainer = Create(network);
        trainer.Fit(StepData.Dataset(Samples, 1), Epochs, StepData.Dataset(20, 2), [new EarlyStopping(patience: 100)]);
        return StepData.Bits(network);
    }

    private static StepClassifier.Trainer Create(StepClassifier network) => network.CreateTrainer(
        new AdamW(0.01f) { Schedule = new CosineDecay(finalFactor: 0.1) },
        Size,
        new TrainerOptions { Seed = 5, Threads = 2, GradientStages = [new ClipNorm(1)], Transforms = [new RandomShift(1)] });

    private sealed class Announce : Callback
    {
        public override void OnTrainBegin(TrainingContext context) => Console.WriteLine(HasBegun);
    }
}
