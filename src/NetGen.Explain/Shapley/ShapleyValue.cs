using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>The Shapley value of any game: exactly, or by drawing.</summary>
public static class ShapleyValue
{
    /// <summary>Most players whose coalitions are all asked for: 65,536 of them.</summary>
    public const int MostExact = 16;

    /// <summary>φᵢ = Σ over S without i of |S|!·(n − |S| − 1)!/n! · (v(S ∪ i) − v(S)): all 2ⁿ coalitions are asked for, once.</summary>
    /// <param name="game">At most <see cref="MostExact"/> players.</param>
    /// <param name="shares">Receives [players].</param>
    /// <exception cref="ArgumentException">There are too many players, or not as many shares.</exception>
    public static void Exact(CoalitionGame game, Span<double> shares)
    {
        ArgumentNullException.ThrowIfNull(game);
        game.CheckShares(shares);
        bool[] coalitions = Coalitions.All(game.Players);
        double[] values = new double[1 << game.Players];
        game.Evaluate(coalitions, values);
        OfValues(values, shares);
    }

    /// <summary>The same from the values of all coalitions.</summary>
    /// <param name="values">[2ⁿ]: at place m that of the coalition of players whose bit is set in m.</param>
    /// <param name="shares">Receives [n].</param>
    /// <exception cref="ArgumentException">There is not a value for each coalition.</exception>
    public static void OfValues(ReadOnlySpan<double> values, Span<double> shares)
    {
        int players = shares.Length;
        if (players is 0 or > MostExact || values.Length != 1 << players)
        {
            throw new ArgumentException(
                Invariant($"{Words.Counted(players, "player")} have 2^{players} coalitions, at most 2^{MostExact}, not {values.Length}."),
                nameof(values));
        }

        Span<double> weights = stackalloc double[players];
        for (int size = 0; size < players; size++)
        {
            weights[size] = 1 / (players * Coalitions.Choose(players - 1, size));
        }

        shares.Clear();
        for (int mask = 0; mask < values.Length; mask++)
        {
            double weight = int.PopCount(mask) < players ? weights[int.PopCount(mask)] : 0;
            for (int player = 0; player < players; player++)
            {
                if ((mask >> player & 1) == 0)
                {
                    shares[player] += weight * (values[mask | 1 << player] - values[mask]);
                }
            }
        }
    }

    /// <summary>
    /// The mean of what each player brings over orders drawn at random, each with its reverse. Castro et al. 2009, "Polynomial calculation
    /// of the Shapley value based on sampling". The shares add up to v(all) − v(none) exactly.
    /// </summary>
    /// <param name="game">Any number of players.</param>
    /// <param name="permutations">Orders, in pairs: an odd number is rounded up.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="shares">Receives [players].</param>
    /// <exception cref="ArgumentException">There are no permutations, or not as many shares as players.</exception>
    public static void Sampled(CoalitionGame game, int permutations, int seed, Span<double> shares)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 1);
        game.CheckShares(shares);
        int players = game.Players, pairs = (permutations + 1) / 2;
        Random random = new(seed);
        int[] order = [.. Enumerable.Range(0, players)];
        bool[] coalitions = new bool[(players + 1) * players];
        double[] values = new double[players + 1];
        shares.Clear();
        for (int pair = 0; pair < pairs; pair++)
        {
            random.Shuffle(order);
            AddMarginals(shares);
            Array.Reverse(order);
            AddMarginals(shares);
        }

        foreach (ref double share in shares)
        {
            share /= 2 * pairs;
        }

        void AddMarginals(Span<double> sums)
        {
            for (int come = 1; come <= players; come++)
            {
                coalitions.AsSpan((come - 1) * players, players).CopyTo(coalitions.AsSpan(come * players));
                coalitions[(come * players) + order[come - 1]] = true;
            }

            game.Evaluate(coalitions, values);
            for (int come = 0; come < players; come++)
            {
                sums[order[come]] += values[come + 1] - values[come];
            }
        }
    }

    /// <summary>
    /// The shares φ that fit Σ of players in S = v(S) − v(none) best, weighed by (n − 1)/(C(n, |S|)·|S|·(n − |S|)) and with the sum of
    /// all kept: where all coalitions are asked for, they are the Shapley value. Lundberg and Lee 2017, https://arxiv.org/abs/1705.07874.
    /// </summary>
    /// <param name="game">Any number of players.</param>
    /// <param name="coalitions">
    /// Coalitions asked for besides none and all: 2ⁿ − 2 or more are all there are; fewer are drawn, small and large first.
    /// </param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="shares">Receives [players].</param>
    /// <exception cref="ArgumentException">There are too few coalitions to tell the shares, or not as many shares as players.</exception>
    public static void Kernel(CoalitionGame game, int coalitions, int seed, Span<double> shares)
    {
        ArgumentNullException.ThrowIfNull(game);
        game.CheckShares(shares);
        KernelPlan.Draw(game.Players, coalitions, seed).Solve(game, shares);
    }
}
