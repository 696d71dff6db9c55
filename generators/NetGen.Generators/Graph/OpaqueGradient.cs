namespace NetGen.Generators.Graph;

/// <summary>What the gradient of an opaque kernel is computed from.</summary>
/// <param name="graph">Where it is appended.</param>
/// <param name="node">The kernel as it ran forward.</param>
/// <param name="inputs">What it read.</param>
/// <param name="outputGradient">∂ result.</param>
/// <param name="current">The value that stands for one of the forward pass: itself, or where it was computed again.</param>
internal sealed class OpaqueGradient(
    NetworkGraph graph, Node node, IReadOnlyList<Node> inputs, Node outputGradient, Func<Node, Node> current)
{
    /// <summary>"∂" and the kernel's name.</summary>
    public string Name => $"∂{node.Name}";

    public IReadOnlyList<Node> Inputs => inputs;

    public Node Output => current(node);

    public Node OutputGradient => outputGradient;

    /// <summary>Its only further result.</summary>
    public Node Result => current(graph.Nodes.First(part => part is ResultNode && part.Inputs[0] == node));

    public Node Add(Node node) => graph.Add(node);
}
