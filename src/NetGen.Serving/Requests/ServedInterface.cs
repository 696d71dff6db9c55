using NetGen.Runtime;

namespace NetGen.Serving;

/// <summary>What requests hold and answers give; stays the same while the network is served.</summary>
internal sealed class ServedInterface(ProgramPlan plan, Preparation? preparation, int maxSamples)
{
    public ProgramPlan Plan => plan;

    public ServedInput[] Inputs { get; } = [.. plan.Inputs.Select((input, i) => new ServedInput(input, i == 0 ? preparation : null))];

    /// <summary>Most samples of a request.</summary>
    public int MaxSamples => maxSamples;

    /// <summary>"input", or "Left and Right".</summary>
    public string InputNames => string.Join(" and ", Inputs.Select(input => input.Name));

    public int IndexOf(ReadOnlySpan<char> name)
    {
        for (int i = 0; i < Inputs.Length; i++)
        {
            if (name.SequenceEqual(Inputs[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The dimensions of an output's sample.</summary>
    public static ReadOnlySpan<int> Dimensions(OutputPlan output, ReadOnlySpan<int> lengths, Span<int> room)
    {
        for (int i = 0; i < output.Shape.Count; i++)
        {
            room[i] = output.Shape[i];
        }

        if (output.Length >= 0)
        {
            room[0] = lengths[output.Length];
        }

        return room[..output.Shape.Count];
    }
}
