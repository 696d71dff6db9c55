using NetGen;

namespace Recommend;

/// <summary>
/// The score of a user and an item: factors of both multiplied, the same or others through an MLP, and a bias of each. He et al. 2017,
/// "Neural collaborative filtering", https://arxiv.org/abs/1708.05031.
/// </summary>
[Network]
[TokenInput(Recommender.MostUsers, 1, Name = "UserId")]
[TokenInput(Recommender.MostItems, 1, Name = "ItemId")]
[BinaryCrossEntropyWithLogitsLoss]
public partial class Recommender
{
    /// <summary>Users that there is room for.</summary>
    public const int MostUsers = 1_000;

    /// <summary>Items that there is room for.</summary>
    public const int MostItems = 1_700;

    [From("UserId"), Embedding(16), Flatten, Dropout(0.3f)]
    public partial Layer User { get; }

    [From("ItemId"), Embedding(16), Flatten, Dropout(0.3f)]
    public partial Layer Item { get; }

    [From(nameof(User)), Multiply(nameof(Item))]
    public partial Layer Product { get; }

    [From(nameof(User)), Concat(nameof(Item)), Linear(32), Relu, Linear(8), Relu]
    public partial Layer Mlp { get; }

    [From("UserId"), Embedding(1), Flatten]
    public partial Layer UserBias { get; }

    [From("ItemId"), Embedding(1), Flatten]
    public partial Layer ItemBias { get; }

    [From(nameof(Product)), Concat(nameof(Mlp), nameof(UserBias), nameof(ItemBias)), Linear(1)]
    public partial Layer Score { get; }
}
