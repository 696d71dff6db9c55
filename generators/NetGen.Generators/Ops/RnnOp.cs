using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>h ← tanh(x + U·h), or max(·, 0). Elman 1990.</summary>
internal sealed class RnnOp(RnnAttribute attribute) : RecurrenceOp(attribute, gates: 1)
{
    protected override OnnxRecurrence OnnxCell => new(
        "RNN", [0],
        ("activations", Ways.Select(_ => attribute.Nonlinearity == RnnNonlinearity.Tanh ? "Tanh" : "Relu").ToArray()));

    protected override Node[] Step(CellBuilder cell, Node input, IReadOnlyList<Node> states)
    {
        Expr sum = new Expr.Input(0) + new Expr.Input(1);
        Expr bent = attribute.Nonlinearity == RnnNonlinearity.Tanh ? Expr.Tanh(sum) : Expr.Max(sum, 0);
        return [cell.Map("hidden", bent, cell.Product("recurrence", "weight_hh", states[0], Hidden), input)];
    }
}
