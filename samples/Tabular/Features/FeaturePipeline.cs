using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Tabular.Tables;
using static System.FormattableString;

namespace Tabular.Features;

/// <summary>
/// The features of a table, by ML.NET. What is learnt for them (means, borders of bins, components, centres, counts, which to keep) is
/// learnt from the rows to train on alone.
/// </summary>
internal static class FeaturePipeline
{
    /// <summary>Column of the numbers, computed ones among them, the category one-hot, and how often it occurs.</summary>
    public const string Simple = nameof(Simple);

    /// <summary>Column of at most <see cref="Kept"/> features of all kinds: those that tell most of the target.</summary>
    public const string Rich = nameof(Rich);

    /// <summary>Column of the table's own numbers, as they are.</summary>
    public const string Own = nameof(Own);

    /// <summary>Features of <see cref="Rich"/>.</summary>
    public const int Kept = 96;

    private const int FrequencyBins = 64, WidthBins = 8, SupervisedBins = 8, Components = 6, Centres = 12;

    private const string Numbers = nameof(Numbers), Standard = nameof(Standard), EqualFrequency = nameof(EqualFrequency),
        EqualWidth = nameof(EqualWidth), Supervised = nameof(Supervised), Principal = nameof(Principal), Distances = nameof(Distances),
        Words = nameof(Words), Step = nameof(Step), Count = nameof(Count), StandardCount = nameof(StandardCount), All = nameof(All);

    /// <summary>Learns what there is to learn for the features.</summary>
    /// <param name="context">Of this thread alone.</param>
    /// <param name="table">What the columns mean.</param>
    /// <param name="train">The rows to train on.</param>
    public static ITransformer Fit(MLContext context, Table table, IDataView train)
    {
        TransformsCatalog transforms = context.Transforms;
        return Cleaned(transforms, table, train)
            .Append(Scaled(transforms, table))
            .Append(transforms.ProjectToPrincipalComponents(Principal, Standard, rank: Components, seed: 1))
            .Append(context.Clustering.Trainers.KMeans(Standard, numberOfClusters: Centres))
            .Append(transforms.NormalizeMeanVariance(Distances, "Score", fixZero: false))
            .Append(transforms.Concatenate(
                All, Standard, EqualFrequency, EqualWidth, Supervised, Words, StandardCount, Principal, Distances))
            .Append(transforms.FeatureSelection.SelectFeaturesBasedOnMutualInformation(Rich, All, Table.Label, Kept))
            .Fit(train);
    }

    /// <summary>Missing numbers become the mean; ratios, logarithms and counts are computed.</summary>
    private static IEstimator<ITransformer> Cleaned(TransformsCatalog transforms, Table table, IDataView train)
    {
        Dictionary<string, float> counts = train.GetColumn<string>(table.Category).CountBy(word => word)
            .ToDictionary(pair => pair.Key, pair => (float)pair.Value);
        IEstimator<ITransformer> pipeline = transforms.ReplaceMissingValues(
            [.. table.Numbers.Select(name => new InputOutputColumnPair(name))], MissingValueReplacingEstimator.ReplacementMode.Mean);
        foreach (Formula formula in table.Formulas)
        {
            pipeline = pipeline.Append(transforms.Expression(formula.Name, formula.Expression, formula.Inputs));
        }

        return pipeline
            .Append(transforms.Concatenate(Own, [.. table.Numbers]))
            .Append(transforms.Concatenate(Numbers, [.. table.Numbers, .. table.Formulas.Select(formula => formula.Name)]))
            .Append(transforms.Categorical.OneHotEncoding(Words, table.Category))
            .Append(transforms.Conversion.MapValue(Count, counts, table.Category))
            .Append(transforms.Concatenate(Simple, Numbers, Words, Count));
    }

    /// <summary>
    /// The numbers in units of their deviation, and in bins: as many rows in each, as wide each, and by what tells of the target.
    /// </summary>
    private static IEstimator<ITransformer> Scaled(TransformsCatalog transforms, Table table) => transforms
        .NormalizeMeanVariance([new(Standard, Numbers), new(StandardCount, Count)], fixZero: false)
        .Append(transforms.NormalizeBinning(EqualFrequency, Numbers, maximumBinCount: FrequencyBins, fixZero: false))
        .Append(transforms.NormalizeMinMax(EqualWidth, Numbers, fixZero: false))
        .Append(transforms.Expression(EqualWidth, Invariant($"x => floor(x * {WidthBins}) / {WidthBins}"), EqualWidth))
        .Append(transforms.Expression(Step, Invariant($"x => floor(x / {table.LabelStep})"), Table.Label))
        .Append(transforms.Conversion.MapValueToKey(Step))
        .Append(transforms.NormalizeSupervisedBinning(Supervised, Numbers, Step, maximumBinCount: SupervisedBins, fixZero: false));
}
