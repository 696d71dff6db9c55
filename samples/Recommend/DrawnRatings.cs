namespace Recommend;

/// <summary>Ratings with known causes: a few factors of users and items, and how well-known an item is.</summary>
internal static class DrawnRatings
{
    private const int Users = 900, Items = 1_200, Factors = 6, MostRated = 120, LeastRated = 20;

    // How much the factors, and how much fame, decide on what a user rates, beside chance.
    private const double Taste = 1.6, Fame = 1;

    /// <summary>
    /// Draws them: a user rates the items with the largest taste · u·v / √factors + fame · f + g, all of u, v and f normal and g of a
    /// Gumbel distribution, which draws without replacement by the softmax of the rest (Kool et al. 2019,
    /// https://arxiv.org/abs/1903.06059).
    /// </summary>
    /// <param name="seed">Equal seeds draw equal ratings.</param>
    public static Ratings Draw(int seed = 20_240_229)
    {
        var random = new Random(seed);
        double[][] users = Normals(random, Users), items = Normals(random, Items);
        double[] fame = [.. Enumerable.Range(0, Items).Select(_ => Normal(random))];
        return new Ratings("drawn", Items, [.. users.Select(user =>
        {
            int count = random.Next(LeastRated, MostRated + 1);
            var keys = items.Select((item, i) => (Item: i, Key: Wish(user, item, fame[i]) + Gumbel(random))).ToArray();
            int[] rated = [.. keys.OrderByDescending(key => key.Key).Take(count).Select(key => key.Item)];

            // Which one is the last, and so held out, hangs on chance alone.
            random.Shuffle(rated);
            return rated;
        })])
        {
            Truth = user => [.. items.Select((item, i) => (float)Wish(users[user], item, fame[i]))],
        };
    }

    private static double Wish(double[] user, double[] item, double fame) =>
        (Taste * user.Zip(item, (u, v) => u * v).Sum() / Math.Sqrt(Factors)) + (Fame * fame);

    private static double Gumbel(Random random) => -Math.Log(-Math.Log(1 - random.NextDouble()));

    private static double[][] Normals(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Factors).Select(_ => Normal(random)).ToArray())];

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
