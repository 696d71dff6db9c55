using NetGen;

namespace Recommend;

/// <summary>What an epoch trains on: each edge as a yes, and for each some items that its user did not rate as a no.</summary>
internal static class TrainingPairs
{
    /// <summary>Draws the pairs of an epoch.</summary>
    /// <param name="ratings">Who rated what; the item held out may be a no: nothing here knows of it.</param>
    /// <param name="negatives">Items for each edge.</param>
    /// <param name="seed">Equal seeds draw equal pairs.</param>
    public static Dataset Draw(Ratings ratings, int negatives, int seed)
    {
        var random = new Random(seed);
        int count = ratings.Edges.Count * (1 + negatives);
        int[] users = new int[count], items = new int[count], isRated = new int[count];
        int at = 0;
        foreach ((int user, int item) in ratings.Edges)
        {
            (users[at], items[at], isRated[at]) = (user, item, 1);
            at++;
            for (int i = 0; i < negatives; i++, at++)
            {
                (users[at], items[at]) = (user, Unrated(user));
            }
        }

        return Dataset.FromColumns(
            [("UserId", DataColumn.Tokens(users, 1)), ("ItemId", DataColumn.Tokens(items, 1))],
            [("Score", DataColumn.Labels(isRated, 2))]);

        int Unrated(int user)
        {
            int item;
            do
            {
                item = random.Next(ratings.Items);
            }
            while (ratings.IsKnown(user, item));
            return item;
        }
    }
}
