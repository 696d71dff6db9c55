using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen;

/// <content>Single steps on a batch that the caller holds, and what they gave.</content>
public abstract partial class Trainer<T>
{
    private readonly int[] _lengths;
    private readonly string[] _lossNames;

    /// <summary>
    /// Trains on one batch; allocates nothing. Of several processes (<see cref="TrainerOptions.Communicator"/>) each gives its part of it.
    /// </summary>
    /// <param name="inputs">Samples one after the other: [count × the network's input], count from 1 to <see cref="BatchSize"/>.</param>
    /// <param name="labels">Class of each sample, from 0; of each of its pixels or positions where the output has a row for each.</param>
    /// <param name="length">Positions of each sample where the input is a sequence; null: the declared length.</param>
    /// <returns>Loss and hits of the batch before the update; <see cref="BatchResult.IsSkipped"/> where there was none.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a label is out of range, an input is not finite, the network takes tokens or target values,
    /// or BatchNorm gets one value for a channel.
    /// </exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread.</exception>
    public BatchResult Step(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, int? length = null)
    {
        using Entry entry = new(this);
        InputPlan input = Staging.OnlyInput(_runner.Signature, isTokens: false, nameof(inputs));
        int count = CheckLabels(labels, length);
        Staging.CheckValues(input, inputs, count, _lengths, nameof(inputs));
        labels.CopyTo(_runner.Labels(0));
        return RunSingleStep(count, inputs);
    }

    /// <summary>
    /// Trains on one batch; allocates nothing. Of several processes (<see cref="TrainerOptions.Communicator"/>) each gives its part of it.
    /// </summary>
    /// <param name="inputs">Samples one after the other: [count × the network's input], count from 1 to <see cref="BatchSize"/>.</param>
    /// <param name="targets">Target values, sample after sample: [count × the network's output], channels first for images.</param>
    /// <param name="length">Positions of each sample where the input is a sequence; null: the declared length.</param>
    /// <returns>Loss of the batch before the update; <see cref="BatchResult.IsSkipped"/> where there was none.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a number is not finite, a target is outside 0 to 1 for a binary loss, the network takes tokens or class
    /// labels, or BatchNorm gets one value for a channel.
    /// </exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread.</exception>
    public BatchResult Step(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int? length = null)
    {
        using Entry entry = new(this);
        InputPlan input = Staging.OnlyInput(_runner.Signature, isTokens: false, nameof(inputs));
        int count = CheckTargets(targets, length);
        Staging.CheckValues(input, inputs, count, _lengths, nameof(inputs));
        targets.CopyTo(_runner.Targets(0));
        return RunSingleStep(count, inputs);
    }

    /// <summary>
    /// Trains on one batch of token sequences; allocates nothing. Of several processes (<see cref="TrainerOptions.Communicator"/>) each
    /// gives its part of it.
    /// </summary>
    /// <param name="tokens">Sequences one after the other: [count × length], count from 1 to <see cref="BatchSize"/>.</param>
    /// <param name="labels">Class of each sample, from 0; of each of its positions where the output has a row for each.</param>
    /// <param name="length">Positions of each sample; null: the declared length.</param>
    /// <returns>Loss and hits of the batch before the update; <see cref="BatchResult.IsSkipped"/> where there was none.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token or label is out of range, the network takes values, or BatchNorm gets one value for a channel.
    /// </exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread.</exception>
    [OverloadResolutionPriority(-1)]
    public BatchResult Step(ReadOnlySpan<int> tokens, ReadOnlySpan<int> labels, int? length = null)
    {
        using Entry entry = new(this);
        InputPlan input = Staging.OnlyInput(_runner.Signature, isTokens: true, nameof(tokens));
        int count = CheckLabels(labels, length);
        CheckTokens(input, tokens, count);
        tokens.CopyTo(_runner.Tokens(0));
        labels.CopyTo(_runner.Labels(0));
        return RunSingleStep(count);
    }

    /// <summary>
    /// Trains on one batch of token sequences; allocates nothing. Of several processes (<see cref="TrainerOptions.Communicator"/>) each
    /// gives its part of it.
    /// </summary>
    /// <param name="tokens">Sequences one after the other: [count × length], count from 1 to <see cref="BatchSize"/>.</param>
    /// <param name="targets">Target values, sample after sample: [count × the network's output].</param>
    /// <param name="length">Positions of each sample; null: the declared length.</param>
    /// <returns>Loss of the batch before the update; <see cref="BatchResult.IsSkipped"/> where there was none.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token or target is out of range, the network takes values or class labels,
    /// or BatchNorm gets one value for a channel.
    /// </exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread.</exception>
    [OverloadResolutionPriority(-1)]
    public BatchResult Step(ReadOnlySpan<int> tokens, ReadOnlySpan<T> targets, int? length = null)
    {
        using Entry entry = new(this);
        InputPlan input = Staging.OnlyInput(_runner.Signature, isTokens: true, nameof(tokens));
        int count = CheckTargets(targets, length);
        CheckTokens(input, tokens, count);
        tokens.CopyTo(_runner.Tokens(0));
        targets.CopyTo(_runner.Targets(0));
        return RunSingleStep(count);
    }

    /// <summary>Trains on one batch of several inputs or targets; called by generated code, allocates nothing.</summary>
    /// <param name="inputs">One part for each input, in the order of the plan: samples one after the other.</param>
    /// <param name="targets">One part for each target likewise.</param>
    /// <param name="count">
    /// Samples; null: as many as an input or target without a run-time length says; where all have one, sequences have their declared
    /// length.
    /// </param>
    /// <returns>Loss and hits of the batch before the update; <see cref="BatchResult.IsSkipped"/> where there was none.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token, label or target is out of range, a number is not finite,
    /// or BatchNorm gets one value for a channel.
    /// </exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread.</exception>
    protected BatchResult StepColumns(ReadOnlySpan<BatchColumn<T>> inputs, ReadOnlySpan<BatchColumn<T>> targets, int? count = null)
    {
        using Entry entry = new(this);
        int samples = ColumnStaging.Check(_runner.Signature, inputs, targets, count, _runner.Capacity, _lengths);
        ColumnStaging.Load(_runner, inputs, targets);
        return RunSingleStep(samples);
    }

    /// <summary>
    /// The gradient of the loss of the last step by a parameter, in the parameter's order; of shape <see cref="Parameter.Shape"/>. Zeros
    /// where no loss depends on the parameter, which no step changes then.
    /// </summary>
    /// <param name="parameter">A trained parameter of the network.</param>
    /// <exception cref="ArgumentException">It is a running statistic, or of another network.</exception>
    public ReadOnlySpan<T> Gradient(Parameter parameter) => _runner.Gradient(parameter);

    /// <summary>
    /// The value of one loss in the last step, before its update; <see cref="BatchResult.Loss"/> is the sum of all, each times its
    /// <see cref="CriterionAttribute.Weight"/>. Allocates nothing.
    /// </summary>
    /// <param name="stage">The stage that the loss is on: <c>nameof(Head)</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no loss on it.</exception>
    public double LossOf(string stage) => _runner.LossAt(LossValues.Find(stage, _lossNames));

    private int CheckLabels(ReadOnlySpan<int> labels, int? length)
    {
        ProgramPlan plan = _runner.Signature;
        TargetPlan target = Staging.OnlyTarget(plan, isLabels: true, nameof(labels));
        int rows = BeginBatch(target, length);
        int count = Staging.WholeSamples(labels.Length, rows, "label", nameof(labels));
        Staging.CheckCount(count, _runner.Capacity, nameof(labels));
        Staging.CheckLabels(target, labels, rows, nameof(labels));
        return count;
    }

    private int CheckTargets(ReadOnlySpan<T> targets, int? length)
    {
        TargetPlan target = Staging.OnlyTarget(_runner.Signature, isLabels: false, nameof(targets));
        int size = BeginBatch(target, length);
        int count = Staging.WholeSamples(targets.Length, size, "target value", nameof(targets));
        Staging.CheckCount(count, _runner.Capacity, nameof(targets));
        ValueChecks.CheckTarget(target, targets, size, [], nameof(targets));
        return count;
    }

    private void CheckTokens(InputPlan input, ReadOnlySpan<int> tokens, int count)
    {
        Staging.CheckSize(input, tokens.Length, count, _lengths, nameof(tokens));
        Staging.CheckTokens(input, tokens, tokens.Length / count, nameof(tokens));
    }

    /// <summary>Notes the length of this batch and gives the size of one sample's target.</summary>
    private int BeginBatch(TargetPlan target, int? length)
    {
        ProgramPlan plan = _runner.Signature;
        if (length is not null && _lengths.Length == 0)
        {
            throw new ArgumentException("The network's samples all have one length, which is not given.", nameof(length));
        }

        for (int i = 0; i < _lengths.Length; i++)
        {
            _lengths[i] = length ?? plan.Lengths[i];
            Staging.CheckLength(_lengths[i], plan.Lengths[i], nameof(length));
        }

        return plan.SizeOf(target, _lengths);
    }

    private BatchResult RunSingleStep(int count)
    {
        BeginSingleStep(count);
        return Count(_runner.Run(count, _lengths));
    }

    private BatchResult RunSingleStep(int count, ReadOnlySpan<T> inputs)
    {
        BeginSingleStep(count);
        return Count(_runner.Run(count, _lengths, inputs));
    }

    private void BeginSingleStep(int count)
    {
        _runner.Signature.CheckBatch(count, _lengths, isPart: Parallel is not null);
        CloseStream();
        _resumed = null;
        PrepareStep(new TrainingPosition(_steps, _epochs, null, null));
        Parallel?.Gather(count, _lengths);
    }

    private BatchResult Count(in BatchResult result)
    {
        _steps += result.IsSkipped ? 0 : 1;
        return result;
    }
}
