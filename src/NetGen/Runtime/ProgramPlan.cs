using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>What the compiler decided about a program's memory and its interface; all sizes in elements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ProgramPlan
{
    /// <summary>What goes in.</summary>
    public required IReadOnlyList<InputPlan> Inputs { get; init; }

    /// <summary>Declared lengths of sequences that may be shorter in a run; inputs and outputs refer to them by index.</summary>
    public IReadOnlyList<int> Lengths { get; init; } = [];

    /// <summary>What comes out.</summary>
    public required IReadOnlyList<OutputPlan> Outputs { get; init; }

    /// <summary>What the losses take; empty where they take nothing.</summary>
    public IReadOnlyList<TargetPlan> Targets { get; init; } = [];

    /// <summary>Memory of one sample that survives between runs: keys, values and states of a decoder.</summary>
    public int CacheSize { get; init; }

    /// <summary>Whether a decoder keeps as much of one position as of many, and no position has a place of its own.</summary>
    public bool IsEndless { get; init; }

    /// <summary>Multiply-adds of all contractions for one sample.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The arena's part of one sample, for the declared lengths.</summary>
    public int ActivationSize { get; init; }

    /// <summary>Memory of one sample that is needed only while a worker goes through the calls of a chunk.</summary>
    public int ChunkSize { get; init; }

    /// <summary>Samples of a chunk, at most.</summary>
    public int ChunkSamples { get; init; }

    /// <summary>Vectors over the channels and scalars.</summary>
    public int VectorSize { get; init; }

    /// <summary>Sums over rows, of one worker.</summary>
    public int PartialSize { get; init; }

    /// <summary>Memory for the time of a call, of one worker.</summary>
    public int ScratchSize { get; init; }

    /// <summary>Packed weights.</summary>
    public int PanelSize { get; init; }

    /// <summary>
    /// The parameters that are updated as soon as their gradient is known; the others are updated at the end of the step.
    /// </summary>
    public IReadOnlyList<ParameterPlaces> UpdatedEarly { get; init; } = [];

    /// <summary>The values of a training step that are in memory when its forward pass ends, in the order computed.</summary>
    public IReadOnlyList<ValuePlan> Values { get; init; } = [];

    /// <summary>
    /// The stages with trained weights, in the order declared, where the backward pass leaves out what only frozen ones need.
    /// </summary>
    public IReadOnlyList<string> TrainedStages { get; init; } = [];

    /// <summary>The BatchNorms of a training step that a batch of one sample may give one value for each channel.</summary>
    public IReadOnlyList<BatchNormPlan> BatchNorms { get; init; } = [];

    /// <summary>
    /// Whether processes that train together speak to each other within a step, as <see cref="BatchNormAttribute.Synchronized"/> asks for.
    /// </summary>
    public bool SumsOverProcesses { get; init; }

    /// <summary>Where the sum of the losses lies among the vectors; −1 without one.</summary>
    public int LossOffset { get; init; } = -1;

    /// <summary>The losses in the sum.</summary>
    public IReadOnlyList<LossPlan> Losses { get; init; } = [];

    /// <summary>Whether the loss of a sample depends on the other samples of its batch, and so on how many there are.</summary>
    public bool MixesSamples { get; init; }

    /// <summary>The first target whose answers are right or wrong.</summary>
    internal int JudgedTarget
    {
        get
        {
            for (int i = 0; i < Targets.Count; i++)
            {
                if (Targets[i].HasAccuracy)
                {
                    return i;
                }
            }

            return -1;
        }
    }

    /// <summary>Whether the first output is one number that says yes or no.</summary>
    internal bool IsDecision => Outputs[0].Shape.Size == 1 && TargetOfFirst is { IsBinary: true };

    /// <summary>What the first output is compared with; null where no loss does.</summary>
    internal TargetPlan? TargetOfFirst => Targets.FirstOrDefault(target => !target.IsWeight && target.Output == 0);

    /// <summary>Refuses batches, of the declared lengths, in which a BatchNorm would get one value for each channel.</summary>
    /// <exception cref="ArgumentException">The message names the BatchNorm.</exception>
    public void CheckBatchSize(int batchSize) => CheckBatch(batchSize, [.. Lengths], nameof(batchSize));

    /// <summary>The same for a batch of other lengths.</summary>
    /// <param name="samples">Of the batch.</param>
    /// <param name="lengths">Positions of its sequences.</param>
    /// <param name="name">The caller's parameter.</param>
    /// <param name="isPart">Whether other processes have samples of it, too, which count where a BatchNorm is synchronized.</param>
    internal void CheckBatch(int samples, ReadOnlySpan<int> lengths, string? name = null, bool isPart = false)
    {
        if (samples != 1)
        {
            return;
        }

        for (int i = 0; i < BatchNorms.Count; i++)
        {
            bool hasOthers = isPart && BatchNorms[i].IsSynchronized;
            if (!hasOthers && (BatchNorms[i].Length < 0 || lengths[BatchNorms[i].Length] == 1))
            {
                throw new ArgumentException(
                    $"{BatchNorms[i].Name} needs more than one value of each channel, and one sample gives it one: "
                    + "train on two samples at once, or more.",
                    name);
            }
        }
    }

    internal OutputPlan OutputOf(TargetPlan target) => Outputs[target.Output];

    /// <summary>Of the stage that the loss is on; weights have a name beside it.</summary>
    internal string NameOf(TargetPlan target) => OutputOf(target).Name + (target.IsWeight ? "Weight" : "");

    /// <summary>Labels, values or weights that a target takes for one sample.</summary>
    internal int SizeOf(TargetPlan target, ReadOnlySpan<int> lengths) =>
        target.IsWeight ? 1
        : target.TakesLabels ? OutputOf(target).RowsAt(lengths)
        : target.Channels > 0 ? OutputOf(target).RowsAt(lengths) * target.Channels
        : OutputOf(target).SizeAt(lengths);
}
