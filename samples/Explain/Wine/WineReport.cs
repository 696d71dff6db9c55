using System.Diagnostics;
using NetGen.Explain;
using Tabular.Learners;
using static System.FormattableString;

namespace Explanations.Wine;

/// <summary>What the report on wine found.</summary>
/// <param name="Samples">Wines explained.</param>
/// <param name="RSquared">Of the network, on wines not trained on.</param>
/// <param name="AdditiveRSquared">Of the additive model.</param>
/// <param name="ShapleyError">The largest |Σ contributions − what the output gained|.</param>
/// <param name="ShapleySeconds">Of the exact values of all wines.</param>
internal sealed record WineFigures(int Samples, double RSquared, double AdditiveRSquared, double ShapleyError, double ShapleySeconds);

/// <summary>The report on a network that foresees the quality of red wine.</summary>
internal static class WineReport
{
    private const int Columns = RedWines.Columns, Shown = 4, AdditiveEpochs = 60;

    /// <summary>Trains both models and writes the report.</summary>
    public static WineFigures Write(RedWines wines, RunOptions options, string file, CancellationToken cancellationToken)
    {
        ExplainedModel<float> model = WineModel.Fit(wines, options.Seed, cancellationToken);
        AdditiveModel additive = AdditiveModel.Fit(
            wines.TrainRows, wines.Qualities[..wines.Train], Columns, AdditiveEpochs, options.Seed, cancellationToken);
        float[] predicted = new float[wines.Count];
        model.Predict(wines.Rows, predicted);
        ReadOnlySpan<float> tested = wines.Qualities.AsSpan(wines.Train);
        double rSquared = RedWines.RSquared(predicted.AsSpan(wines.Train), tested);
        double additiveRSquared = RedWines.RSquared(additive.Predict(wines.TestRows), tested);

        FeatureShapley<float> shapley = new(model, Mean(wines));
        double[] contributions = new double[wines.Rows.Length];
        Stopwatch time = Stopwatch.StartNew();
        shapley.Exact(wines.Rows, 0, contributions);
        double seconds = time.Elapsed.TotalSeconds, start = shapley.BaseValue(0);
        double error = Enumerable.Range(0, wines.Count).Max(i =>
            Math.Abs(contributions.AsSpan(i * Columns, Columns).ToArray().Sum() - (predicted[i] - start)));

        ExplanationPage page = new(
            "What makes a red wine good",
            Invariant($"A network trained on {wines.Train:N0} red wines; of the variance of {wines.Count - wines.Train} others' quality ")
                + Invariant($"it explains {100 * rSquared:0.0}\u00a0%, an additive model of the same columns ")
                + Invariant($"{100 * additiveRSquared:0.0}\u00a0%."));
        Values(page, wines, contributions, start, predicted, seconds);
        PermutationImportance importance = Importance(page, model, wines);
        Curves(page, model, additive, wines, importance);
        page.Section("A tree that imitates the network").Paragraph(
            "Grown on what the network says of the wines, not on what tasters gave: a summary to read, as far as it has the network's "
            + "variance. Each end has the mean quality of its wines, red where it is high and blue where it is low.");
        page.Pictures(TreeCharts.Of("Eight kinds of wine", SurrogateTree.Of<float>(model, wines.Rows), wines.Names));
        page.Section("The additive model, whole").Paragraph(
            Invariant($"One small network a column: quality is {wines.Qualities.Take(wines.Train).Average():0.00} and what each curve ")
            + "adds, all on one scale, what matters most first. There is nothing else to this model, so nothing is left to explain.");
        page.Pictures(Tabular.Pictures.ShapePage.Of(wines.Names, "quality", wines.TrainRows, additive)).Save(file);
        return new(wines.Count, rSquared, additiveRSquared, error, seconds);
    }

    private static void Values(ExplanationPage page, RedWines wines, double[] contributions, double start, float[] predicted,
        double seconds)
    {
        page.Section("Shapley values").Paragraph(
            Invariant($"How far each column moves the quality that is foreseen, from that of the mean wine: exact, over all ")
            + Invariant($"{1 << Columns:N0} sets of columns of all {wines.Count:N0} wines, in {seconds:0.0} s. Each dot is a wine; ")
            + "it stands to the right where the column speaks for quality, and is red where the wine has much of it. Columns that "
            + "move most come first.");
        page.Pictures(Charts.Beeswarm(
            "What each column adds", wines.Names, [.. wines.Rows.Select(value => (double)value)], contributions));
        int[] order = [.. Enumerable.Range(0, wines.Count).OrderBy(i => predicted[i])];
        int surprise = Enumerable.Range(wines.Train, wines.Count - wines.Train).MaxBy(i => Math.Abs(predicted[i] - wines.Qualities[i]));
        page.Paragraph(
            "Three wines, column by column: from what the mean wine is expected to have (base) to what is foreseen of this one (output).");
        page.Pictures(
            One(order[^1], "The wine of which most is expected"), One(order[0], "The wine of which least is expected"),
            One(surprise, "The wine it is most wrong about"));

        Chart One(int i, string title) => Charts.Waterfall(
            Invariant($"{title}: {predicted[i]:0.0}, tasters gave {wines.Qualities[i]}"),
            [.. wines.Names.Select((name, column) => Invariant($"{name} = {wines.Rows[(i * Columns) + column]:0.####}"))],
            contributions.AsSpan(i * Columns, Columns).ToArray(),
            start);
    }

    private static PermutationImportance Importance(ExplanationPage page, ExplainedModel<float> model, RedWines wines)
    {
        float[] tested = wines.Qualities[wines.Train..];
        PermutationImportance importance = PermutationImportance.Of<float>(
            model, wines.TestRows, outputs => RedWines.RSquared(outputs, tested), repeats: 10);
        page.Section("What each column is worth").Paragraph(
            "How much less of the variance is explained where the values of a column stand in other rows, on wines not trained on; the "
            + "line is the deviation of ten shufflings.");
        page.Pictures(Charts.Bars("Loss of explained variance", wines.Names, importance.Means, deviations: importance.Deviations));
        return importance;
    }

    private static void Curves(
        ExplanationPage page, ExplainedModel<float> model, AdditiveModel additive, RedWines wines, PermutationImportance importance)
    {
        page.Section("How quality goes with a column").Paragraph(
            "Each thin line is a wine whose column is moved while the others stay; the thick line is their mean, marks at the foot are "
            + "wines. Below, the mean beside the curve of the additive model, both less their value at the left. The four columns that are "
            + "worth most, without the 5\u00a0% of least and of largest values.");
        int[] most = [.. Enumerable.Range(0, Columns).OrderByDescending(column => importance.Means[column]).Take(Shown)];
        PartialDependence[] dependences = [.. most.Select(column => PartialDependence.Of<float>(model, wines.TestRows, column))];
        page.Pictures(dependences.Select(one => CurveCharts.Dependence(
            wines.Names[one.Feature], "quality", one,
            [.. Enumerable.Range(wines.Train, wines.Count - wines.Train).Select(
                row => (double)wines.Rows[(row * Columns) + one.Feature])])));
        page.Pictures(dependences.Select(one =>
        {
            float[] asked = new float[one.Grid.Count * Columns];
            for (int i = 0; i < one.Grid.Count; i++)
            {
                wines.Rows.AsSpan(0, Columns).CopyTo(asked.AsSpan(i * Columns));
                asked[(i * Columns) + one.Feature] = (float)one.Grid[i];
            }

            double[] shape = [.. additive.Shapes(asked).Where((_, i) => i % Columns == one.Feature).Select(value => (double)value)];
            return CurveCharts.Curves(
                $"{wines.Names[one.Feature]}: both models", wines.Names[one.Feature], "added to quality",
                [
                    new("network", one.Grid, [.. one.Mean.Select(value => value - one.Mean[0])]),
                    new("additive model", one.Grid, [.. shape.Select(value => value - shape[0])]),
                ]);
        }));
    }

    private static float[] Mean(RedWines wines) =>
        [.. Enumerable.Range(0, Columns).Select(
            column => Enumerable.Range(0, wines.Train).Average(row => wines.Rows[(row * Columns) + column]))];
}
