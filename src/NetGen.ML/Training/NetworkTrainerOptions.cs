namespace NetGen.ML;

/// <summary>How a network trains in a pipeline, and the names of its columns; the defaults are those of ML.NET's own trainers.</summary>
public sealed record NetworkTrainerOptions
{
    /// <summary>The column of the inputs: a vector of as many numbers of type <see cref="float"/> as the network takes.</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>
    /// The column of the labels: yes and no for <see cref="NetworkTask.Binary"/>, a key for <see cref="NetworkTask.Multiclass"/>, numbers
    /// otherwise. <see cref="NetworkTask.Anomaly"/> does not read it.
    /// </summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>
    /// The column of the samples' weights; null where all count alike. The loss must take them: see
    /// <see cref="CriterionAttribute.SampleWeights"/>.
    /// </summary>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>
    /// The column that says which rows belong together: those of one group are all trained on or all validated on. Null where each stands
    /// for itself.
    /// </summary>
    public string? GroupColumnName { get; init; }

    /// <summary>The column of the predicted class, or of yes and no.</summary>
    public string PredictedLabelColumnName { get; init; } = "PredictedLabel";

    /// <summary>The column of what the network gives.</summary>
    public string ScoreColumnName { get; init; } = "Score";

    /// <summary>The column of the probability of yes.</summary>
    public string ProbabilityColumnName { get; init; } = "Probability";

    /// <summary>What the network tells: by its loss unless given.</summary>
    public NetworkTask Task { get; init; }

    /// <summary>How often the training goes through the samples: 10 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Epochs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Epochs));
            field = value;
        }
    }
    = 10;

    /// <summary>Samples in a step: 64 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int BatchSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(BatchSize));
            field = value;
        }
    }
    = 64;

    /// <summary>Makes what changes the weights, anew for each training: AdamW at 0.001 unless given.</summary>
    public Func<Optimizer> Optimizer { get; init; } = static () => new AdamW(1e-3f);

    /// <summary>Makes what takes part in a training, anew for each: nothing unless given.</summary>
    public Func<IReadOnlyList<Callback>> Callbacks { get; init; } = static () => [];

    /// <summary>Seed, threads, averages, groups of parameters: these may be those of the network that was made a trainer.</summary>
    public TrainerOptions Training { get; init; } = new();

    /// <summary>
    /// Share of the samples that are not trained on but validated on after each epoch, 0 to below 1: 0 unless given. Drawn by the
    /// training's seed, each class with its share.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range, or NaN.</exception>
    public double ValidationFraction
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ValidationFraction), value, "A share is at least 0 and below 1.");
    }

    /// <summary>
    /// Share of the samples seen in training, of those validated on where there are some, that <see cref="NetworkTask.Anomaly"/> calls
    /// anomalous: at least 0 and below 1; 0.05 unless given.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range, or NaN.</exception>
    public double AnomalyFraction
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(AnomalyFraction), value, "A share is at least 0 and below 1.");
    }
    = 0.05;

    /// <summary>
    /// The error above which <see cref="NetworkTask.Anomaly"/> calls a sample anomalous. Null in a training for that of
    /// <see cref="AnomalyFraction"/>; without one nothing is called so, as nobody knows the errors.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The error is negative, or NaN.</exception>
    public float? AnomalyThreshold
    {
        get;
        init => field = value is null or >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(AnomalyThreshold), value, "An error is at least 0.");
    }

    /// <summary>Told of the training's progress; null for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Ends a training between two steps.</summary>
    public CancellationToken CancellationToken { get; init; }
}
