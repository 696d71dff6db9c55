namespace NetGen;

/// <summary>Where a training run stands: reported at most about ten times a second and at the end of each epoch.</summary>
public readonly record struct TrainingProgress
{
    /// <summary>The current epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs of the run.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps done in this epoch.</summary>
    public required int Step { get; init; }

    /// <summary>Steps of an epoch; of a stream of unknown length those of the last epoch, 0 in the first one.</summary>
    public required int Steps { get; init; }

    /// <summary>Mean training loss of this epoch so far.</summary>
    public required double Loss { get; init; }

    /// <summary>Mean of each training loss of this epoch so far, which <see cref="Loss"/> is the weighted sum of.</summary>
    public LossValues? Losses { get; init; }

    /// <summary>Training accuracy of this epoch so far, 0 to 1; null where the loss knows no classes.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Training samples per second in this epoch, without validation.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>Learning rate of the last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Time since the run began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time that the rest of the run will take at the pace so far; 0 where the steps of an epoch are not known.</summary>
    public required TimeSpan Remaining { get; init; }

    /// <summary>
    /// What looks wrong with the run, in words, such as labels in the validation data that the training data lacks; the same in all
    /// reports, null where nothing does.
    /// </summary>
    public string? Warning { get; init; }

    /// <summary>The completed epoch where this report ends one, else null.</summary>
    public EpochMetrics? Completed { get; init; }
}
