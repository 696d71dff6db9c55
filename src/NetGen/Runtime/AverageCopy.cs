using System.Numerics;

namespace NetGen.Runtime;

/// <summary>A copy of the average of the weights that a trainer keeps.</summary>
internal abstract class AverageCopy
{
    /// <summary>How often weights had been averaged.</summary>
    public long Count { get; set; }

    /// <summary>The copy as a tensor for a file.</summary>
    public abstract Parameter AsTensor(string name);

    /// <summary>Puts it back.</summary>
    public abstract void Restore();
}

/// <summary>The copy of a trainer's number type.</summary>
/// <param name="values">The average of each weight and running statistic, in the order of the block.</param>
/// <param name="restore">Puts back values and count.</param>
internal sealed class AverageCopy<T>(T[] values, Action<T[], long> restore) : AverageCopy
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Parameter AsTensor(string name) => new Parameter<T>(name, new Shape(values.Length), isTrained: false, values);

    /// <inheritdoc/>
    public override void Restore() => restore(values, Count);
}
