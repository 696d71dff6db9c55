using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Program;

/// <summary>What a network may cost, against what it costs.</summary>
internal static class Budget
{
    private const int Shown = 3;

    /// <summary>Limits that are none, and figures above them.</summary>
    public static IEnumerable<DiagnosticInfo> Check(NetworkModel model, NetworkCosts costs)
    {
        if (model.Budget is not { } attribute)
        {
            return [];
        }

        BudgetAttribute budget = Attributes.Make<BudgetAttribute>(attribute);
        DiagnosticInfo[] faults = [.. Faults(model, attribute, budget, costs)];
        return faults.Length > 0 ? faults : Exceeded(model, attribute, budget, costs);
    }

    private static IEnumerable<DiagnosticInfo> Faults(NetworkModel model, AttributeModel attribute, BudgetAttribute budget, NetworkCosts costs)
    {
        (string Name, double Limit)[] limits =
        [
            ("parameters", budget.Parameters), ("trainingBytes", budget.TrainingBytes), ("inferenceBytes", budget.InferenceBytes),
            ("flops", budget.Flops),
        ];
        foreach ((string name, double limit) in limits.Where(limit => !(limit.Limit > 0)))
        {
            yield return DiagnosticInfo.Create(
                "NG0010", attribute.Site, attribute.Name, name, limit.ToString(CultureInfo.InvariantCulture), "above 0");
        }

        if (budget.BatchSize < 1)
        {
            yield return DiagnosticInfo.Create(
                "NG0010", attribute.Site, attribute.Name, "batchSize", budget.BatchSize.ToString(CultureInfo.InvariantCulture), "at least 1");
        }

        string? idle = limits.All(limit => double.IsPositiveInfinity(limit.Limit))
            ? "limits nothing: write Parameters, TrainingBytes, InferenceBytes or Flops"
            : costs.Training is null && !double.IsPositiveInfinity(budget.TrainingBytes)
            ? "limits a training step, but the network has no loss"
            : null;
        if (idle is not null)
        {
            yield return DiagnosticInfo.Create("NG0058", attribute.Site, attribute.Name, model.Name, idle);
        }
    }

    private static IEnumerable<DiagnosticInfo> Exceeded(
        NetworkModel model, AttributeModel attribute, BudgetAttribute budget, NetworkCosts costs)
    {
        int samples = budget.BatchSize;
        string step = $"bytes in a training step of {Words.Counted(samples, "sample")}";
        (string Unit, long Cost, double Limit, Func<StageCosts, long> Part)[] figures =
        [
            ("parameters", costs.Parameters, budget.Parameters, stage => stage.Parameters),
            (step, costs.TrainingBytes(samples), budget.TrainingBytes, stage => stage.TrainingBytes(samples)),
            ("bytes in a prediction", costs.Inference.BytesAt(1, 1), budget.InferenceBytes, stage => stage.InferenceBytes),
            ("FLOPs a sample", costs.Flops, budget.Flops, stage => stage.Flops),
        ];
        foreach ((string unit, long cost, double limit, Func<StageCosts, long> part) in figures.Where(figure => figure.Cost > figure.Limit))
        {
            string[] dearest =
            [
                .. costs.Stages.OrderByDescending(part).Take(Shown).Where(stage => part(stage) > 0)
                    .Select(stage => $"{stage.Name} ({Number(part(stage))})"),
            ];
            yield return DiagnosticInfo.Create(
                "NG0100", attribute.Site, model.Name, $"{Number(cost)} {unit}", Number(limit),
                dearest.Length == 0 ? "none, but what surrounds them" : Words.Listed(dearest));
        }
    }

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
