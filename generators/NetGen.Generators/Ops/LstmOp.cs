using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>[i, f, g, o] = x + U·h;  c ← σ(f)·c + σ(i)·tanh(g);  h ← σ(o)·tanh(c). Hochreiter and Schmidhuber 1997.</summary>
internal sealed class LstmOp(LstmAttribute attribute) : RecurrenceOp(attribute, gates: 4)
{
    protected override IReadOnlyList<string> States => ["hidden", "memory"];

    protected override OnnxRecurrence OnnxCell => new("LSTM", [0, 3, 1, 2]);

    protected override Node[] Step(CellBuilder cell, Node input, IReadOnlyList<Node> states)
    {
        (Node h, Node c) = (states[0], states[1]);
        Expr a = new Expr.Input(0), b = new Expr.Input(1);
        Node sums = cell.Map("gates", a + b, cell.Product("recurrence", "weight_hh", h, 4 * Hidden), input);
        Node[] parts = cell.Gates(sums, Hidden, "input sum", "forget sum", "candidate sum", "output sum");
        Node i = cell.Map("input gate", Expr.Sigmoid(a), parts[0]), f = cell.Map("forget gate", Expr.Sigmoid(a), parts[1]);
        Node g = cell.Map("candidate", Expr.Tanh(a), parts[2]), o = cell.Map("output gate", Expr.Sigmoid(a), parts[3]);
        Node memory = cell.Map("memory", a * b + new Expr.Input(2) * new Expr.Input(3), f, c, i, g);
        Node bent = cell.Map("memory bent", Expr.Tanh(a), memory);
        return [cell.Map("hidden", a * b, o, bent), memory];
    }
}
