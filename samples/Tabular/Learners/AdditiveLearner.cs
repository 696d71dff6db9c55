using Microsoft.ML;
using Microsoft.ML.Data;
using NetGen;
using Tabular.Features;
using Tabular.Tables;

namespace Tabular.Learners;

/// <summary>A neural additive model of the table's own numbers. It learns them and the target in units of their deviation.</summary>
/// <param name="epochs">Passes over the rows.</param>
/// <param name="cancellationToken">Ends the training.</param>
internal sealed class AdditiveLearner(int epochs, CancellationToken cancellationToken) : Learner(Title)
{
    /// <summary>Its name for people.</summary>
    public const string Title = "additive network";

    /// <inheritdoc/>
    public override Func<IDataView, float[]> Fit(MLContext context, IDataView train, int seed)
    {
        (float[] rows, int columns) = Numbers(train);
        AdditiveModel model = AdditiveModel.Fit(rows, [.. train.GetColumn<float>(Table.Label)], columns, epochs, seed, cancellationToken);
        return later => model.Predict(Numbers(later).Rows);
    }

    private static (float[] Rows, int Columns) Numbers(IDataView rows)
    {
        float[][] all = [.. rows.GetColumn<float[]>(FeaturePipeline.Own)];
        return ([.. all.SelectMany(row => row)], all[0].Length);
    }
}
