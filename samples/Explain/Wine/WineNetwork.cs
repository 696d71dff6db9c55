using NetGen;

namespace Explanations.Wine;

/// <summary>From what was measured of a wine to what tasters gave it, both in units of their deviation.</summary>
[Network]
[Input(RedWines.Columns)]
[MseLoss]
public partial class WineNetwork
{
    [Linear(48), Silu, Dropout(0.2f), Linear(24), Silu, Dropout(0.1f)]
    public partial Layer Body { get; }

    [Linear(1)]
    public partial Layer Head { get; }
}
