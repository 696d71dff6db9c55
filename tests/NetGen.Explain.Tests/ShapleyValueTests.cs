using CsCheck;
using Xunit;

namespace NetGen.Explain.Tests;

/// <summary>Games whose shares are known, and the axioms that no other shares keep. Shapley 1953.</summary>
public sealed class ShapleyValueTests
{
    // A game of 1 to 7 players with any values, that of nobody among them.
    private static readonly Gen<double[]> s_games =
        from players in Gen.Int[1, 7] from values in Gen.Double[-10, 10].Array[1 << players] select values;

    [Fact]
    public void Shares_of_an_additive_game_are_what_each_brings()
    {
        CoalitionGame game = CoalitionGame.Of(3, mask => ((mask & 1) * 20) + ((mask >> 1 & 1) * 30) + ((mask >> 2 & 1) * 50));

        Assert.Equal([20, 30, 50], Exact(game), Close);
    }

    [Fact]
    public void Shares_of_three_who_travel_together_are_those_of_the_textbook()
    {
        // Fares of 6, 12 and 42 on one way: the airport game of Littlechild and Owen 1973, shares 6/3, 6/3 + 6/2, 6/3 + 6/2 + 30.
        CoalitionGame game = CoalitionGame.Of(3, mask => mask >= 4 ? 42 : mask >= 2 ? 12 : 6 * mask);

        Assert.Equal([2, 5, 35], Exact(game), Close);
    }

    [Fact]
    public void Shares_of_gloves_are_those_of_the_textbook()
    {
        // One left glove, two right ones: a pair is worth 1.
        CoalitionGame game = CoalitionGame.Of(3, mask => (mask & 1) != 0 && (mask & 6) != 0 ? 1 : 0);

        Assert.Equal([2 / 3.0, 1 / 6.0, 1 / 6.0], Exact(game), Close);
    }

    [Fact]
    public void Exact_shares_of_a_game_of_twenty_thirty_and_fifty()
    {
        // v(1) = 20, v(2) = 30, v(3) = 50, v(12) = 60, v(13) = 80, v(23) = 90, v(123) = 120, by hand: (160, 220, 340) / 6.
        double[] values = [0, 20, 30, 60, 50, 80, 90, 120];
        double[] shares = new double[3];

        ShapleyValue.OfValues(values, shares);

        Assert.Equal([(2 * 20) + 30 + 30 + (2 * 30), (2 * 30) + 40 + 40 + (2 * 40), (2 * 50) + 60 + 60 + (2 * 60)],
            shares.Select(share => 6 * share), Close);
    }

    [Fact]
    public void Shares_add_up_to_the_whole() => s_games.Sample(values =>
        Assert.Equal(values[^1] - values[0], Exact(values).Sum(), 1e-9));

    [Fact]
    public void Players_that_bring_the_same_have_the_same() => s_games.Where(values => values.Length > 2).Sample(values =>
    {
        // Made symmetric in the first two players.
        double[] same = [.. values.Select((value, mask) => (value + values[Swapped(mask)]) / 2)];
        double[] shares = Exact(same);
        Assert.Equal(shares[0], shares[1], 1e-9);
    });

    [Fact]
    public void A_player_that_changes_nothing_has_nothing() => s_games.Sample(values =>
        Assert.Equal(0, Exact([.. values.Select((_, mask) => values[mask & ~1])])[0], 1e-9));

    [Fact]
    public void Shares_of_a_sum_of_games_are_sums() =>
        Gen.Select(s_games, Gen.Double[-3, 3], Gen.Int[0, 1000]).Sample((values, factor, seed) =>
    {
        Random random = new(seed);
        double[] other = [.. values.Select(_ => random.NextDouble())];
        double[] sum = Exact([.. values.Zip(other, (a, b) => a + (factor * b))]);
        Assert.Equal(Exact(values).Zip(Exact(other), (a, b) => a + (factor * b)), sum, Close);
    });

    [Fact]
    public void Least_squares_over_all_coalitions_are_exact() => s_games.Sample(values =>
    {
        int players = int.Log2(values.Length);
        double[] shares = new double[players];
        ShapleyValue.Kernel(CoalitionGame.Of(players, mask => values[mask]), Math.Max(values.Length, 2), 1, shares);
        Assert.Equal(Exact(values), shares, (a, b) => Math.Abs(a - b) < 1e-6);
    });

    [Fact]
    public void Least_squares_over_drawn_coalitions_are_near_and_add_up()
    {
        CoalitionGame game = Voters();
        double[] exact = Exact(game), shares = new double[12];

        ShapleyValue.Kernel(game, 2000, 3, shares);

        Assert.Equal(exact.Sum(), shares.Sum(), 1e-9);
        Assert.Equal(exact, shares, (a, b) => Math.Abs(a - b) < 0.03);
        Assert.NotEqual(exact, shares);
    }

    [Fact]
    public void Least_squares_over_coalitions_and_their_complements_are_exact_where_players_meet_in_pairs()
    {
        // v(S) − v(complement of S) is linear then. Covert and Lee 2021, https://arxiv.org/abs/2012.01536.
        const int players = 12;
        Random random = new(5);
        double[] alone = [.. Enumerable.Range(0, players).Select(_ => random.NextDouble())];
        double[] pairs = [.. Enumerable.Range(0, players * players).Select(_ => random.NextDouble() - 0.5)];
        CoalitionGame game = CoalitionGame.Of(players, mask => Enumerable.Range(0, players).Where(i => (mask >> i & 1) != 0).Sum(
            i => alone[i] + Enumerable.Range(0, i).Where(j => (mask >> j & 1) != 0).Sum(j => pairs[(i * players) + j])));
        double[] shares = new double[players];

        ShapleyValue.Kernel(game, 150, 3, shares);

        Assert.Equal(Exact(game), shares, Close);
    }

    [Fact]
    public void Coalitions_are_drawn_by_the_weight_of_their_size()
    {
        // All of five are needed: 1/5 for each, which other weights of the sizes miss.
        CoalitionGame game = CoalitionGame.Of(14, mask => (mask & 31) == 31 ? 1 : 0);
        double[] mean = new double[14], shares = new double[14];
        for (int seed = 1; seed <= 40; seed++)
        {
            ShapleyValue.Kernel(game, 400, seed, shares);
            mean = [.. mean.Zip(shares, (sum, share) => sum + (share / 40))];
        }

        Assert.Equal(mean.Select((_, i) => i < 5 ? 0.2 : 0), mean, (a, b) => Math.Abs(a - b) < 0.01);
    }

    [Fact]
    public void Drawn_orders_are_near_and_add_up()
    {
        CoalitionGame game = Voters();
        double[] exact = Exact(game), shares = new double[12];

        ShapleyValue.Sampled(game, 4000, 3, shares);

        Assert.Equal(exact.Sum(), shares.Sum(), 1e-9);
        Assert.Equal(exact, shares, (a, b) => Math.Abs(a - b) < 0.03);
    }

    [Fact]
    public void Drawn_orders_of_an_additive_game_are_exact_at_once()
    {
        double[] shares = new double[4];

        ShapleyValue.Sampled(CoalitionGame.Of(4, mask => 3 + (mask * 7)), 1, 5, shares);

        Assert.Equal([7, 14, 28, 56], shares, Close);
    }

    [Fact]
    public void What_cannot_be_is_said()
    {
        CoalitionGame large = CoalitionGame.Of(17, mask => mask);
        Assert.Contains("17 players", Assert.Throws<ArgumentException>(() => Exact(large)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ShapleyValue.Exact(CoalitionGame.Of(3, mask => mask), new double[2]));
        Assert.Throws<ArgumentException>(() => ShapleyValue.OfValues(new double[7], new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShapleyValue.Kernel(large, 10, 1, new double[17]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CoalitionGame.Of(0, mask => mask));
    }

    /// <summary>A vote of twelve, some with more voices: the Shapley–Shubik index.</summary>
    private static CoalitionGame Voters() => CoalitionGame.Of(
        12, mask => Enumerable.Range(0, 12).Sum(i => (mask >> i & 1) * (1 + (i % 4))) > 15 ? 1 : 0);

    private static int Swapped(int mask) => (mask & ~3) | (mask >> 1 & 1) | ((mask & 1) << 1);

    private static double[] Exact(double[] values) => Exact(CoalitionGame.Of(int.Log2(values.Length), mask => values[mask]));

    private static double[] Exact(CoalitionGame game)
    {
        double[] shares = new double[game.Players];
        ShapleyValue.Exact(game, shares);
        return shares;
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-9;
}
