using System.Globalization;

namespace NetGen.Explain;

/// <summary>From a value to a place.</summary>
/// <param name="Least">The value at <paramref name="From"/>.</param>
/// <param name="Largest">The value at <paramref name="To"/>.</param>
/// <param name="From">A place.</param>
/// <param name="To">Another.</param>
internal readonly record struct ChartAxis(double Least, double Largest, double From, double To)
{
    private const int MostTicks = 8;

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

    /// <summary>Round values between the ends, as they are written: all with as many decimals.</summary>
    public IEnumerable<(double Value, string Label)> Ticks()
    {
        double raw = (Largest - Least) / MostTicks, power = Math.Floor(Math.Log10(raw));
        int digit = (raw / Math.Pow(10, power)) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        double step = digit * Math.Pow(10, power);
        int decimals = Math.Max(0, (int)-power - (digit == 10 ? 1 : 0));
        bool isPlain = decimals <= 4 && Math.Max(Math.Abs(Least), Math.Abs(Largest)) < 1e5;
        for (double i = Math.Ceiling((Least / step) - 1e-9); i * step <= Largest + (1e-9 * step); i++)
        {
            yield return (i * step, isPlain ? Fixed(i * step, decimals) : Number(i * step));
        }
    }

    /// <summary>A number for people: three digits or four.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 1e-3 or >= 1e5 => Text(value, "0.##e0"),
        < 1 => Text(value, "0.####"),
        < 100 => Text(value, "0.##"),
        _ => Text(value, "0.#"),
    };

    /// <summary>As many decimals as give the largest of some values three digits: they are written alike.</summary>
    public static int Decimals(params IEnumerable<double> values)
    {
        double largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        return largest > 0 ? (int)Math.Clamp(2 - Math.Floor(Math.Log10(largest)), 0, 15) : 0;
    }

    /// <summary>A number with so many decimals.</summary>
    /// <param name="value">The number.</param>
    /// <param name="decimals">At most 15.</param>
    /// <param name="isSigned">Whether what is above 0 says so.</param>
    public static string Fixed(double value, int decimals, bool isSigned = false)
    {
        // 0 is added because what is rounded to it from below would be −0.
        double rounded = Math.Round(value, decimals) + 0.0;
        return (isSigned && rounded > 0 ? "+" : "") + Text(rounded, "F" + decimals.ToString(CultureInfo.InvariantCulture));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
}
