using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>Pictures of trees.</summary>
public static class TreeCharts
{
    private const double BoxWidth = 132, BoxHeight = 40, Gap = 12, Level = 78;

    /// <summary>A tree from its first question down; ends are coloured by what they say, blue little and red much.</summary>
    /// <param name="title">For people.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="names">Of the features.</param>
    public static Chart Of(string title, SurrogateTree tree, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(names);
        List<double> values = [];
        Collect(tree.Root);
        (double least, double largest) = (values.Min(), values.Max());
        return new(
            "tree", Invariant($"{title} (has {100 * tree.Fidelity:0.0} % of the model's variance)"), tree.Root.Leaves * (BoxWidth + Gap),
            (tree.Root.Depth * Level) + BoxHeight + 4, canvas => Draw(canvas, tree.Root, 0, 0));

        void Collect(TreeNode node)
        {
            if (node.IsLeaf)
            {
                values.Add(node.Value);
                return;
            }

            Collect(node.Left!);
            Collect(node.Right!);
        }

        double Draw(Canvas canvas, TreeNode node, double left, double top)
        {
            double width = node.Leaves * (BoxWidth + Gap), middle = left + (width / 2);
            if (node.IsLeaf)
            {
                double share = largest > least ? (node.Value - least) / (largest - least) : 0.5;
                canvas.Rectangle(middle - (BoxWidth / 2), top, BoxWidth, BoxHeight, Ink.Of(ColourScale.LowHigh(share)), 6);
                canvas.Text(middle, top + 18, ChartAxis.Number(node.Value), Ink.Of(new(0xff, 0xff, 0xff)), 13, Anchor.Middle, isBold: true);
                canvas.Text(middle, top + 33, Invariant($"{node.Count} samples"), Ink.Of(new(0xff, 0xff, 0xff)), 10.5, Anchor.Middle);
                return middle;
            }

            double split = node.Left!.Leaves * (BoxWidth + Gap), down = top + Level;
            double leftMiddle = Draw(canvas, node.Left, left, down), rightMiddle = Draw(canvas, node.Right!, left + split, down);
            canvas.Line(middle, top + BoxHeight, leftMiddle, down, Ink.Soft, 1.2);
            canvas.Line(middle, top + BoxHeight, rightMiddle, down, Ink.Soft, 1.2);

            // Above the middles of the lines.
            double between = top + ((BoxHeight + Level) / 2) - 4;
            canvas.Text((middle + leftMiddle) / 2, between, "yes", Ink.Soft, 10.5, Anchor.End);
            canvas.Text((middle + rightMiddle) / 2, between, "no", Ink.Soft, 10.5);
            canvas.Rectangle(middle - (BoxWidth / 2), top, BoxWidth, BoxHeight, Ink.Line, 6);
            canvas.Text(middle, top + 17, names[node.Feature], Ink.Text, 12, Anchor.Middle, isBold: true);
            canvas.Text(middle, top + 32, $"≤ {ChartAxis.Number(node.Threshold)}", Ink.Text, 11, Anchor.Middle);
            return middle;
        }
    }
}
