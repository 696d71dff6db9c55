using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>
/// Runs compiled code over one batch that lies in its staging buffers: a training step's forward and backward pass,
/// or a forward pass with loss. Generated code derives from it; trainers and evaluation feed it. Samples lie one behind the other,
/// those of a run-time length densely.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BatchRunner<T> : IBatchMemory<T>
    where T : unmanaged
{
    /// <summary>Most samples in one batch.</summary>
    public abstract int Capacity { get; }

    /// <summary>What goes in and comes out.</summary>
    public abstract ProgramPlan Signature { get; }

    /// <summary>Threads of the host that run a batch together.</summary>
    public virtual int Threads => 1;

    /// <summary>Whether <see cref="BatchResult.Correct"/> counts anything: a loss knows classes, or yes and no.</summary>
    public bool HasAccuracy => Signature.JudgedTarget >= 0;

    /// <summary>
    /// Values of an input in the user's order (channels first), for <see cref="Capacity"/> samples of the declared shape; empty for tokens.
    /// </summary>
    /// <param name="input">Index of the input.</param>
    public abstract Span<T> Values(int input);

    /// <summary>Tokens of an input, for <see cref="Capacity"/> samples of the declared length; empty for values.</summary>
    /// <param name="input">Index of the input.</param>
    public abstract Span<int> Tokens(int input);

    /// <summary>Labels, one for each row of the output; empty where the loss takes values.</summary>
    /// <param name="target">Index of the target.</param>
    public abstract Span<int> Labels(int target);

    /// <summary>Target values, as many as the output has, channels first for images; empty where the loss takes labels.</summary>
    /// <param name="target">Index of the target.</param>
    public abstract Span<T> Targets(int target);

    /// <summary>Learning rate of the next step; without effect where there is no optimizer.</summary>
    public virtual double LearningRate { get; set; }

    /// <summary>Epochs done before the next step, with their fraction: an average of the weights may begin by them.</summary>
    internal double Epoch { get; set; }

    /// <summary>How often weights were averaged.</summary>
    internal virtual long Averaged => 0;

    /// <summary>What it shares with other processes that train the same network; null where it is alone.</summary>
    internal virtual ParallelRun? Parallel => null;

    /// <summary>Runs over the first <paramref name="count"/> samples of the staging buffers.</summary>
    /// <param name="count">1 to <see cref="Capacity"/>.</param>
    /// <param name="lengths">Positions in this run of each of <see cref="ProgramPlan.Lengths"/>: 1 to the declared length.</param>
    public abstract BatchResult Run(int count, ReadOnlySpan<int> lengths);

    /// <summary>One of <see cref="ProgramPlan.Losses"/> in the batch whose result was given last.</summary>
    internal abstract double LossAt(int loss);

    /// <summary>Copies the rows of an output of samples of the last run, each row's channels side by side.</summary>
    /// <param name="output">Index of the output.</param>
    /// <param name="first">The first sample.</param>
    /// <param name="count">Samples.</param>
    /// <param name="rows">Receives them: [samples × rows × channels].</param>
    internal virtual void ReadRows(int output, int first, int count, Span<double> rows) =>
        throw new NotSupportedException("The program keeps no outputs.");

    /// <summary>Runs over samples that the caller holds, of a network with one input of values.</summary>
    internal virtual BatchResult Run(int count, ReadOnlySpan<int> lengths, ReadOnlySpan<T> values)
    {
        values.CopyTo(Values(0));
        return Run(count, lengths);
    }

    /// <summary>A forward pass with loss where this program's weights are; null where the network's own serves.</summary>
    internal virtual BatchRunner<T>? Evaluator => null;

    /// <summary>Lets what evaluates during training read the average of the weights, where there is one, in their place.</summary>
    internal virtual void AimAtAverage(BatchRunner<T> evaluator)
    {
    }

    /// <summary>Copies the average of the weights; what it gives puts it back. Null where there is none.</summary>
    internal virtual AverageCopy? KeepAverage() => null;

    /// <summary>Puts the average of the weights in their place.</summary>
    internal virtual void ApplyAverage() => throw new NotSupportedException("Only a training step averages weights.");

    /// <summary>Updates the weights by what is accumulated, though it is of fewer batches than wanted.</summary>
    internal virtual void FinishUpdate()
    {
    }

    /// <summary>What the optimizers remember, the newest of it in the host's memory.</summary>
    internal virtual UpdateState FetchState() => throw new NotSupportedException("Only a training step has optimizers.");

    /// <summary>Goes on from a state whose tensors were changed in place.</summary>
    internal virtual void StoreState(UpdateState state) => throw new NotSupportedException("Only a training step has optimizers.");

    /// <summary>Freezes parameters and running statistics, or lets them go on, from the next step on: all of them or none.</summary>
    /// <exception cref="ArgumentException">One is of another network, or is to go on, though its group has no optimizer.</exception>
    internal virtual void SetFrozen(IReadOnlyList<Parameter> parameters, bool isFrozen) =>
        throw new NotSupportedException("Only a training step has optimizers.");

    /// <summary>Whether steps leave a parameter or running statistic as it is.</summary>
    /// <exception cref="ArgumentException">It is of another network.</exception>
    internal virtual bool IsFrozen(Parameter parameter) => throw new NotSupportedException("Only a training step has optimizers.");

    /// <summary>Takes a batch that was prepared beside the program.</summary>
    /// <param name="batch">The batch, of this program's plan and capacity.</param>
    /// <param name="count">Its samples.</param>
    /// <param name="lengths">Positions of its sequences.</param>
    /// <returns>Memory for another, which the program does not read.</returns>
    internal virtual StagedBatch<T> Exchange(StagedBatch<T> batch, int count, ReadOnlySpan<int> lengths)
    {
        batch.CopyTo(this, count, lengths);
        return batch;
    }

    /// <summary>How the epochs of a run over a dataset are fed to this program.</summary>
    internal virtual EpochFeed<T> CreateFeed(BatchLoader<T> loader) => new HostFeed<T>(this, loader);

    /// <summary>
    /// Where the last step, which was skipped, had its first number that is not finite; null where none is known. On devices, weights and
    /// gradients alone are looked at.
    /// </summary>
    internal virtual NonFinite? FindNotFinite() => null;

    /// <summary>The gradient of a parameter in the last step.</summary>
    internal virtual ReadOnlySpan<T> Gradient(Parameter parameter) =>
        throw new NotSupportedException("Only a training step has gradients.");
}
