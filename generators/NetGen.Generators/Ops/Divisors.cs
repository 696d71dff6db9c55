namespace NetGen.Generators.Ops;

/// <summary>Whole numbers that divide others, for messages and what would mend them.</summary>
internal static class Divisors
{
    /// <summary>"8 mod 3 = 2".</summary>
    public static string Remainder(int number, int divisor) => $"{number} mod {divisor} = {number % divisor}";

    /// <summary>The divisor of a number that is nearest to the one wanted; of two, the smaller.</summary>
    public static int Nearest(int number, int wanted)
    {
        int nearest = 1;
        for (int d = 1; (long)d * d <= number; d++)
        {
            foreach (int divisor in number % d == 0 ? new[] { d, number / d } : [])
            {
                int distance = Math.Abs(divisor - wanted), least = Math.Abs(nearest - wanted);
                nearest = distance < least || (distance == least && divisor < nearest) ? divisor : nearest;
            }
        }

        return nearest;
    }

    /// <summary>The largest that divides both.</summary>
    public static int Common(int a, int b) => b == 0 ? a : Common(b, a % b);
}
