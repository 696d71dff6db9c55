using NetGen.Generators.Graph;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>One program that explains.</summary>
/// <param name="Name">"DeepLift": of its files and its class.</param>
/// <param name="Summary">What it gives, for people.</param>
/// <param name="Interface">What it takes and gives: the network with other inputs and outputs, and without losses.</param>
/// <param name="Graph">How.</param>
internal sealed record Explanation(string Name, string Summary, ShapedNetwork Interface, NetworkGraph Graph);

/// <summary>A stage with [Explain].</summary>
/// <param name="Name">As declared.</param>
/// <param name="Path">Of its value.</param>
/// <param name="Shape">Of its value.</param>
/// <param name="Attentions">Its attentions.</param>
/// <param name="Heads">Heads of each of them.</param>
internal sealed record ExplainedStageInfo(string Name, string Path, TensorShape Shape, IReadOnlyList<OperationUse> Attentions, int Heads);
