using NetGen.Runtime;

namespace NetGen.Serving;

/// <summary>One input as requests hold it: before its preparation, where it has one.</summary>
internal sealed class ServedInput
{
    public ServedInput(InputPlan plan, Preparation? preparation)
    {
        Plan = plan;
        IsPrepared = preparation is not null;
        Dimensions = preparation is null ? [.. plan.Shape] : [preparation.InputWidth];
        Names = preparation?.InputNames;
    }

    public InputPlan Plan { get; }

    public string Name => Plan.Name;

    /// <summary>Whether a preparation comes between the request and the network: then NaN stands for a missing value.</summary>
    public bool IsPrepared { get; }

    /// <summary>Of one sample; the first is the longest a sequence may be.</summary>
    public int[] Dimensions { get; }

    /// <summary>Of the values, where a preparation names them.</summary>
    public IReadOnlyList<string>? Names { get; }

    public bool IsTokens => Plan.Vocabulary > 0;

    /// <summary>Index into the lengths of the plan; −1 where the size is fixed.</summary>
    public int Length => IsPrepared ? -1 : Plan.Length;

    /// <summary>Elements of a sample, of a sequence as long as declared.</summary>
    public int Size => IsPrepared ? Dimensions[0] : Plan.Shape.Size;

    /// <summary>Elements of one position; of the sample where it is no sequence.</summary>
    public int PositionSize => Length < 0 ? Size : Size / Dimensions[0];

    /// <summary>Elements of a sample.</summary>
    public int SizeAt(ReadOnlySpan<int> lengths) => Length < 0 ? Size : PositionSize * lengths[Length];

    /// <summary>"5 values", "1×28×28 = 784 values", "1 to 6 tokens".</summary>
    public string Wanted
    {
        get
        {
            string noun = IsTokens ? "token" : "value";
            if (Length < 0)
            {
                return Dimensions.Length == 1
                    ? Words.Counted(Size, noun)
                    : $"{string.Join('×', Dimensions)} = {Words.Counted(Size, noun)}";
            }

            string most = Words.Counted(Dimensions[0], PositionSize == 1 ? noun : "position");
            return PositionSize == 1 ? $"1 to {most}" : $"1 to {most} of {Words.Counted(PositionSize, noun)}";
        }
    }
}
