using NetGen;

namespace Tabular.Learners;

/// <summary>
/// A neural additive model: one small network a feature, whose outputs are summed. What a feature does is a curve that can be drawn, and
/// there is nothing else. Agarwal et al. 2021, https://arxiv.org/abs/2004.13912.
/// </summary>
[Network]
[Input(Most, 1, 1)]
[MseLoss]
public partial class AdditiveNetwork
{
    /// <summary>Features; where a table has fewer, the others are 0.</summary>
    public const int Most = 12;

    private const int First = 24, Second = 12;

    /// <summary>
    /// The networks side by side: in convolutions of as many groups each feature has weights of its own and sees no other.
    /// </summary>
    [Conv2d(Most * First, Kernel = 1, Groups = Most), Tanh, Conv2d(Most * Second, Kernel = 1, Groups = Most), Tanh]
    [Dropout(0.1f), Conv2d(Most, Kernel = 1, Groups = Most), Features]
    public partial Layer Shapes { get; }

    /// <summary>Their sum.</summary>
    [SumOver(Axis.Channels), Flatten]
    public partial Layer Sum { get; }
}
