using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>
/// A small tree that imitates a model's output: what can be read of it holds for the model as far as <see cref="Fidelity"/> says. Craven
/// and Shavlik 1996, "Extracting tree-structured representations of trained networks"; the tree is ML.NET's FastTree of one tree, which
/// splits the leaf that gains most.
/// </summary>
public sealed class SurrogateTree
{
    private SurrogateTree(TreeNode root, double fidelity) => (Root, Fidelity) = (root, fidelity);

    /// <summary>The first question.</summary>
    public TreeNode Root { get; }

    /// <summary>Share of the output's variance over the samples that the tree has, too: 1 − Σ(y − tree)² / Σ(y − mean)².</summary>
    public double Fidelity { get; }

    /// <summary>Grows a tree on what a model says of samples.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="leaves">Most ends: 2 or more.</param>
    /// <param name="least">Fewest samples of an end.</param>
    /// <exception cref="ArgumentException">The samples are not whole, or there is no such output.</exception>
    public static SurrogateTree Of<T>(ExplainedModel<T> model, ReadOnlySpan<T> samples, int output = 0, int leaves = 8, int least = 5)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(leaves, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 1);
        int inputs = model.InputShape.Size, count = samples.Length / inputs;
        if (count == 0 || count * inputs != samples.Length)
        {
            throw new ArgumentException(Invariant($"{samples.Length} values are not whole samples of {inputs}."), nameof(samples));
        }

        double[] outputs = new double[count];
        model.Predict(samples, output, outputs);
        Row[] rows = new Row[count];
        for (int i = 0; i < count; i++)
        {
            float[] features = new float[inputs];
            for (int j = 0; j < inputs; j++)
            {
                features[j] = float.CreateChecked(samples[(i * inputs) + j]);
            }

            rows[i] = new() { Features = features, Label = (float)outputs[i] };
        }

        RegressionTree tree = Grow(rows, inputs, leaves, least);
        TreeNode root = tree.NumberOfNodes == 0
            ? new(outputs.Average(), count, -1, 0, null, null)
            : NodeOf(tree, 0, rows);
        double mean = outputs.Average(), whole = outputs.Sum(y => (y - mean) * (y - mean));
        double left = rows.Select((row, i) => Math.Pow(outputs[i] - Answer(root, row.Features), 2)).Sum();
        return new(root, whole > 0 ? 1 - (left / whole) : 1);
    }

    /// <summary>What the tree says of a sample.</summary>
    /// <param name="sample">[inputs].</param>
    public double Predict(ReadOnlySpan<float> sample) => Answer(Root, sample);

    private static double Answer(TreeNode node, ReadOnlySpan<float> sample)
    {
        while (!node.IsLeaf)
        {
            node = sample[node.Feature] <= node.Threshold ? node.Left! : node.Right!;
        }

        return node.Value;
    }

    private static RegressionTree Grow(Row[] rows, int inputs, int leaves, int least)
    {
        MLContext context = new(seed: 1);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, inputs);
        return context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
        {
            FeatureColumnName = nameof(Row.Features),
            LabelColumnName = nameof(Row.Label),
            NumberOfTrees = 1,
            NumberOfLeaves = leaves,
            MinimumExampleCountPerLeaf = least,
            LearningRate = 1,
            NumberOfThreads = 1,
        }).Fit(context.Data.LoadFromEnumerable(rows, schema)).Model.TrainedTreeEnsemble.Trees[0];
    }

    /// <summary>A node with the samples that come to it; a child below 0 is the end whose number is its complement.</summary>
    private static TreeNode NodeOf(RegressionTree tree, int node, Row[] rows)
    {
        double mean = rows.Length > 0 ? rows.Average(row => (double)row.Label) : 0;
        if (node < 0)
        {
            return new(mean, rows.Length, -1, 0, null, null);
        }

        (int feature, float threshold) = (tree.NumericalSplitFeatureIndexes[node], tree.NumericalSplitThresholds[node]);
        return new(
            mean, rows.Length, feature, threshold,
            NodeOf(tree, tree.LeftChild[node], [.. rows.Where(row => row.Features[feature] <= threshold)]),
            NodeOf(tree, tree.RightChild[node], [.. rows.Where(row => !(row.Features[feature] <= threshold))]));
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
