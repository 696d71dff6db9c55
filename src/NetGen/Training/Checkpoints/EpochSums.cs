using System.Globalization;

namespace NetGen;

/// <summary>What an epoch under way has added up.</summary>
/// <param name="Loss">Of each sample, summed.</param>
/// <param name="Losses">Each loss likewise.</param>
/// <param name="Samples">Samples so far.</param>
/// <param name="Correct">Right answers.</param>
/// <param name="Predictions">Answers judged.</param>
/// <param name="Seconds">Time of the steps.</param>
internal sealed record EpochSums(double Loss, double[] Losses, long Samples, long Correct, long Predictions, double Seconds)
{
    private const int Fixed = 5;

    /// <summary>Nothing yet.</summary>
    /// <param name="losses">Number of losses.</param>
    public static EpochSums None(int losses) => new(0, new double[losses], 0, 0, 0, 0);

    /// <summary>The numbers to the last bit, with spaces between.</summary>
    public override string ToString() => string.Join(
        ' ', new double[] { Loss, Samples, Correct, Predictions, Seconds }.Concat(Losses).Select(
            number => number.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is something else.</summary>
    public static EpochSums? Parse(string text, int losses)
    {
        string[] parts = text.Split(' ');
        double[] numbers = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return numbers.Length == Fixed + losses && numbers[1..4].All(number => number is >= 0 and <= 1L << 53)
            ? new(numbers[0], numbers[Fixed..], (long)numbers[1], (long)numbers[2], (long)numbers[3], numbers[4])
            : null;
    }
}
