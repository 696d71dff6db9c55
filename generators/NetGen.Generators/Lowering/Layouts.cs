using NetGen.Generators.Graph;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <summary>
/// Chooses the memory layout of each value: channels last, with a border of zeros as wide as the convolutions that read it reach
/// beyond the image, so that their inner loops have no edges.
/// </summary>
internal static class Layouts
{
    public static IReadOnlyDictionary<Node, Layout> Run(NetworkGraph graph)
    {
        Dictionary<Node, int> halo = [];
        foreach (ContractionNode node in graph.Nodes.OfType<ContractionNode>())
        {
            ConvolutionGeometry g = node.Geometry;
            if (node.Role == ContractionRole.InputGradient)
            {
                Widen(node.Inputs[0], Math.Max(GradientHalo(g, g.Height, g.OutHeight), GradientHalo(g, g.Width, g.OutWidth)));
            }
            else
            {
                Widen(node.Inputs[0], g.Padding);
            }
        }

        return graph.Nodes.ToDictionary(node => node, node =>
        {
            halo.TryGetValue(node, out int width);
            return Layout.Of(node.Shape, width, width);
        });

        void Widen(Node node, int width)
        {
            halo.TryGetValue(node, out int known);
            halo[node] = Math.Max(known, width);
        }
    }

    /// <summary>How far the windows of the input gradient reach beyond the outputs, on either side.</summary>
    private static int GradientHalo(ConvolutionGeometry g, int size, int outputs)
    {
        int before = (Math.Max(g.Extent - 1 - g.Padding, 0) + g.Stride - 1) / g.Stride;
        int after = (size - 1 + g.Padding) / g.Stride - (outputs - 1);
        return Math.Max(Math.Max(before, after), 0);
    }
}
