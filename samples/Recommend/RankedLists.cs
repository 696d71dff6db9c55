namespace Recommend;

/// <summary>
/// How far up a list of all items that the user did not rate the one held out stands. All items, not a drawn hundred: with those the
/// better of two may look the worse. Krichene and Rendle 2020, https://doi.org/10.1145/3394486.3403226.
/// </summary>
internal sealed class RankedLists
{
    private readonly int[] _places;

    private RankedLists(int[] places) => _places = places;

    /// <summary>Ranks for each user.</summary>
    /// <param name="ratings">Who rated what.</param>
    /// <param name="scores">A score for each item, larger is better, for a user.</param>
    public static RankedLists Of(Ratings ratings, Func<int, IReadOnlyList<float>> scores)
    {
        int[] places = new int[ratings.Users];
        for (int user = 0; user < places.Length; user++)
        {
            IReadOnlyList<float> all = scores(user);
            int heldOut = ratings.HeldOut[user], better = 0, equal = 0;
            for (int item = 0; item < all.Count; item++)
            {
                if (!ratings.Has(user, item))
                {
                    better += all[item] > all[heldOut] ? 1 : 0;
                    equal += all[item] == all[heldOut] ? 1 : 0;
                }
            }

            // In the middle of those with its score, so that a scorer that says the same of all is not the best.
            places[user] = better + ((equal + 1) / 2);
        }

        return new RankedLists(places);
    }

    /// <summary>Share of the users whose item is among the first <paramref name="length"/>.</summary>
    public double HitRate(int length) => _places.Count(place => place < length) / (double)_places.Length;

    /// <summary>
    /// Normalized discounted cumulative gain of the first <paramref name="length"/>: the mean of 1 / log₂(place + 2), or 0.
    /// </summary>
    public double Ndcg(int length) => _places.Average(place => place < length ? 1 / Math.Log2(place + 2) : 0);
}
