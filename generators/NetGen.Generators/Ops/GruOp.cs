using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>[r, z, n] = x;  r, z = σ(· + U·h);  n = tanh(n + r·(U·h + c));  h ← (1 − z)·n + z·h. Cho et al. 2014.</summary>
internal sealed class GruOp(GruAttribute attribute) : RecurrenceOp(attribute, gates: 3)
{
    protected override IReadOnlyList<(string Role, int Size)> Biases => [.. base.Biases, ("bias_hn", Hidden)];

    protected override OnnxRecurrence OnnxCell => new("GRU", [1, 0, 2], ("linear_before_reset", 1)) { LastBias = "bias_hn" };

    protected override Node[] Step(CellBuilder cell, Node input, IReadOnlyList<Node> states)
    {
        Node h = states[0], sums = cell.Product("recurrence", "weight_hh", h, 3 * Hidden);
        Expr a = new Expr.Input(0), b = new Expr.Input(1), c = new Expr.Input(2);
        Node[] of = cell.Gates(sums, Hidden, "reset sum", "update sum", "candidate sum");
        Node[] given = cell.Gates(input, Hidden, "reset input", "update input", "candidate input");
        Node r = cell.Map("reset gate", Expr.Sigmoid(a + b), of[0], given[0]);
        Node z = cell.Map("update gate", Expr.Sigmoid(a + b), of[1], given[1]), candidate = of[2];
        if (cell.Parameter("bias_hn") is { } bias)
        {
            candidate = cell.Map("candidate biased", a + b, candidate, bias);
        }

        Node n = cell.Map("candidate", Expr.Tanh(a + b * c), given[2], r, candidate);
        return [cell.Map("hidden", b + a * (c - b), z, n, h)];
    }
}
