using System.Numerics;
using static System.FormattableString;

namespace NetGen.Reports.Html;

/// <summary>The page of a report, section after section.</summary>
internal static class Page
{
    /// <summary>The whole file.</summary>
    public static string Write<T>(HtmlReport<T> report, Judgement<T>? judgement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string title = report.Title ?? report.Network.GetType().Name;
        Markup page = new();
        page.Add($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.Add($"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title>");

        // The style sheet is this program's own, so it is no text to be escaped.
        string head = $"{page}<style>{StyleSheet.Text}</style></head><body><main>\n";
        Markup body = new();
        body.Add($"<h1>{title}</h1>");
        body.Add($"<p class=\"lead\">{Lead(report, judgement)}</p>");
        Tiles(body, report, judgement);
        body.Add($"<div class=\"charts\">");
        Charts.Draw(report.History, report.Curve, report.StepsPerEpoch).ForEach(chart => body.Add(chart));
        body.Add($"</div>");
        Classes(body, judgement);
        MistakesOf(body, report, judgement);
        body.Add($"<h2>Network</h2><div class=\"card\" id=\"network\">").Add(NetworkDrawing.Draw(report.Network.ToMermaid()));
        body.Add($"<details><summary>Summary</summary><pre>{report.Network.Summary()}</pre></details></div>");
        Epochs(body, report.History);
        body.Add($"<h2>Settings and versions</h2><div class=\"card\"><table class=\"figures words\" id=\"settings\"><tbody>");
        foreach ((string name, string value) in Settings.Of(report))
        {
            body.Add($"<tr><th>{name}</th><td>{value}</td></tr>");
        }

        body.Add($"</tbody></table></div><footer>Made by NetGen {Settings.Version}, {report.Made:yyyy-MM-dd HH:mm zzz}</footer>");
        return $"{head}{body}</main></body></html>\n";
    }

    private static string Lead<T>(HtmlReport<T> report, Judgement<T>? judgement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string trained = report.History.Count == 0
            ? "No epoch was completed."
            : Invariant($"{Words.Counted(report.History.Count, "epoch")} of training, {Settings.Time(report.History.Seconds)} of steps.");
        string judged = judgement is null ? "" : Invariant($" Judged by {Words.Counted(judgement.Evaluation.Count, "sample")}.");
        return trained + judged + (report.End is null ? "" : $" {report.End}");
    }

    private static void Tiles<T>(Markup body, HtmlReport<T> report, Judgement<T>? judgement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        body.Add($"<div class=\"tiles\">");
        if (judgement?.Evaluation is { } evaluation)
        {
            Tile(evaluation.Accuracy is double accuracy ? Invariant($"{100 * accuracy:0.00} %") : null, "accuracy");
            Tile(Invariant($"{evaluation.Loss:0.0000}"), "loss");
        }

        if (report.History.Count > 0)
        {
            EpochMetrics best = report.History.MinBy(epoch => epoch.ValidationLoss ?? epoch.Loss)!;
            Tile(
                Invariant($"{best.Epoch} of {report.History.Count}"),
                best.ValidationLoss is null ? "best epoch, by loss" : "best epoch, by validation loss");
            foreach ((string name, double value) in best.ValidationMetrics.Take(2))
            {
                Tile(Invariant($"{value:0.0000}"), $"validation {name}, best epoch");
            }

            Tile(Settings.Time(report.History.Seconds), "training steps");
            Tile(Invariant($"{report.History.Average(epoch => epoch.SamplesPerSecond):N0}"), "samples a second");
        }

        Tile(Invariant($"{report.Network.ParameterCount:N0}"), "parameters");
        body.Add($"</div>");

        void Tile(string? value, string name)
        {
            if (value is not null)
            {
                body.Add($"<div class=\"tile\"><b>{value}</b><span>{name}</span></div>");
            }
        }
    }

    private static void Classes<T>(Markup body, Judgement<T>? judgement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (judgement?.Confusion is { } confusion)
        {
            body.Add($"<h2>Classes</h2><div class=\"split\"><div class=\"card\" id=\"confusion\">").Add(ConfusionTable.Draw(confusion));
            body.Add($"</div><div class=\"card\" id=\"classes\">").Add(ConfusionTable.Figures(confusion)).Add($"</div></div>");
        }
    }

    private static void MistakesOf<T>(Markup body, HtmlReport<T> report, Judgement<T>? judgement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (judgement?.Mistakes is not { } mistakes || mistakes.Worst.Count == 0)
        {
            return;
        }

        Shape shape = report.Network.InputShape;
        bool arePictures = Pictures.Are(shape) && report.Data!.InputShape.Size == shape.Size;
        string all = mistakes.AreDecisions ? Words.Counted((long)mistakes.Value, "mistake") : Words.Counted((long)mistakes.Value, "sample");
        body.Add($"<h2>Worst mistakes <span class=\"lead\">")
            .Add($"{mistakes.Worst.Count} of {all}: what it is → what it was taken for</span></h2>");
        body.Add($"<div class=\"mistakes\" id=\"mistakes\">");
        foreach (Mistake mistake in mistakes.Worst)
        {
            body.Add($"<div class=\"mistake\" data-sample=\"{mistake.Sample}\">");
            if (arePictures)
            {
                body.Add($"<img alt=\"sample {mistake.Sample}\" src=\"{Pictures.DataUri(report.Data!, mistake.Sample, shape)}\">");
            }

            body.Add($"<span class=\"from\">{mistake.Truth}</span> → <span class=\"to\">{mistake.Taken}</span>");
            body.Add($"<small>{mistake.Detail}<br>sample {mistake.Sample}</small></div>");
        }

        body.Add($"</div>");
    }

    private static void Epochs(Markup body, History history)
    {
        if (history.Count == 0)
        {
            return;
        }

        string[] metrics = [.. history.SelectMany(epoch => epoch.ValidationMetrics.Keys).Distinct()];
        body.Add($"<h2>Epochs</h2><div class=\"card\"><table class=\"figures\" id=\"epochs\"><thead><tr><th>epoch</th><th>loss</th>");
        body.Add($"<th>accuracy</th><th>validation loss</th><th>validation accuracy</th>");
        foreach (string metric in metrics)
        {
            body.Add($"<th>{metric}</th>");
        }

        body.Add($"<th>learning rate</th><th>samples/s</th><th>time</th></tr></thead><tbody>");
        foreach (EpochMetrics epoch in history)
        {
            body.Add($"<tr><th>{epoch.Epoch}</th><td>{epoch.Loss:0.0000}</td><td>{Percent(epoch.Accuracy)}</td>");
            body.Add($"<td>{epoch.ValidationLoss:0.0000}</td><td>{Percent(epoch.ValidationAccuracy)}</td>");
            foreach (string metric in metrics)
            {
                body.Add($"<td>{(epoch.ValidationMetrics.TryGetValue(metric, out double value) ? Invariant($"{value:0.0000}") : "")}</td>");
            }

            body.Add($"<td>{epoch.LearningRate:0.###e0}</td><td>{epoch.SamplesPerSecond:N0}</td>")
                .Add($"<td>{Settings.Time(epoch.Seconds)}</td></tr>");
        }

        body.Add($"</tbody></table></div>");

        static string Percent(double? share) => share is double value ? Invariant($"{100 * value:0.00} %") : "";
    }
}
