using NetGen;

namespace LearningGame;

/// <summary>
/// Where will it land? A ball's place and speed (x, y, vx, vy) to the place where it reaches the ground; all from −1 to 1.
/// </summary>
[Network, Input(4), MseLoss]
public partial class CatcherNetwork
{
    [Linear(32), Silu, Linear(32), Silu]
    public partial Layer Body { get; }

    [Linear(1)]
    public partial Layer Place { get; }
}
