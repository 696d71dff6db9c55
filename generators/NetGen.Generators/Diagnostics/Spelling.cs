namespace NetGen.Generators.Diagnostics;

/// <summary>Names that are nearly others. Compiled into the code fixes, too.</summary>
internal static class Spelling
{
    /// <summary>
    /// The one name that the fewest letters tell from a wrong one, if these are at most half of it; null where there is none.
    /// </summary>
    public static string? Nearest(string wrong, IEnumerable<string> names)
    {
        (string Name, int Distance)[] near =
        [
            .. names.Select(name => (Name: name, Distance: Distance(wrong, name)))
                .Where(candidate => 2 * candidate.Distance <= Math.Max(wrong.Length, candidate.Name.Length))
                .OrderBy(candidate => candidate.Distance),
        ];
        return near.Length > 0 && (near.Length == 1 || near[0].Distance < near[1].Distance) ? near[0].Name : null;
    }

    /// <summary>
    /// Letters to insert, remove, replace or exchange with their neighbour, whatever their case: the optimal string alignment distance of
    /// Damerau 1964.
    /// </summary>
    private static int Distance(string a, string b)
    {
        int[,] distance = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i, j] = i + j;
                    continue;
                }

                int change = distance[i - 1, j - 1] + (IsSame(a[i - 1], b[j - 1]) ? 0 : 1);
                distance[i, j] = Math.Min(change, Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                if (i > 1 && j > 1 && IsSame(a[i - 1], b[j - 2]) && IsSame(a[i - 2], b[j - 1]))
                {
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
                }
            }
        }

        return distance[a.Length, b.Length];
    }

    private static bool IsSame(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
