namespace NetGen.Generators.Graph;

/// <summary>
/// Vectors over the channels, each summed over the processes that train together; where there is one process, they are what they were. The
/// sums take the place of what they are made of, which nobody else may read: the second and following are further results.
/// </summary>
internal sealed class ProcessSumNode(string name, params Node[] inputs) : Node(name, inputs[0].Shape, inputs)
{
    public override Node With(Node[] inputs) => new ProcessSumNode(Name, inputs);

    public override object? Key => nameof(ProcessSumNode);
}
