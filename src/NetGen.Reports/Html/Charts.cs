namespace NetGen.Reports.Html;

/// <summary>The curves of a run.</summary>
internal static class Charts
{
    /// <summary>Loss, accuracy, metrics and learning rate, as far as there are any.</summary>
    /// <param name="history">By epoch.</param>
    /// <param name="curve">By step; null where that is not known.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    public static List<Markup> Draw(History history, StepCurve? curve, int stepsPerEpoch)
    {
        IReadOnlyList<(double Step, double Loss, double Rate)> steps = curve?.Points ?? [];
        (double X, double Y)[] rates = [.. steps.Select(point => (point.Step / stepsPerEpoch, point.Rate))];
        string[] metrics = [.. history.SelectMany(epoch => epoch.ValidationMetrics.Keys).Distinct()];
        string[] losses = history.Count > 0 && history[0].Losses.Count > 1 ? [.. history[0].Losses.Keys] : [];
        return
        [
            LineChart.Draw("Loss", "epoch",
            [
                new("steps", "c0", [.. steps.Select(point => (point.Step / stepsPerEpoch, point.Loss))], IsFaint: true),
                new("training", "c0", Points(history, epoch => epoch.Loss)),
                new("validation", "c1", Points(history, epoch => epoch.ValidationLoss)),
            ]),
            LineChart.Draw("Accuracy", "epoch",
            [
                new("training", "c0", Points(history, epoch => epoch.Accuracy)),
                new("validation", "c1", Points(history, epoch => epoch.ValidationAccuracy)),
            ], "0.00 %"),
            LineChart.Draw("Validation loss of each stage", "epoch",
                [.. losses.Select((name, i) => new Series(name, Colour(i), Points(history, epoch => Of(epoch.ValidationLosses, name))))]),
            LineChart.Draw("Validation metrics", "epoch",
                [.. metrics.Select((name, i) => new Series(name, Colour(i), Points(history, epoch => Of(epoch.ValidationMetrics, name))))]),
            LineChart.Draw("Learning rate", "epoch",
            [
                new("", "c2", rates) { HasDots = false },
                new("", "c2", rates.Length > 0 ? [] : Points(history, epoch => epoch.LearningRate)),
            ], "0.###e0"),
        ];
    }

    private static string Colour(int index) => $"c{index % 6}";

    private static double? Of(NamedValues? values, string name) => values?.TryGetValue(name, out double value) == true ? value : null;

    private static (double X, double Y)[] Points(History history, Func<EpochMetrics, double?> value) =>
        [.. history.Where(epoch => value(epoch) is not null).Select(epoch => ((double)epoch.Epoch, value(epoch)!.Value))];
}
