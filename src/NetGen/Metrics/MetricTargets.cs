using NetGen.Runtime;

namespace NetGen;

/// <summary>Finds what metrics judge by the names of stages.</summary>
internal static class MetricTargets
{
    /// <summary>Index of the target that each metric judges an output by.</summary>
    /// <exception cref="ArgumentException">A metric names no stage, or one without a target, or two metrics have one name.</exception>
    public static int[] Find(ProgramPlan plan, IReadOnlyList<Metric> metrics)
    {
        if (metrics.GroupBy(metric => metric.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two metrics are called {twice.Key}.", nameof(metrics));
        }

        int[] judged = [.. Enumerable.Range(0, plan.Targets.Count).Where(target => !plan.Targets[target].IsWeight)];
        return [.. metrics.Select(metric => Find(plan, judged, metric))];
    }

    /// <summary>Refuses metrics that do not fit, before there is anything to judge.</summary>
    /// <exception cref="ArgumentException">One of them does not fit the network, or two have one name.</exception>
    public static void Check(ProgramPlan plan, IReadOnlyList<Metric> metrics)
    {
        int[] targets = Find(plan, metrics);
        for (int i = 0; i < targets.Length; i++)
        {
            metrics[i].Enter();
            try
            {
                metrics[i].Begin(SourceOf(plan, targets[i], metrics[i], samples: 0));
            }
            finally
            {
                metrics[i].Leave();
            }
        }
    }

    /// <summary>What a metric is told before it judges.</summary>
    public static MetricSource SourceOf(ProgramPlan plan, int target, Metric metric, int samples)
    {
        TargetPlan compared = plan.Targets[target];
        OutputPlan output = plan.OutputOf(compared);
        return new MetricSource(metric, output.Name)
        {
            Width = output.Channels,
            Classes = compared.IsDistribution ? output.Channels : compared.Classes,
            TargetWidth = WidthOf(compared, output),
            IsBinary = compared.IsBinary,
            Samples = samples,
        };
    }

    /// <summary>Target values of a row that metrics are given: of shares of classes the largest is its label.</summary>
    public static int WidthOf(TargetPlan target, OutputPlan output) =>
        target.TakesLabels || target.IsDistribution ? 0 : target.Channels > 0 ? target.Channels : output.Channels;

    private static int Find(ProgramPlan plan, int[] judged, Metric metric)
    {
        if (judged.Length == 0)
        {
            throw new ArgumentException(
                $"No loss of the network takes labels or target values for {metric.Name} to judge by.", nameof(metric));
        }

        int[] found = [.. judged.Where(target => metric.Stage is null || plan.OutputOf(plan.Targets[target]).Name == metric.Stage)];
        return found.Length == 1 || (found.Length > 1 && metric.Stage is not null)
            ? found[0]
            : throw new ArgumentException(
                $"{(metric.Stage is null ? $"{metric.Name} needs a Stage" : $"No loss on {metric.Stage} takes labels or target values")}: "
                + $"there is {string.Join(" and ", judged.Select(target => plan.OutputOf(plan.Targets[target]).Name))}.",
                nameof(metric));
    }
}
