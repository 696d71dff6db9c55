namespace Recommend;

/// <summary>
/// Who rated what, as the edges of a graph between users and items; one item of each user is held out to test on, the last one rated.
/// </summary>
internal sealed class Ratings
{
    private readonly HashSet<int>[] _rated, _known;

    /// <param name="name">Name of the data.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="byUser">The items of each user, numbered from 0, in the order of rating; at least two each, none twice.</param>
    public Ratings(string name, int items, IReadOnlyList<IReadOnlyList<int>> byUser)
    {
        (Name, Items, Users) = (name, items, byUser.Count);
        HeldOut = [.. byUser.Select(rated => rated[^1])];
        Edges = [.. byUser.SelectMany((rated, user) => rated.SkipLast(1).Select(item => (user, item)))];
        _rated = [.. byUser.Select(rated => rated.ToHashSet())];
        _known = [.. byUser.Select(rated => rated.SkipLast(1).ToHashSet())];
    }

    /// <summary>Name of the data.</summary>
    public string Name { get; }

    /// <summary>Number of users.</summary>
    public int Users { get; }

    /// <summary>Number of items.</summary>
    public int Items { get; }

    /// <summary>What is trained on.</summary>
    public IReadOnlyList<(int User, int Item)> Edges { get; }

    /// <summary>The item of each user that is not trained on.</summary>
    public IReadOnlyList<int> HeldOut { get; }

    /// <summary>What made each user rate, as a score of each item, where that is known: no list can be better than the one by it.</summary>
    public Func<int, IReadOnlyList<float>>? Truth { get; init; }

    /// <summary>Whether a user rated an item; also where it is held out.</summary>
    public bool Has(int user, int item) => _rated[user].Contains(item);

    /// <summary>
    /// Whether a user rated an item as far as training knows: one is held out, so there is an item for which it is false.
    /// </summary>
    public bool IsKnown(int user, int item) => _known[user].Contains(item);

    /// <summary>Ratings of each item among <see cref="Edges"/>.</summary>
    public int[] Popularity()
    {
        int[] counts = new int[Items];
        foreach ((_, int item) in Edges)
        {
            counts[item]++;
        }

        return counts;
    }
}
