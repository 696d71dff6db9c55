using System.Globalization;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>One kind of loss: what it is computed against, its formula and the gradient of the output.</summary>
internal abstract class Loss(string name)
{
    public string Name { get; } = name;

    /// <summary>Whether the target is a class label; otherwise it has the output's shape.</summary>
    public abstract bool TakesLabels { get; }

    /// <summary>False after reporting what is wrong with the output or an argument.</summary>
    public abstract bool Check(ShapeRule rule);

    /// <summary>The mean loss of the batch, and d loss / d output.</summary>
    public abstract (Node Loss, Node Gradient) Build(LossContext context);
}

/// <summary>What a loss needs to add its computation to a graph.</summary>
internal sealed class LossContext(NetworkGraph graph, Arguments arguments, Node output, Node target)
{
    public Arguments Arguments { get; } = arguments;

    public Node Output { get; } = output;

    public Node Target { get; } = target;

    public Node Map(string name, TensorShape shape, Expr body, params Node[] inputs) => graph.Add(new MapNode(name, shape, body, inputs));

    public Node Reduce(string name, ReduceOperator op, TensorShape shape, Expr body, params Node[] inputs) =>
        graph.Add(new ReduceNode(name, op, inputs[0].Shape, shape, body, inputs));

    /// <summary>A loss that is the mean of a formula of output (input 0) and target (input 1): its gradient is the formula's derivative.</summary>
    public (Node Loss, Node Gradient) Mean(string name, Expr formula)
    {
        Expr share = new Expr.InverseBatch() * (1.0 / Output.Shape.Size);
        Node sum = Reduce($"{name} sum", ReduceOperator.Sum, TensorShape.Scalar, formula, Output, Target);
        return (
            Map(name, TensorShape.Scalar, new Expr.Input(0) * share, sum),
            Map($"∂{name}", Output.Shape, formula.Derivative(0) * share, Output, Target));
    }
}

/// <summary>L = mean over the batch of log Σ eˣ − Σ t·x, t = (1 − s)·onehot(label) + s/classes;  dx = (softmax(x) − t) / batch.</summary>
internal sealed class CrossEntropyLoss() : Loss("CrossEntropyLoss")
{
    public override bool TakesLabels => true;

    public override bool Check(ShapeRule rule)
    {
        if (rule.Input.IsImage || rule.Input.Channels < 2)
        {
            rule.Error("NG0032", Name, rule.Input.ToString(), "a vector with one score for each of at least 2 classes");
            return false;
        }

        double smoothing = rule.Arguments.Number("labelSmoothing", 0);
        return rule.Check("labelSmoothing", smoothing >= 0 && smoothing < 1, smoothing.ToString(CultureInfo.InvariantCulture), "at least 0 and less than 1");
    }

    public override (Node Loss, Node Gradient) Build(LossContext c)
    {
        Node x = c.Output;
        TensorShape row = x.Shape.PerRow();
        double smoothing = c.Arguments.Number("labelSmoothing", 0);
        Expr a = new Expr.Input(0), b = new Expr.Input(1), target = new Expr.OneHot(1) * (1 - smoothing) + smoothing / x.Shape.Channels;
        Node max = c.Reduce("loss max", ReduceOperator.Max, row, a, x);
        Node sum = c.Reduce("loss sum", ReduceOperator.Sum, row, Expr.Exp(a - b), x, max);
        Node logSum = c.Map("loss log-sum", row, a + Expr.Log(b), max, sum);
        Node hit = c.Reduce("loss target", ReduceOperator.Sum, row, target * a, x, c.Target);
        Node total = c.Reduce("loss total", ReduceOperator.Sum, TensorShape.Scalar, a - b, logSum, hit);
        Node gradient = c.Map("∂output", x.Shape, (Expr.Exp(a - new Expr.Input(2)) - target) * new Expr.InverseBatch(), x, c.Target, logSum);
        return (c.Map("loss", TensorShape.Scalar, a * new Expr.InverseBatch(), total), gradient);
    }
}

/// <summary>L = mean of softplus(x) − x·t;  dx = (sigmoid(x) − t) / count.</summary>
internal sealed class BinaryCrossEntropyLoss() : Loss("BinaryCrossEntropyLoss")
{
    public override bool TakesLabels => false;

    public override bool Check(ShapeRule rule) => true;

    public override (Node Loss, Node Gradient) Build(LossContext c) =>
        c.Mean("loss", Expr.Softplus(new Expr.Input(0)) - new Expr.Input(0) * new Expr.Input(1));
}

/// <summary>L = mean of (x − t)²;  dx = 2·(x − t) / count.</summary>
internal sealed class MseLoss() : Loss("MseLoss")
{
    public override bool TakesLabels => false;

    public override bool Check(ShapeRule rule) => true;

    public override (Node Loss, Node Gradient) Build(LossContext c) =>
        c.Mean("loss", (new Expr.Input(0) - new Expr.Input(1)) * (new Expr.Input(0) - new Expr.Input(1)));
}
