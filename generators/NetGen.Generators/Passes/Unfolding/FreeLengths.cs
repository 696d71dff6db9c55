using NetGen.Generators.Graph;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>Which lengths of sequences stay free.</summary>
/// <param name="decodes">Whether the network is fed position by position: what goes on where it ended fixes none.</param>
internal sealed class FreeLengths(bool decodes)
{
    private readonly HashSet<int> _fixed = [];

    /// <summary>How many are fixed.</summary>
    public int FixedCount => _fixed.Count;

    public bool IsFixed(int length) => _fixed.Contains(length);

    /// <summary>
    /// Fixes the length that an operation needs fixed of what it reads; where it joins two, one fixed length fixes the other. Gives whether
    /// there was one: then all starts anew.
    /// </summary>
    public bool MustFix(Operation operation, IReadOnlyList<TensorShape> read)
    {
        bool isFixed = operation.FixesLength && !(decodes && operation.Continues);
        int? length = read.FirstOrDefault(free => free.Length >= 0 && (isFixed
            || (operation.Joins && read.Any(other => other.Length < 0 && (other.Form, other.Width) == (free.Form, free.Width)))))?.Width;
        if (length is { } found)
        {
            _fixed.Add(found);
        }

        return length is not null;
    }
}
