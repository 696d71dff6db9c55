using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <summary>Checks and stages batches of several inputs or targets.</summary>
internal static class ColumnStaging
{
    /// <summary>Checks all parts of a batch and finds its number of samples and the lengths of its sequences.</summary>
    /// <param name="plan">What the network takes.</param>
    /// <param name="inputs">One part for each input.</param>
    /// <param name="targets">One part for each target; empty for a prediction.</param>
    /// <param name="count">Samples; null: what an input or target of a fixed size says, else sequences have their declared length.</param>
    /// <param name="capacity">Most samples.</param>
    /// <param name="lengths">Receives the positions of each of the plan's lengths.</param>
    /// <exception cref="ArgumentException">
    /// A part is of the wrong kind or size, or holds a token, label, input or target out of range.
    /// </exception>
    public static int Check<T>(
        ProgramPlan plan,
        ReadOnlySpan<BatchColumn<T>> inputs,
        ReadOnlySpan<BatchColumn<T>> targets,
        int? count,
        int capacity,
        Span<int> lengths)
        where T : unmanaged
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            Staging.CheckKind(plan.Inputs[i], inputs[i].IsIntegers, plan.Inputs[i].Name);
        }

        for (int i = 0; i < targets.Length; i++)
        {
            Staging.CheckKind(plan, plan.Targets[i], targets[i].IsIntegers, NameOf(plan, i));
        }

        int samples = count ?? CountSamples(plan, inputs, targets, lengths);
        Staging.CheckCount(samples, capacity, nameof(count));
        FindLengths(plan, inputs, samples, lengths);
        for (int i = 0; i < inputs.Length; i++)
        {
            InputPlan input = plan.Inputs[i];
            Staging.CheckSize(input, inputs[i].Count, samples, lengths, input.Name);
            Staging.CheckTokens(input, inputs[i].Integers, input.SizeAt(lengths), input.Name);
            ValueChecks.CheckInput(input, inputs[i].Values, input.SizeAt(lengths), input.Name);
        }

        for (int i = 0; i < targets.Length; i++)
        {
            TargetPlan target = plan.Targets[i];
            Staging.CheckSize(plan, target, targets[i].Count, samples, lengths, NameOf(plan, i));
            Staging.CheckLabels(target, targets[i].Integers, plan.SizeOf(target, lengths), NameOf(plan, i));
            ValueChecks.CheckTarget(target, targets[i].Values, plan.SizeOf(target, lengths), [], NameOf(plan, i));
        }

        return samples;
    }

    /// <summary>Copies checked parts into the staging buffers.</summary>
    public static void Load<T>(BatchRunner<T> runner, ReadOnlySpan<BatchColumn<T>> inputs, ReadOnlySpan<BatchColumn<T>> targets)
        where T : unmanaged
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i].Values.CopyTo(runner.Values(i));
            inputs[i].Integers.CopyTo(runner.Tokens(i));
        }

        for (int i = 0; i < targets.Length; i++)
        {
            targets[i].Values.CopyTo(runner.Targets(i));
            targets[i].Integers.CopyTo(runner.Labels(i));
        }
    }

    /// <summary>Copies some of the samples of checked inputs into the staging buffers.</summary>
    /// <param name="runner">Has the buffers.</param>
    /// <param name="inputs">All samples.</param>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="lengths">Of the run.</param>
    public static void Load<T>(
        BatchRunner<T> runner, ReadOnlySpan<BatchColumn<T>> inputs, int start, int count, ReadOnlySpan<int> lengths)
        where T : unmanaged
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            int size = runner.Signature.Inputs[i].SizeAt(lengths);
            if (inputs[i].IsIntegers)
            {
                inputs[i].Integers.Slice(start * size, count * size).CopyTo(runner.Tokens(i));
            }
            else
            {
                inputs[i].Values.Slice(start * size, count * size).CopyTo(runner.Values(i));
            }
        }
    }

    private static int CountSamples<T>(
        ProgramPlan plan, ReadOnlySpan<BatchColumn<T>> inputs, ReadOnlySpan<BatchColumn<T>> targets, Span<int> lengths)
        where T : unmanaged
    {
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = plan.Lengths[i];
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            if (plan.Inputs[i].Length < 0)
            {
                return Count(plan.Inputs[i], inputs[i].Count, lengths);
            }
        }

        for (int i = 0; i < targets.Length; i++)
        {
            TargetPlan target = plan.Targets[i];
            if (target.IsWeight || plan.OutputOf(target).Length < 0)
            {
                string what = target.TakesLabels ? "label" : target.Noun;
                return Staging.WholeSamples(targets[i].Count, plan.SizeOf(target, lengths), what, NameOf(plan, i));
            }
        }

        return Count(plan.Inputs[0], inputs[0].Count, lengths);
    }

    private static int Count(InputPlan input, int elements, ReadOnlySpan<int> lengths) =>
        Staging.WholeSamples(elements, input.SizeAt(lengths), input.IsTokens ? "token" : "value", input.Name);

    /// <summary>Inputs that share a length must agree on it; the first of them says what it is.</summary>
    private static void FindLengths<T>(ProgramPlan plan, ReadOnlySpan<BatchColumn<T>> inputs, int samples, Span<int> lengths)
        where T : unmanaged
    {
        lengths.Clear();
        for (int i = 0; i < inputs.Length; i++)
        {
            InputPlan input = plan.Inputs[i];
            if (input.Length < 0)
            {
                continue;
            }

            string what = input.IsTokens ? "token" : "value";
            long position = (long)samples * input.PositionSize;
            int length = Staging.WholeSamples(inputs[i].Count, position, what, input.Name, "positions");
            Staging.CheckLength(length, plan.Lengths[input.Length], input.Name);
            if (lengths[input.Length] != 0 && lengths[input.Length] != length)
            {
                throw new ArgumentException(
                    Invariant($"{input.Name} has {length} positions, but an input of the same length has {lengths[input.Length]}."),
                    input.Name);
            }

            lengths[input.Length] = length;
        }
    }

    private static string NameOf(ProgramPlan plan, int target) => plan.NameOf(plan.Targets[target]);
}
