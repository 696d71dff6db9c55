using System.Globalization;

namespace NetGen.Explain;

/// <summary>From a value to a place.</summary>
/// <param name="Least">The value at <paramref name="From"/>.</param>
/// <param name="Largest">The value at <paramref name="To"/>.</param>
/// <param name="From">A place.</param>
/// <param name="To">Another.</param>
internal readonly record struct ChartAxis(double Least, double Largest, double From, double To)
{
    private const int MostTicks = 6;

    /// <summary>Over values, with a little more at both ends.</summary>
    public static ChartAxis Over(IEnumerable<double> values, double from, double to, double margin = 0.04)
    {
        (double least, double largest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values.Where(double.IsFinite))
        {
            (least, largest) = (Math.Min(least, value), Math.Max(largest, value));
        }

        (least, largest) = least > largest ? (0, 1) : (least, largest);
        double spread = largest > least ? largest - least : Math.Max(Math.Abs(least), 1e-9);
        return new(least - (margin * spread), largest > least ? largest + (margin * spread) : least + spread, from, to);
    }

    /// <summary>The place of a value.</summary>
    public double At(double value) => From + ((value - Least) / (Largest - Least) * (To - From));

    /// <summary>Round values between the ends.</summary>
    public IEnumerable<double> Ticks()
    {
        double raw = (Largest - Least) / MostTicks, power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = power * ((raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        for (double i = Math.Ceiling((Least / step) - 1e-9); i * step <= Largest + (1e-9 * step); i++)
        {
            yield return i * step;
        }
    }

    /// <summary>A number for people: three digits or four.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 1e-3 or >= 1e5 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
        < 1 => value.ToString("0.####", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.#", CultureInfo.InvariantCulture),
    };

    /// <summary>The same with its sign.</summary>
    public static string Signed(double value) => (value > 0 ? "+" : "") + value.ToString(
        Math.Abs(value) is < 1e-3 and > 0 ? "0.#e0" : Math.Abs(value) < 10 ? "0.000" : "0.0", CultureInfo.InvariantCulture);
}
