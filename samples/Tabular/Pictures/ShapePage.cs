using NetGen.Explain;
using Tabular.Learners;
using Tabular.Tables;
using static System.FormattableString;

namespace Tabular.Pictures;

/// <summary>An additive model as a page: the curve of each column, which is all there is to the model.</summary>
internal static class ShapePage
{
    private const int Points = 60;

    /// <summary>Writes it.</summary>
    /// <param name="file">The HTML file.</param>
    /// <param name="table">What was learnt from.</param>
    /// <param name="rows">[count × columns]: the numbers, none missing.</param>
    /// <param name="model">The model of all rows.</param>
    public static void Save(string file, Table table, float[] rows, AdditiveModel model)
    {
        ExplanationPage page = new(
            $"{table.Name}: an additive network",
            Invariant($"What it foresees is the mean {table.Target}, {table.Labels.Average():0.00}, and what each column adds: these ")
                + "curves, read at the row's values. All have one scale, so that a steep curve is a column that matters, and those that "
                + "matter most come first. Marks at the foot are rows; the 5\u00a0% of least and of largest values are left out.");
        page.Pictures(Of(table.Numbers, table.Target, rows, model)).Save(file);
    }

    /// <summary>The curves, those that differ most over the rows first, all on one scale.</summary>
    public static IEnumerable<Chart> Of(IReadOnlyList<string> names, string target, float[] rows, AdditiveModel model)
    {
        int columns = names.Count;
        float[] adds = model.Shapes(rows);
        PartialDependence[] shapes = [.. Enumerable.Range(0, columns).OrderByDescending(Spread).Select(Shape)];
        double[] ends = [.. shapes.SelectMany(shape => shape.Mean)];
        return shapes.Select(shape =>
            CurveCharts.Dependence(names[shape.Feature], $"added to {target}", shape, Values(shape.Feature), scale: ends));

        double[] Values(int column) =>
            [.. Enumerable.Range(0, rows.Length / columns).Select(row => (double)rows[(row * columns) + column])];

        PartialDependence Shape(int column)
        {
            IReadOnlyList<double> grid = PartialDependence.GridOf(Values(column), Points);
            float[] asked = new float[grid.Count * columns];
            for (int i = 0; i < grid.Count; i++)
            {
                rows.AsSpan(0, columns).CopyTo(asked.AsSpan(i * columns));
                asked[(i * columns) + column] = (float)grid[i];
            }

            float[] curve = model.Shapes(asked);
            return new(column, grid, [[.. grid.Select((_, i) => (double)curve[(i * columns) + column])]]);
        }

        double Spread(int column) => Enumerable.Range(0, rows.Length / columns).Average(row => Math.Abs(adds[(row * columns) + column]));
    }
}
