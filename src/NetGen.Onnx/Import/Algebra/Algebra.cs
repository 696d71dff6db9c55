using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Algebra;

/// <summary>
/// What operators are made of: functions of values that fold constants and make steps of the rest. A step's output holds the values of a
/// sample row by row, in whatever form served; how ONNX counts its dimensions stands in the <see cref="Value"/>.
/// </summary>
/// <param name="graph">Where the steps go.</param>
/// <param name="methods">The formulas without an attribute.</param>
internal sealed partial class Algebra(StepGraph graph, Methods methods)
{
    public StepGraph Graph => graph;

    public Methods Methods => methods;

    /// <summary>A constant of the type of another value.</summary>
    public static Value Number(double number, DataType type = DataType.Float) => Value.Of(Tensor.Scalar(type, number));

    /// <summary>An operation that treats an axis, or several as one, as NetGen's channels; the other dimensions are rows of it.</summary>
    /// <param name="x">A value.</param>
    /// <param name="axis">The first of the sample's axes.</param>
    /// <param name="count">How many.</param>
    /// <param name="operation">Keeps the form.</param>
    public Value OverChannels(Value x, int axis, int count, Func<Step, Step> operation)
    {
        (int before, int n, int behind) = Around(x.Sample, axis, count);
        if (behind == 1)
        {
            return x.With(operation(before == 1 ? graph.Reshape(x.Step, n) : graph.Reshape(x.Step, before, n)));
        }

        if (before > 1)
        {
            Step turned = graph.Permute(graph.Reshape(x.Step, before, n, behind), 1, 0, 2);
            return x.With(graph.Permute(operation(turned), 1, 0, 2));
        }

        int[] sample = x.Sample;
        if (sample.Length == 2)
        {
            // Channels before positions: a sequence has them the other way around.
            return x.With(graph.Permute(operation(graph.Permute(graph.Reshape(x.Step, n, behind), 1, 0)), 1, 0));
        }

        return x.With(operation(sample.Length == 3 && count == 1
            ? graph.Reshape(x.Step, sample)
            : graph.Reshape(x.Step, n, behind, 1)));
    }

    /// <summary>The value in the form that its own dimensions have.</summary>
    public Step Natural(Value x) => graph.Reshape(x.Step, Form(x.Sample));

    /// <summary>At most three dimensions: what is more in the middle is one.</summary>
    public static int[] Form(int[] sample) => sample.Length switch
    {
        0 => [1],
        <= 3 => sample,
        _ => [sample[0], sample[1..^1].Aggregate(static (product, dim) => product * dim), sample[^1]],
    };

    /// <summary>Elements before an axis, along it and behind it; several axes count as one.</summary>
    public static (int Before, int Count, int Behind) Around(int[] sample, int axis, int count = 1)
    {
        static int Product(IEnumerable<int> dims) => dims.Aggregate(1, static (product, dim) => product * dim);
        return (Product(sample.Take(axis)), Product(sample.Skip(axis).Take(count)), Product(sample.Skip(axis + count)));
    }
}
