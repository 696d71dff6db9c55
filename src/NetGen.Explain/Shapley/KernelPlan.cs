using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>
/// Weighed coalitions of the least squares problem whose solution is the Shapley value. Sizes are taken from both ends, one player and all
/// but one first: their weights are the largest. As long as drawing by weight would find each coalition of a size, all of them are taken;
/// of the others some are drawn, each with its complement, and share what weight is left.
/// </summary>
internal sealed class KernelPlan
{
    private readonly int _players;
    private readonly List<bool[]> _rows = [];
    private readonly List<double> _weights = [];

    private KernelPlan(int players) => _players = players;

    /// <summary>Chooses the coalitions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer coalitions than players.</exception>
    public static KernelPlan Draw(int players, int coalitions, int seed)
    {
        KernelPlan plan = new(players);
        if (players > 1)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(coalitions, players);
            plan.Fill(coalitions, new Random(seed));
        }

        return plan;
    }

    /// <summary>Asks for the values of the coalitions and solves for the shares.</summary>
    public void Solve(CoalitionGame game, Span<double> shares)
    {
        int last = _players - 1;
        bool[] rows = new bool[(_rows.Count + 2) * _players];
        double[] values = new double[_rows.Count + 2];
        for (int i = 0; i < _rows.Count; i++)
        {
            _rows[i].CopyTo(rows, i * _players);
        }

        rows.AsSpan((_rows.Count + 1) * _players).Fill(true);
        game.Evaluate(rows, values);
        (double none, double all) = (values[^2], values[^1]);

        // The last player's share is what the others leave of the whole, which takes it out of the unknowns.
        double[,] matrix = new double[last, last + 1];
        for (int i = 0; i < _rows.Count; i++)
        {
            bool[] row = _rows[i];
            double right = values[i] - none - (row[last] ? all - none : 0);
            for (int a = 0; a < last; a++)
            {
                double at = _weights[i] * Difference(row, a, last);
                if (at == 0)
                {
                    continue;
                }

                matrix[a, last] += at * right;
                for (int b = 0; b < last; b++)
                {
                    matrix[a, b] += at * Difference(row, b, last);
                }
            }
        }

        LinearSystem.Solve(matrix, shares[..last]);
        shares[last] = all - none;
        for (int i = 0; i < last; i++)
        {
            shares[last] -= shares[i];
        }
    }

    private static int Difference(bool[] row, int player, int last) => (row[player] ? 1 : 0) - (row[last] ? 1 : 0);

    private void Fill(int coalitions, Random random)
    {
        // Weight of all coalitions of a size: (n − 1)/(s·(n − s)).
        double[] weights = [.. Enumerable.Range(1, _players - 1).Select(size => (_players - 1.0) / (size * (_players - size)))];
        int left = coalitions, first = 1;
        double all = Math.Pow(2, _players) - 2, total = weights.Sum();
        for (; first <= _players / 2; first++)
        {
            bool isMiddle = 2 * first == _players;
            double count = Coalitions.Choose(_players, first) * (isMiddle ? 1 : 2), weight = weights[first - 1] * (isMiddle ? 1 : 2);

            // Were all drawn by weight, would each of this size be expected once?
            if (left < all && left * weight / total < count)
            {
                break;
            }

            (all, total) = (all - count, total - weight);

            left -= (int)count;
            foreach (bool[] row in Subsets(first))
            {
                Add(row, weights[first - 1] / Coalitions.Choose(_players, first));
                if (!isMiddle)
                {
                    Add(Complement(row), weights[first - 1] / Coalitions.Choose(_players, first));
                }
            }
        }

        if (first <= _players / 2 && left >= 2)
        {
            DrawRest(weights, first, left / 2, random);
        }
    }

    private void DrawRest(double[] weights, int first, int pairs, Random random)
    {
        int[] sizes = [.. Enumerable.Range(first, _players - (2 * first) + 1)];
        double total = sizes.Sum(size => weights[size - 1]);
        int[] order = [.. Enumerable.Range(0, _players)];
        for (int pair = 0; pair < pairs; pair++)
        {
            double drawn = random.NextDouble() * total;
            int size = sizes.FirstOrDefault(one => (drawn -= weights[one - 1]) < 0, sizes[^1]);
            random.Shuffle(order);
            bool[] row = new bool[_players];
            foreach (int player in order.AsSpan(0, size))
            {
                row[player] = true;
            }

            Add(row, total / (2 * pairs));
            Add(Complement(row), total / (2 * pairs));
        }
    }

    private void Add(bool[] row, double weight)
    {
        _rows.Add(row);
        _weights.Add(weight);
    }

    private static bool[] Complement(bool[] row) => Array.ConvertAll(row, isIn => !isIn);

    /// <summary>All coalitions of so many players, in the order of their places.</summary>
    private IEnumerable<bool[]> Subsets(int size)
    {
        int[] places = [.. Enumerable.Range(0, size)];
        while (true)
        {
            bool[] row = new bool[_players];
            foreach (int place in places)
            {
                row[place] = true;
            }

            yield return row;
            int moved = size - 1;
            while (moved >= 0 && places[moved] == _players - size + moved)
            {
                moved--;
            }

            if (moved < 0)
            {
                yield break;
            }

            places[moved]++;
            for (int i = moved + 1; i < size; i++)
            {
                places[i] = places[i - 1] + 1;
            }
        }
    }
}
