using NetGen.Runtime;

namespace NetGen;

/// <summary>How a trainer works; the defaults suit most networks.</summary>
/// <remarks>
/// The same seed, number of threads and vector width give the same weights to the bit. Both follow the machine where nothing is said: set
/// <see cref="Threads"/> and, where processors with AVX2 and with AVX-512 must agree, the environment variable NETGEN_SIMD to 256.
/// </remarks>
public sealed partial record TrainerOptions
{
    /// <summary>Seed of everything random in training: the order of the samples and dropout.</summary>
    public int Seed { get; init; }

    /// <summary>The key of dropout's random numbers: mixed, so that the streams of neighbouring seeds have nothing in common.</summary>
    internal uint MixedSeed => (uint)new SplitMix64(unchecked((uint)Seed)).Next();

    /// <summary>Threads of a step; 0 for <see cref="NetGenThreads.Default"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Threads));
            field = value;
        }
    }

    /// <summary>
    /// Batches for each update, which is made by the mean of their gradients over all their samples: as a batch of so many times the size,
    /// in the memory of one. BatchNorm normalizes each batch by itself. What the end of an epoch leaves over makes an update of its own;
    /// what a cancelled run leaves over goes into the next. A schedule counts batches.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int GradientAccumulation
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(GradientAccumulation));
            field = value;
        }
    }
    = 1;

    /// <summary>What is done with the gradients before each update, in order, as <see cref="ClipNorm"/> does.</summary>
    /// <exception cref="ArgumentException">One is null.</exception>
    public IReadOnlyList<GradientStage> GradientStages
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(GradientStages));
            field = [.. value];
            if (field.Contains(null!))
            {
                throw new ArgumentException("A stage is null.", nameof(GradientStages));
            }
        }
    }
    = [];

    /// <summary>What is done with the weights after each update, in order, as <see cref="MaxNorm"/> does.</summary>
    /// <exception cref="ArgumentException">One is null.</exception>
    public IReadOnlyList<WeightStage> WeightStages
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(WeightStages));
            field = [.. value];
            if (field.Contains(null!))
            {
                throw new ArgumentException("A stage is null.", nameof(WeightStages));
            }
        }
    }
    = [];

    /// <summary>
    /// An average of the weights that is kept beside them, after the <see cref="WeightStages"/> of each update; null for none.
    /// <see cref="Trainer{T}.Evaluate"/>, and so the validation of <see cref="Trainer{T}.Fit"/>, measures it, predictions are made with the
    /// weights until <see cref="Trainer{T}.ApplyAverage"/>.
    /// </summary>
    public WeightAverage? WeightAverage { get; init; }

    /// <summary>
    /// Parameters that are updated in a way of their own: each belongs to the first group that has it, the others to the trainer's
    /// optimizer.
    /// </summary>
    /// <exception cref="ArgumentException">One is null.</exception>
    public IReadOnlyList<ParameterGroup> Groups
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Groups));
            field = [.. value];
            if (field.Contains(null!))
            {
                throw new ArgumentException("A group is null.", nameof(Groups));
            }
        }
    }
    = [];

    /// <summary>
    /// What changes the samples of a batch before <see cref="Trainer{T}.Fit"/> and <see cref="Trainer{T}.TrainFor"/> train on them, in
    /// order, as <see cref="RandomShift"/> and <see cref="Mixup"/> do. <c>Step</c> takes its samples as they are.
    /// </summary>
    /// <exception cref="ArgumentException">One is null.</exception>
    public IReadOnlyList<BatchTransform> Transforms
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Transforms));
            field = [.. value];
            if (field.Contains(null!))
            {
                throw new ArgumentException("A transform is null.", nameof(Transforms));
            }
        }
    }
    = [];

    /// <summary>
    /// What <see cref="Trainer{T}.Evaluate"/> and the validation of <see cref="Trainer{T}.Fit"/> give beside loss and accuracy, such as
    /// <see cref="F1Score"/>.
    /// </summary>
    /// <exception cref="ArgumentException">One is null.</exception>
    public IReadOnlyList<Metric> Metrics
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Metrics));
            field = [.. value];
            if (field.Contains(null!))
            {
                throw new ArgumentException("A metric is null.", nameof(Metrics));
            }
        }
    }
    = [];

    /// <summary>Whether anything stands between the gradients of a batch and the update.</summary>
    internal bool StandsBetween => GradientAccumulation > 1 || GradientStages.Count > 0 || Parallel is not null;

    /// <summary>
    /// Epochs of the whole training over all calls of <see cref="Trainer{T}.Fit"/>, which schedules without a number of steps of their own
    /// go by. Where null, the first call is the whole training, and later ones go on at the schedule's end: a schedule never jumps.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int? PlannedEpochs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(PlannedEpochs));
            field = value;
        }
    }

    /// <summary>Whether the last batch of an epoch is left out where it would be smaller than the others.</summary>
    public bool DropLast { get; init; }

    /// <summary>Whether each epoch takes the samples in another random order; those of a stream within each block.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// Samples of a <see cref="DataStream"/> that are in memory, and shuffled, together; the trainer takes the next whole number of
    /// batches. Where null, as many as take about 64 MiB, but no more than 65,536 and no fewer than 16 batches. A checkpoint goes on with
    /// the same number.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int? BlockSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(BlockSize));
            field = value;
        }
    }
}
