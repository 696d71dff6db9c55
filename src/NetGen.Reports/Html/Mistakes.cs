using static System.FormattableString;

namespace NetGen.Reports.Html;

/// <summary>A sample that a network got wrong.</summary>
/// <param name="Sample">In the dataset, from 0.</param>
/// <param name="Truth">What it is.</param>
/// <param name="Taken">What it was taken for.</param>
/// <param name="Detail">How sure the network was, or how far off.</param>
internal sealed record Mistake(int Sample, string Truth, string Taken, string Detail);

/// <summary>Finds the samples that a network is most wrong about: of one output each, with a class, yes or no, or values.</summary>
/// <param name="most">How many are kept.</param>
/// <param name="names">Names of the classes; null for their numbers.</param>
internal sealed class Mistakes(int most, IReadOnlyList<string>? names) : Metric("mistakes")
{
    private const int MostValues = 4;

    private readonly PriorityQueue<Mistake, double> _worst = new();
    private MetricSource? _source;
    private int _count;

    /// <summary>How many there are; of values, which are never quite right, all samples.</summary>
    public override double Value => _count;

    /// <summary>Whether outputs are right or wrong, and not more or less.</summary>
    public bool AreDecisions => _source is { Classes: > 0 } or { IsBinary: true };

    /// <summary>The worst first.</summary>
    public IReadOnlyList<Mistake> Worst => [.. _worst.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];

    /// <inheritdoc/>
    protected internal override void Begin(MetricSource source)
    {
        _source = source;
        _count = 0;
        _worst.Clear();
    }

    /// <inheritdoc/>
    protected internal override void Add(in MetricBatch batch)
    {
        for (int row = 0; row < batch.Count; row++)
        {
            (double badness, string truth, string taken, string detail) = _source!.Classes > 0
                ? OfClass(batch.Output(row), batch.Labels[row])
                : _source.IsBinary ? OfSides(batch.Output(row), batch.Target(row)) : OfValues(batch.Output(row), batch.Target(row));
            if (badness <= 0)
            {
                continue;
            }

            _count++;
            if (_worst.Count < most)
            {
                _worst.Enqueue(new Mistake(batch.Samples[row], truth, taken, detail), badness);
            }
            else if (most > 0)
            {
                _worst.EnqueueDequeue(new Mistake(batch.Samples[row], truth, taken, detail), badness);
            }
        }
    }

    private string NameOf(int c) => names is not null && c < names.Count ? names[c] : Invariant($"{c}");

    /// <summary>−ln p of the label, p by softmax, where another class has a higher score.</summary>
    private (double Badness, string Truth, string Taken, string Detail) OfClass(ReadOnlySpan<double> scores, int label)
    {
        int largest = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            largest = scores[i] > scores[largest] ? i : largest;
        }

        if (largest == label)
        {
            return (0, "", "", "");
        }

        double sum = 0;
        foreach (double score in scores)
        {
            sum += Math.Exp(score - scores[largest]);
        }

        return (
            scores[largest] + Math.Log(sum) - scores[label], NameOf(label), NameOf(largest), Invariant($"{100 / sum:0.0} % sure"));
    }

    /// <summary>How far the scores lie on the wrong side.</summary>
    private static (double Badness, string Truth, string Taken, string Detail) OfSides(
        ReadOnlySpan<double> scores, ReadOnlySpan<double> targets)
    {
        double worst = 0;
        int at = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double wrong = targets[i] > 0.5 ? -scores[i] : scores[i];
            (worst, at) = wrong > worst ? (wrong, i) : (worst, at);
        }

        string before = scores.Length > 1 ? Invariant($"output {at}: ") : "";
        (string truth, string taken) = targets[at] > 0.5 ? ("yes", "no") : ("no", "yes");
        return worst <= 0
            ? (0, "", "", "")
            : (worst, before + truth, taken, Invariant($"{100 / (1 + Math.Exp(-worst)):0.0} % sure"));
    }

    /// <summary>The mean square of the errors.</summary>
    private static (double Badness, string Truth, string Taken, string Detail) OfValues(
        ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        double sum = 0;
        for (int i = 0; i < output.Length && i < target.Length; i++)
        {
            sum += (output[i] - target[i]) * (output[i] - target[i]);
        }

        double error = Math.Sqrt(sum / output.Length);
        return (error, Listed(target), Listed(output), Invariant($"off by {error:0.####}"));
    }

    private static string Listed(ReadOnlySpan<double> values)
    {
        string[] texts = new string[Math.Min(values.Length, MostValues)];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Invariant($"{values[i]:0.###}");
        }

        return string.Join(", ", texts) + (values.Length > MostValues ? " …" : "");
    }
}
