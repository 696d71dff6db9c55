using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace NetGen;

/// <summary>All runs of a search; <see cref="ToString"/> is a table of them.</summary>
/// <typeparam name="TOptions">The options, a record.</typeparam>
public sealed class SearchResult<TOptions>
{
    internal SearchResult(IReadOnlyList<TrialResult<TOptions>> trials, bool higherIsBetter)
    {
        Trials = [.. trials.GroupBy(trial => trial.Budget).OrderByDescending(rung => rung.Key).SelectMany(rung => rung)];
        HigherIsBetter = higherIsBetter;
    }

    /// <summary>The largest budget first; of one budget the best first, and last those that failed.</summary>
    public IReadOnlyList<TrialResult<TOptions>> Trials { get; }

    /// <summary>Whether scores are better the higher they are.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>The best run of the largest budget.</summary>
    /// <exception cref="InvalidOperationException">All of that budget failed.</exception>
    public TrialResult<TOptions> Best => !double.IsNaN(Trials[0].Score)
        ? Trials[0]
        : throw new InvalidOperationException($"No run gave a score. {Trials[0].Failure}");

    /// <summary>A line for each run, in the order of <see cref="Trials"/>: candidate, budget, score, seconds, options.</summary>
    public override string ToString()
    {
        StringBuilder text = new(Invariant($"{"candidate",9} {"budget",7} {"score",12} {"seconds",9}  options"));
        foreach (TrialResult<TOptions> trial in Trials)
        {
            text.Append(Invariant($"\n{trial.Candidate,9} {trial.Budget,7} {trial.Score,12:G6} {trial.Seconds,9:F1}  "))
                .Append(Text(trial.Options))
                .Append(trial.Failure is null ? "" : $"  failed: {trial.Failure}");
        }

        return text.ToString();
    }

    /// <summary>A record's own text writes numbers by the current culture.</summary>
    private static string Text(TOptions options)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return options?.ToString() ?? "";
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
