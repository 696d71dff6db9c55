using System.Numerics;
using NetGen.Runtime;

namespace NetGen.Reports.Html;

/// <summary>What a network makes of a dataset, as far as a report shows it.</summary>
/// <param name="Evaluation">Loss and accuracy.</param>
/// <param name="Confusion">Of classes, or of one yes or no; null where there is neither.</param>
/// <param name="Mistakes">The worst samples; null where one has many outputs.</param>
internal sealed record Judgement<T>(Evaluation Evaluation, ConfusionMatrix? Confusion, Mistakes? Mistakes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>More are no matrix to look at, nor to keep.</summary>
    private const int MostClasses = 1000;

    /// <summary>Evaluates the network of a report.</summary>
    public static Judgement<T> Of(HtmlReport<T> report, Dataset data)
    {
        ProgramPlan plan = report.Network.Plan;
        TargetPlan? target = plan.Targets.FirstOrDefault(target =>
            !target.IsWeight && (report.Stage is null || plan.OutputOf(target).Name == report.Stage));
        if (target is null)
        {
            return report.Stage is null
                ? new(report.Network.Evaluate(data), null, null)
                : throw new ArgumentException($"No loss on {report.Stage} takes labels or target values.", nameof(report));
        }

        string stage = plan.OutputOf(target).Name;
        MetricSource source = MetricTargets.SourceOf(plan, plan.Targets.ToList().IndexOf(target), new Accuracy(), data.Count);
        ConfusionMatrix? confusion = source.Classes is > 0 and <= MostClasses || (source.IsBinary && source.Width == 1)
            ? new(report.ClassNames) { Stage = stage }
            : null;
        bool isOneRow = plan.OutputOf(target).RowsAt([.. plan.Lengths]) == 1;
        Mistakes? mistakes = isOneRow && (source.Classes > 0 || source.TargetWidth == source.Width)
            ? new(report.MostMistakes, report.ClassNames) { Stage = stage }
            : null;
        Metric[] metrics = [.. new Metric?[] { confusion, mistakes }.OfType<Metric>()];
        return new(report.Network.Evaluate(data, metrics), confusion, mistakes);
    }
}
