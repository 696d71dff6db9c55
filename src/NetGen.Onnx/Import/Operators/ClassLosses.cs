using NetGen.Onnx.Import.Algebra;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Losses of class labels that stand in a model as nodes: computed as any other output.</summary>
internal static class ClassLosses
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("NegativeLogLikelihoodLoss", static c => Loss(c, c.X));
        all.Add("SoftmaxCrossEntropyLoss", CrossEntropy);
    }

    private static Value[] CrossEntropy(OperatorContext c)
    {
        Value logs = Activations.Softmax(c.Algebra, c.X, 1, "LogSoftmax");
        return [Loss(c, logs), logs];
    }

    /// <summary>−w[t] · x[t] for each label t: all of them, their sum, or that divided by the sum of w[t].</summary>
    private static Value Loss(OperatorContext c, Value logs)
    {
        Algebra.Algebra a = c.Algebra;
        Value labels = c[1];
        int classes = (int)Math.Min(logs.Dims[1], int.MaxValue);
        Value label = Algebra.Algebra.Reshape(labels, [labels.Dims[0], 1, .. labels.Dims[1..]]).OfType(DataType.Float);
        Value each = a.Repeat(label, 1, classes);
        int[] along = [.. Enumerable.Range(0, logs.Rank).Select(axis => axis == 1 ? classes : 1)];
        Pairing same = new("Matches", "x == y ? 1 : 0", static (x, y) => x == y ? 1 : 0), times = Pairing.Multiply with { Learns = false };
        Value chosen = a.Pair(same, each, Value.Of(Tensor.Of(DataType.Float, along, static i => i)));
        if (c.Node.Has("ignore_index"))
        {
            double ignored = c.Node.Int("ignore_index", 0);
            chosen = a.Multiply(
                chosen, a.Formula(each, "Counts", "x == ignored ? 0 : 1", static _ => 0, "ignored", ignored));
        }

        if (c.FindConstant(2, "weights") is { } weights)
        {
            chosen = a.Pair(times, chosen, Value.Of(weights.Reshaped(along)));
        }

        long[] dims = [logs.Dims[0], .. logs.Dims[2..]];
        Value Over(Value value) => Algebra.Algebra.Reshape(a.Reduce(Reduction.Sum, value, 1), dims);
        Value losses = a.Formula(Over(a.Multiply(chosen, logs)), "Neg", "-x", static x => -x);
        int[] axes = [.. Enumerable.Range(0, dims.Length)];
        Value Total(Value value) => Algebra.Algebra.Reshape(a.Reduce(Reduction.Sum, value, axes));
        return c.Node.Text("reduction", "mean") switch
        {
            "none" => losses,
            "sum" => Total(losses),
            _ => a.Divide(Total(losses), Total(Over(chosen))),
        };
    }
}
