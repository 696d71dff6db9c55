using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = x̂·γ + β with x̂ = (x − μ)·r, r = 1/√(σ² + ε), over the n values of each channel;
/// dβ = Σ dy;  dγ = Σ dy·x̂;  dx = γ·r·(dy − dβ/n − x̂·dγ/n).  Ioffe and Szegedy 2015.
/// Where n = 1, μ and σ² are the running ones, which stay as they are, and dx = γ·r·dy.
/// Synchronized: n counts the values of all processes, each of which adds its part of μ, of σ² about that μ, of dβ/n and of dγ/n.
/// </summary>
internal sealed class BatchNormOp(BatchNormAttribute attribute) : Operation
{
    /// <summary>Whether it is normalized by the statistics of all processes that train together.</summary>
    public bool IsSynchronized => attribute.Synchronized;

    /// <summary>Whether it is normalized by the running statistics in training, too.</summary>
    public bool IsFrozen(OperationUse use) => attribute.Frozen || use.IsFrozen;

    public override bool MixesPositions(OperationUse use, int source) => !IsFrozen(use);

    public override TensorShape? Infer(ShapeRule rule)
    {
        double momentum = Rate.AsWritten(attribute.Momentum);
        return rule.IsEpsilon(attribute.Epsilon) & rule.Check(momentum, momentum >= 0 && momentum <= 1, "from 0 to 1") ? rule.Input : null;
    }

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule)
    {
        ParameterInfo[] affine = attribute.Affine
            ? [rule.Vector("weight", rule.Input.Channels, Start.One), rule.Vector("bias", rule.Input.Channels, Start.Zero)]
            : [];
        return
        [
            .. affine,
            rule.Vector("running_mean", rule.Input.Channels, Start.Zero, isTrained: false),
            rule.Vector("running_var", rule.Input.Channels, Start.One, isTrained: false),
        ];
    }

    public override OnnxOperator? Onnx(OperationUse use) =>
        new("BatchNormalization", ("epsilon", Rate.AsWritten(attribute.Epsilon)))
        {
            Inputs = [.. OnnxOperator.Affine(use), new("running_mean"), new("running_var")], IsChannelsFirst = true,
        };

    public override Node Forward(ForwardContext c)
    {
        Node x = c.Input;
        TensorShape channel = TensorShape.PerChannel(x.Shape.Channels);
        double epsilon = Rate.AsWritten(attribute.Epsilon);
        Expr a = new Expr.Input(0), b = new Expr.Input(1), d = new Expr.Input(2), e = new Expr.Input(3), f = new Expr.Input(4);
        if (!c.Training || IsFrozen(c.Use))
        {
            Node runningVar = c.Parameter("running_var"), running = c.Parameter("running_mean");
            if (!attribute.Affine)
            {
                Node alone = c.Map($"{c.Label} scale", channel, 1 / Expr.Sqrt(a + epsilon), runningVar);
                return c.Map(c.Label, x.Shape, (a - b) * d, x, running, alone);
            }

            Node scale = c.Map($"{c.Label} scale", channel, a / Expr.Sqrt(b + epsilon), c.Parameter("weight"), runningVar);
            Node shift = c.Map($"{c.Label} shift", channel, a - b * d, c.Parameter("bias"), running, scale);
            return c.Map(c.Label, x.Shape, a * b + d, x, scale, shift);
        }

        // The running variance is the unbiased one, σ²·n/(n − 1).
        Expr perValue = PerValue(x.Shape);
        double momentum = Rate.AsWritten(attribute.Momentum);
        Node runningMean = c.Statistic("running_mean"), runningVariance = c.Statistic("running_var");
        Node sum = c.Reduce($"{c.Label} sum", ReduceOperator.Sum, channel, a, x);
        Node mean = OfAll(c, c.Map($"{c.Label} mean", channel, OfSeveral(x.Shape, a * perValue, b), sum, runningMean));
        Node squares = c.Reduce($"{c.Label} squares", ReduceOperator.Sum, channel, (a - b) * (a - b), x, mean);
        Node variance = OfAll(c, c.Map($"{c.Label} variance", channel, OfSeveral(x.Shape, a * perValue, b), squares, runningVariance));
        Node rate = c.Map($"{c.Label} rate", channel, 1 / Expr.Sqrt(a + epsilon), variance);
        Expr newMean = a * (1 - momentum) + b * momentum, newVariance = a * (1 - momentum) + b / (1 - perValue) * momentum;
        c.Update("running_mean", c.Map($"{c.Label} running_mean", channel, OfSeveral(x.Shape, newMean, a), runningMean, mean));
        c.Update("running_var", c.Map($"{c.Label} running_var", channel, OfSeveral(x.Shape, newVariance, a), runningVariance, variance));
        c.Keep("mean", mean);
        c.Keep("rate", rate);
        return attribute.Affine
            ? c.Map(c.Label, x.Shape, (a - b) * d * e + f, x, mean, rate, c.Parameter("weight"), c.Parameter("bias"))
            : c.Map(c.Label, x.Shape, (a - b) * d, x, mean, rate);
    }

    public override Node? Backward(BackwardContext c)
    {
        if (!c.Training || IsFrozen(c.Use))
        {
            return null;
        }

        Node dy = c.OutputGradient, x = c.Input, mean = c.Kept("mean"), rate = c.Kept("rate");
        TensorShape channel = TensorShape.PerChannel(x.Shape.Channels);
        Expr g = new Expr.Input(0), normalized = (new Expr.Input(1) - new Expr.Input(2)) * new Expr.Input(3);
        Node shift = c.Reduce($"∂{c.Label}.bias", ReduceOperator.Sum, channel, g, dy);
        Node scale = c.Reduce($"∂{c.Label}.weight", ReduceOperator.Sum, channel, g * normalized, dy, x, mean, rate);
        if (attribute.Affine)
        {
            c.Gradient("weight", scale);
            c.Gradient("bias", shift);
        }

        // The gradients of the weights are this process's: they are summed with all others at the end of the step.
        Expr share = g * OfSeveral(x.Shape, PerValue(x.Shape), 0);
        Node shiftShare = c.Map($"∂{c.Label} shift", channel, share, shift), scaleShare = c.Map($"∂{c.Label} scale", channel, share, scale);
        if (IsSynchronized)
        {
            shiftShare = c.Add(new ProcessSumNode($"∂{c.Label} over the processes", shiftShare, scaleShare));
            scaleShare = c.Add(new ResultNode($"∂{c.Label} scale over the processes", channel, shiftShare));
        }

        Expr rest = g - new Expr.Input(4) - normalized * new Expr.Input(5), r = new Expr.Input(3);
        return attribute.Affine
            ? c.Map(
                $"∂{c.Label}", x.Shape, new Expr.Input(6) * r * rest, dy, x, mean, rate, shiftShare, scaleShare, c.Parameter("weight"))
            : c.Map($"∂{c.Label}", x.Shape, r * rest, dy, x, mean, rate, shiftShare, scaleShare);
    }

    /// <summary>Whether a batch of one sample gives a channel one value only.</summary>
    public static bool MayHaveOneValue(TensorShape x) => x.Rows == 1 || x.Length >= 0;

    /// <summary>One formula for channels of several values, another for those of one.</summary>
    private Expr OfSeveral(TensorShape x, Expr several, Expr one) =>
        MayHaveOneValue(x) ? Expr.Greater(1 - PerValue(x), 0, several, one) : several;

    /// <summary>1 / n.</summary>
    private Expr PerValue(TensorShape x) => IsSynchronized ? Expr.LossScale(x) : Expr.PerRow(x);

    /// <summary>A statistic of all processes, of each one's part.</summary>
    private Node OfAll(ForwardContext c, Node part) =>
        IsSynchronized ? c.Add(new ProcessSumNode($"{part.Name} over the processes", part)) : part;
}
