using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>How often each class was taken for each: rows are the labels, columns what they were taken for.</summary>
public sealed class ConfusionMatrix : DecisionMetric
{
    private readonly string[]? _given;
    private int[,] _counts = new int[0, 0];

    /// <summary>Makes the metric.</summary>
    /// <param name="names">Names of the classes in order; null: their numbers, or "no" and "yes".</param>
    /// <exception cref="ArgumentException">A name is null.</exception>
    public ConfusionMatrix(IReadOnlyList<string>? names = null)
        : base("confusion matrix")
    {
        if (names?.Contains(null!) == true)
        {
            throw new ArgumentException("A name is null.", nameof(names));
        }

        _given = names is null ? null : [.. names];
    }

    /// <summary>Share of the decisions that are right.</summary>
    public override double Value
    {
        get
        {
            long right = 0, all = 0;
            for (int truth = 0; truth < Classes; truth++)
            {
                for (int taken = 0; taken < Classes; taken++)
                {
                    all += _counts[truth, taken];
                    right += truth == taken ? _counts[truth, taken] : 0;
                }
            }

            return (double)right / all;
        }
    }

    /// <summary>Number of classes in the last evaluation; 0 before the first.</summary>
    public int Classes => _counts.GetLength(0);

    /// <summary>Names of the classes.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>How often a class was taken for another, or for itself.</summary>
    /// <param name="label">The class, from 0.</param>
    /// <param name="taken">What it was taken for.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such class.</exception>
    public int this[int label, int taken] => _counts[label, taken];

    /// <summary>A copy of the counts: [label, taken].</summary>
    public int[,] ToArray() => (int[,])_counts.Clone();

    /// <summary>A table: a line for each label, a column for what it was taken for.</summary>
    public override string ToString()
    {
        int first = Names.Select(name => name.Length).DefaultIfEmpty().Max();
        int[] widths = [.. Enumerable.Range(0, Classes).Select(taken => Enumerable.Range(0, Classes)
            .Select(label => Text(label, taken).Length).Append(Names[taken].Length).Max())];
        StringBuilder table = new("".PadRight(first));
        for (int taken = 0; taken < Classes; taken++)
        {
            table.Append("  ").Append(Names[taken].PadLeft(widths[taken]));
        }

        for (int label = 0; label < Classes; label++)
        {
            table.Append('\n').Append(Names[label].PadRight(first));
            for (int taken = 0; taken < Classes; taken++)
            {
                table.Append("  ").Append(Text(label, taken).PadLeft(widths[taken]));
            }
        }

        return table.ToString();

        string Text(int label, int taken) => _counts[label, taken].ToString(CultureInfo.InvariantCulture);
    }

    private protected override void Begin(MetricSource source, int classes, int outputs)
    {
        const int most = 4096;
        if (classes is 0 or > most)
        {
            throw source.Refuse($"labels of at most {most} classes, or one yes or no");
        }

        if (_given is not null && _given.Length != classes)
        {
            throw source.Refuse($"labels of {Words.Counted(_given.Length, "class")}, as many as there are names");
        }

        Names = _given
            ?? (source.Classes == 0
                ? ["no", "yes"]
                : [.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))]);
        _counts = new int[classes, classes];
    }

    private protected override void Count(int output, int truth, int taken) => _counts[truth, taken]++;
}
