using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <summary>Checks what a user gives for a batch against what a program takes; nothing is staged before all of it is checked.</summary>
internal static class Staging
{
    /// <summary>The only input of a network.</summary>
    /// <exception cref="InvalidOperationException">It has several.</exception>
    /// <exception cref="ArgumentException">It is of the other kind.</exception>
    public static InputPlan OnlyInput(ProgramPlan plan, bool isTokens, string name)
    {
        if (plan.Inputs.Count != 1)
        {
            throw new InvalidOperationException(
                Invariant($"The network has {plan.Inputs.Count} inputs ({string.Join(", ", plan.Inputs.Select(i => i.Name))}): ")
                + "give them all, as its Inputs.");
        }

        CheckKind(plan.Inputs[0], isTokens, name);
        return plan.Inputs[0];
    }

    /// <summary>The only target of a network.</summary>
    /// <exception cref="InvalidOperationException">It has none or several.</exception>
    /// <exception cref="ArgumentException">It is of the other kind.</exception>
    public static TargetPlan OnlyTarget(ProgramPlan plan, bool isLabels, string name)
    {
        if (plan.Targets.Count != 1)
        {
            throw new InvalidOperationException(
                plan.Targets.Count > 0
                    ? Invariant($"The network's losses take {plan.Targets.Count} targets: give them all, as its Targets.")
                : plan.LossOffset >= 0 ? "The network's loss takes no target: give the inputs alone."
                : "The network has no loss.");
        }

        CheckKind(plan, plan.Targets[0], isLabels, name);
        return plan.Targets[0];
    }

    /// <exception cref="ArgumentException">Values for tokens, or tokens for values.</exception>
    public static void CheckKind(InputPlan input, bool isTokens, string name)
    {
        if (input.IsTokens != isTokens)
        {
            throw new ArgumentException(
                input.IsTokens
                    ? Invariant($"The network takes tokens below {input.Vocabulary} for {input.Name}, not values.")
                    : Invariant($"The network takes values of shape {input.Shape} for {input.Name}, not tokens."),
                name);
        }
    }

    /// <exception cref="ArgumentException">Values for labels, or labels for values.</exception>
    public static void CheckKind(ProgramPlan plan, TargetPlan target, bool isLabels, string name)
    {
        if (target.TakesLabels != isLabels)
        {
            throw new ArgumentException(
                target.TakesLabels
                    ? $"The network's loss takes a label of {Words.Counted(target.Classes, "class")} "
                        + $"per {RowName(plan.OutputOf(target))}, not target values."
                    : $"The network's loss takes {Words.Counted(plan.OutputOf(target).Shape.Size, "target value")} per sample, "
                        + "not a label: "
                        + $"give {(target.IsBinary ? "0 or 1" : "them")} in the network's number type.",
                name);
        }
    }

    /// <summary>Samples in a number of elements: each is <paramref name="what"/>.</summary>
    /// <exception cref="ArgumentException">They are no whole samples.</exception>
    public static int WholeSamples(int elements, long size, string what, string name, string parts = "samples") => elements % size == 0
        ? (int)(elements / size)
        : throw new ArgumentException(Invariant($"{Words.Are(elements, what)} no whole number of {parts} of {size}."), name);

    /// <exception cref="ArgumentException">There are none, or more than fit.</exception>
    public static void CheckCount(int count, int capacity, string name)
    {
        if (count < 1 || count > capacity)
        {
            throw new ArgumentException(Invariant($"A batch has 1 to {Words.Counted(capacity, "sample")}, not {count}."), name);
        }
    }

    /// <exception cref="ArgumentException">The positions are none, or more than declared.</exception>
    public static void CheckLength(int length, int declared, string name)
    {
        if (length < 1 || length > declared)
        {
            throw new ArgumentException(Invariant($"A sample has 1 to {Words.Counted(declared, "position")}, not {length}."), name);
        }
    }

    /// <exception cref="ArgumentException">There are not as many elements as the samples need.</exception>
    public static void CheckSize(InputPlan input, int elements, int count, ReadOnlySpan<int> lengths, string name)
    {
        long needed = (long)count * input.SizeAt(lengths);
        if (elements != needed)
        {
            string values = Words.Counted(needed, input.IsTokens ? "token" : "value");
            throw new ArgumentException($"{Words.Needs(count, $" of {ShapeAt(input, lengths)}", values, elements)}.", name);
        }
    }

    /// <exception cref="ArgumentException">There are not as many elements as the samples need.</exception>
    public static void CheckSize(ProgramPlan plan, TargetPlan target, int elements, int count, ReadOnlySpan<int> lengths, string name)
    {
        long needed = (long)count * plan.SizeOf(target, lengths);
        if (elements != needed)
        {
            string values = $"{Words.Counted(needed, target.TakesLabels ? "label" : target.Noun)} for {plan.OutputOf(target).Name}";
            throw new ArgumentException($"{Words.Needs(count, "", values, elements)}.", name);
        }
    }

    /// <exception cref="ArgumentException">There are not as many values as the samples need, or one is not finite.</exception>
    public static void CheckValues<T>(InputPlan input, ReadOnlySpan<T> values, int count, ReadOnlySpan<int> lengths, string name)
        where T : unmanaged
    {
        CheckSize(input, values.Length, count, lengths, name);
        ValueChecks.CheckInput(input, values, input.SizeAt(lengths), name);
    }

    /// <exception cref="ArgumentException">
    /// A token is outside the vocabulary; <paramref name="samples"/> are the samples' numbers, else counted from 0.
    /// </exception>
    public static void CheckTokens(
        InputPlan input, ReadOnlySpan<int> tokens, int perSample, string name, ReadOnlySpan<int> samples = default)
    {
        int i = tokens.IndexOfAnyExceptInRange(0, input.Vocabulary - 1);
        if (i >= 0)
        {
            throw new ArgumentException(
                Invariant($"Sample {Number(i / perSample, samples)} of {input.Name} has token {tokens[i]} at position {i % perSample}; ")
                + Invariant($"tokens are 0 to {input.Vocabulary - 1}."),
                name);
        }
    }

    /// <exception cref="ArgumentException">
    /// A label is no class; <paramref name="samples"/> are the samples' numbers, else counted from 0.
    /// </exception>
    public static void CheckLabels(
        TargetPlan target, ReadOnlySpan<int> labels, int perSample, string name, ReadOnlySpan<int> samples = default)
    {
        int i = labels.IndexOfAnyExceptInRange(0, target.Classes - 1);
        while (i >= 0 && labels[i] >= 0 && labels[i] == target.IgnoredLabel)
        {
            int next = labels[(i + 1)..].IndexOfAnyExceptInRange(0, target.Classes - 1);
            i = next < 0 ? next : next + i + 1;
        }

        if (i >= 0)
        {
            string place = perSample == 1 ? "" : Invariant($" at position {i % perSample}");
            throw new ArgumentException(
                Invariant($"Sample {Number(i / perSample, samples)} has label {labels[i]}{place}; labels are 0 to {target.Classes - 1}."),
                name);
        }
    }

    /// <summary>Whatever a kernel takes for an index, in the memory that it reads: also of callers that filled it themselves.</summary>
    /// <exception cref="ArgumentException">A token or label is out of range.</exception>
    public static void CheckIndices<T>(BatchRunner<T> runner, int count, ReadOnlySpan<int> lengths, bool withLabels)
        where T : unmanaged
    {
        ProgramPlan plan = runner.Signature;
        for (int i = 0; i < plan.Inputs.Count; i++)
        {
            if (plan.Inputs[i].IsTokens)
            {
                int size = plan.Inputs[i].SizeAt(lengths);
                CheckTokens(plan.Inputs[i], runner.Tokens(i)[..(count * size)], size, plan.Inputs[i].Name);
            }
        }

        for (int i = 0; withLabels && i < plan.Targets.Count; i++)
        {
            if (plan.Targets[i].TakesLabels)
            {
                int size = plan.SizeOf(plan.Targets[i], lengths);
                CheckLabels(plan.Targets[i], runner.Labels(i)[..(count * size)], size, plan.NameOf(plan.Targets[i]));
            }
        }
    }

    private static int Number(int sample, ReadOnlySpan<int> samples) => samples.IsEmpty ? sample : samples[sample];

    /// <summary>Shape of one sample of an input in a run.</summary>
    public static Shape ShapeAt(InputPlan input, ReadOnlySpan<int> lengths) =>
        input.Length < 0 ? input.Shape : new Shape([lengths[input.Length], .. input.Shape.Skip(1)]);

    private static string RowName(OutputPlan output) => output.Shape.Count switch { 1 => "sample", 2 => "position", _ => "pixel" };
}
