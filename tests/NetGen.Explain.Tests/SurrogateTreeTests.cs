using Xunit;

namespace NetGen.Explain.Tests;

/// <summary>A tree that imitates, held to scikit-learn's of as many ends.</summary>
public sealed class SurrogateTreeTests
{
    private static readonly double[] s_x = Fixture.Numbers("tables", "x"), s_target = Fixture.Numbers("tables", "treeTarget");

    [Fact]
    public void Its_questions_and_answers_are_scikit_learns()
    {
        SurrogateTree tree = SurrogateTree.Of(Steps(), s_x, leaves: 4, least: 1);

        // Both divide the samples alike; where between two of them is for each to say.
        Assert.Equal(Fixture.Rows("tables", "treeSplits").Select(split => (int)split[0]), Questions(tree.Root).Order());
        Assert.Equal(
            Fixture.Numbers("tables", "treeOutputs"),
            s_x.Chunk(3).Select(row => tree.Predict(Array.ConvertAll(row, value => (float)value))),
            (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(Fixture.Numbers("tables", "treeFidelity")[0], tree.Fidelity, 1e-5);
        Assert.True(tree.Fidelity < 1);
    }

    [Fact]
    public void More_ends_imitate_better_and_a_picture_has_them_all()
    {
        SurrogateTree small = SurrogateTree.Of(Fixture.Perceptron(), s_x, leaves: 2),
            large = SurrogateTree.Of(Fixture.Perceptron(), s_x, leaves: 7, least: 2);

        Assert.True(small.Fidelity < large.Fidelity);
        Assert.Equal(7, large.Root.Leaves);
        Assert.Equal(13, TreeCharts.Of("t", large, ["a", "b", "c"]).ToSvg().Split("<rect").Length - 1);
        Assert.Throws<ArgumentException>(() => SurrogateTree.Of(Fixture.Perceptron(), s_x[..4]));
    }

    /// <summary>The fixture's steps, as a model.</summary>
    private static ExplainedModel<double> Steps() => new(
        (samples, outputs) =>
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                (double a, double b, double c) = (samples[3 * i], samples[(3 * i) + 1], samples[(3 * i) + 2]);
                outputs[i] = (a > 0.2 ? (b > -0.3 ? 4 : 3) : 0) - (c > 0.4 ? 0.7 : 0);
            }

            Assert.Equal(s_target, outputs.ToArray(), (x, y) => Math.Abs(x - y) < 1e-12);
        },
        new Shape(3),
        1);

    private static IEnumerable<int> Questions(TreeNode node) =>
        node.IsLeaf ? [] : [node.Feature, .. Questions(node.Left!), .. Questions(node.Right!)];
}
