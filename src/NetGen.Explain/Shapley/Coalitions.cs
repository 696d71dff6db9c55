using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>Coalitions as rows of who is in.</summary>
internal static class Coalitions
{
    /// <summary>[2ⁿ × n]: in row m the players whose bit is set in m.</summary>
    /// <exception cref="ArgumentException">There are too many.</exception>
    public static bool[] All(int players)
    {
        if (players > ShapleyValue.MostExact)
        {
            throw new ArgumentException(Invariant(
                $"The exact value of {players} players asks for 2^{players} coalitions; at most {ShapleyValue.MostExact} play. ")
                + "Join features into groups, or draw: Sampled, Kernel.");
        }

        bool[] rows = new bool[players << players];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = (i / players >> (i % players) & 1) != 0;
        }

        return rows;
    }

    /// <summary>How many coalitions of so many there are: n!/(k!·(n − k)!).</summary>
    public static double Choose(int n, int k)
    {
        double count = 1;
        for (int i = 1; i <= Math.Min(k, n - k); i++)
        {
            count = count * (n - Math.Min(k, n - k) + i) / i;
        }

        return count;
    }
}
