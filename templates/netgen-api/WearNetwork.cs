using NetGen;

namespace LearningService;

/// <summary>
/// Will a machine fail within a week? Its temperature, vibration, load and age, each from 0 to 1, to one score: positive for yes.
/// </summary>
[Network, Input(4), BinaryCrossEntropyWithLogitsLoss]
public partial class WearNetwork
{
    [Linear(32), Relu, Linear(32), Relu]
    public partial Layer Body { get; }

    [Linear(1)]
    public partial Layer Score { get; }
}
