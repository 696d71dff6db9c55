using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace NetGen.Runtime;

/// <summary>Where a parameter lies and how it starts.</summary>
/// <param name="Name">"Stem.conv2d0.weight".</param>
/// <param name="Offset">Its first element in the block.</param>
/// <param name="IsTrained">False for running statistics, and for what is frozen.</param>
/// <param name="Start">How it starts.</param>
/// <param name="FanIn">Inputs of one output.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
/// <param name="Shape">Sizes in PyTorch's order.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ParameterRange(string Name, int Offset, bool IsTrained, ParameterStart Start, int FanIn, int FanOut, Shape Shape)
{
    /// <summary>Whether it is a weight that no step changes: a stage's with <see cref="FrozenAttribute">Frozen</see>.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>What B·A counts, where it is A or B of an adapter, see <see cref="LoRAAttribute"/>; else 0.</summary>
    public double AdapterScale { get; init; }

    /// <summary>What the start is multiplied by: the deviation of a normal one, the value of a constant one.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The least it may become by training.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The most.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Whether training keeps it within bounds.</summary>
    internal bool IsBounded => Min > double.NegativeInfinity || Max < double.PositiveInfinity;

    /// <summary>Brings numbers into the bounds.</summary>
    internal void Bound<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in values)
        {
            value = T.Min(T.Max(value, T.CreateChecked(Min)), T.CreateChecked(Max));
        }
    }

    /// <summary>The parameters of equal blocks one behind the other: a table for a deep network stays short.</summary>
    /// <param name="count">Number of blocks.</param>
    /// <param name="stride">Elements from one block to the next.</param>
    /// <param name="block">The parameters of the first; a "#" in a name becomes the number of the block.</param>
    public static ParameterRange[] Repeat(int count, int stride, params ParameterRange[] block)
    {
        ArgumentNullException.ThrowIfNull(block);
        ParameterRange[] all = new ParameterRange[count * block.Length];
        for (int i = 0; i < all.Length; i++)
        {
            (int number, ParameterRange range) = (i / block.Length, block[i % block.Length]);
            string name = range.Name.Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            all[i] = range with { Name = name, Offset = range.Offset + (number * stride) };
        }

        return all;
    }
}
