using NetGen;

namespace FewShot;

/// <summary>
/// Two pictures through the same weights, each to a point: in the same direction where they show the same. Bromley et al. 1993; Hadsell,
/// Chopra and LeCun 2006, https://doi.org/10.1109/CVPR.2006.100.
/// </summary>
[Network]
[Input(1, 28, 28, Name = "One")]
[Input(1, 28, 28, Name = "Other")]
[CosineEmbeddingLoss(Margin = 0.2f)]
public partial class SiameseNetwork
{
    /// <summary>Numbers of a point.</summary>
    public const int Width = 64;

    [From("One"), EncoderBlock(SiameseNetwork.Width)]
    public partial Layer Left { get; }

    [From("Other"), EncoderBlock(SiameseNetwork.Width), SharesWeights(nameof(Left))]
    public partial Layer Right { get; }

    [Concat(nameof(Left), nameof(Right))]
    public partial Layer Pair { get; }
}
