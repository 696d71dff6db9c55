using System.Globalization;
using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Algebra;

/// <content>What moves values and computes nothing.</content>
internal sealed partial class Algebra
{
    /// <summary>Most parts that an axis is cut into and joined again; what is more is a product with a matrix of ones and zeros.</summary>
    private const int MostParts = 16;

    /// <summary>The same elements as other dimensions; those of a batch that is fixed are found again.</summary>
    public static Value Reshape(Value x, params long[] dims)
    {
        if (x.Constant is { } constant)
        {
            return Value.Of(constant.Reshaped(Fold.Dims(dims)));
        }

        int from = x.BatchAxis, to = Array.FindIndex(dims, Batch.Is);
        if (from >= 0 && to < 0)
        {
            throw new UnsupportedException($"the batch of {x} is lost in {Value.Text(dims)}.");
        }

        static double Before(long[] all, int axis) => all.Take(axis).Aggregate(1.0, static (product, dim) => product * dim);
        if (from >= 0 && Before(x.Dims, from) != Before(dims, to))
        {
            throw new UnsupportedException($"samples would meet where {x} becomes {Value.Text(dims)}.");
        }

        return x.As(dims);
    }

    /// <summary>The dimensions in another order.</summary>
    public Value Transpose(Value x, params int[] order)
    {
        if (order.Length != x.Rank || !order.Order().SequenceEqual(Enumerable.Range(0, x.Rank)))
        {
            throw new UnsupportedException($"({string.Join(", ", order)}) is no order of the axes of {x}.");
        }

        if (x.Constant is { } constant)
        {
            return Value.Of(Fold.Transpose(constant, order));
        }

        int[] own = [.. order.Where(axis => x.Dims[axis] != Batch.Marker).Select(axis => x.SampleAxis(axis))];
        return Value.Of(Permuted(x.Step, x.Sample, own), x.Type, [.. order.Select(axis => x.Dims[axis])]);
    }

    /// <summary>The last two dimensions turned around.</summary>
    public Value TurnedAround(Value x) => Transpose(x, [.. Enumerable.Range(0, x.Rank - 2), x.Rank - 1, x.Rank - 2]);

    /// <summary>A sample's axes in another order, in as few steps as three axes at a time allow.</summary>
    private Step Permuted(Step x, int[] sample, int[] order)
    {
        // Axes of one element go along with any other, and neighbours that stay neighbours are one.
        List<List<int>> blocks = [];
        foreach (int axis in order.Where(axis => sample[axis] > 1))
        {
            if (blocks.Count > 0 && IsNext(blocks[^1][^1], axis))
            {
                blocks[^1].Add(axis);
            }
            else
            {
                blocks.Add([axis]);
            }
        }

        if (blocks.Count <= 1)
        {
            return x;
        }

        bool IsNext(int before, int axis) => axis > before && sample.Skip(before + 1).Take(axis - before - 1).All(static dim => dim == 1);
        int Size(IEnumerable<int> axes) => axes.Aggregate(1, (product, axis) => product * sample[axis]);
        int[][] present = [.. blocks.OrderBy(static block => block[0]).Select(static block => block.ToArray())];
        int Place(List<int> block) => Array.FindIndex(present, other => other[0] == block[0]);
        if (blocks.Count <= 3)
        {
            return graph.Permute(graph.Reshape(x, [.. present.Select(Size)]), [.. blocks.Select(Place)]);
        }

        for (int i = blocks.Count - 1; i >= 0; i--)
        {
            int place = Place(blocks[i]);
            if (place > 0)
            {
                int before = Size(present.Take(place).SelectMany(static axes => axes)), n = Size(present[place]);
                int behind = Size(present.Skip(place + 1).SelectMany(static axes => axes));
                x = graph.Permute(graph.Reshape(x, before, n, behind), 1, 0, 2);
                present = [present[place], .. present.Take(place), .. present.Skip(place + 1)];
            }
        }

        return x;
    }

    /// <summary>A part of an axis.</summary>
    public Value Slice(Value x, int axis, int start, int count)
    {
        if (x.Constant is { } constant)
        {
            return Value.Of(Fold.Take(constant, axis, [.. Enumerable.Range(start, count)]));
        }

        if (start == 0 && count == x.Dims[axis])
        {
            return x;
        }

        long[] dims = [.. x.Dims];
        int own = x.SampleAxis(axis);
        dims[axis] = count * (Batch.Is(dims[axis]) ? throw new UnsupportedException($"a part of the batch of {x} is taken.") : 1);
        if (count < 1)
        {
            throw new UnsupportedException($"nothing is left of axis {axis} of {x}.");
        }

        int[] sample = x.Sample;
        (int before, int n, int behind) = Around(sample, own);
        (int[] form, string name, int place) = (before, behind, sample.Length) switch
        {
            (1, 1, _) => ([n], "Features", 0),
            (_, 1, _) => (new[] { before, n }, "Features", 1),
            (1, _, 2) => ([n, behind], "Length", 0),
            (1, _, 3) => (sample, "Channels", 0),
            _ => ([before, n, behind], "Height", 1),
        };
        int[] sliced = [.. form];
        sliced[place] = count;
        if (name == "Length" && count == 1)
        {
            sliced = [behind];
        }

        Step step = graph.Apply(
            "Slice", graph.Reshape(x.Step, form), sliced, string.Create(CultureInfo.InvariantCulture, $"Axis.{name}, {start}, {count}"));
        return Value.Of(step, x.Type, dims);
    }

    /// <summary>Elements along an axis by their places.</summary>
    public Value Take(Value x, int axis, IReadOnlyList<int> places)
    {
        if (places.Any(place => place < 0 || place >= x.Dims[axis]))
        {
            throw new UnsupportedException($"a place beyond axis {axis} of {x} is taken.");
        }

        if (x.Constant is { } constant)
        {
            return Value.Of(Fold.Take(constant, axis, places));
        }

        List<(int Start, int Count)> runs = [];
        foreach (int place in places)
        {
            if (runs.Count > 0 && runs[^1].Start + runs[^1].Count == place)
            {
                runs[^1] = (runs[^1].Start, runs[^1].Count + 1);
            }
            else
            {
                runs.Add((place, 1));
            }
        }

        return runs.Count switch
        {
            0 => throw new UnsupportedException($"nothing is left of axis {axis} of {x}."),
            <= MostParts => Concat([.. runs.Select(run => Slice(x, axis, run.Start, run.Count))], axis),
            _ => AlongAxis(x, axis, places.Count, (to, from) => places[to] == from ? 1 : 0),
        };
    }

    /// <summary>Values one behind the other along an axis.</summary>
    public Value Concat(IReadOnlyList<Value> parts, int axis)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        if (parts.All(static part => part.IsConstant))
        {
            return Value.Of(Fold.Concat([.. parts.Select(static part => part.Constant!)], axis));
        }

        Value model = parts.First(static part => !part.IsConstant);
        if (model.Dims[axis] == Batch.Marker)
        {
            throw new UnsupportedException($"values are joined along the batch of {model}.");
        }

        int own = model.SampleAxis(axis);
        List<Value> all = [];
        foreach (Value part in parts)
        {
            Value value = part.IsConstant ? Constant(part, model, axis) : part;
            if (value.Rank != model.Rank || value.Dims.Where((dim, i) => i != axis && dim != model.Dims[i]).Any())
            {
                throw new UnsupportedException($"{value} and {model} are joined along axis {axis}, but differ along another.");
            }

            all.Add(value);
        }

        long[] dims = [.. model.Dims];
        dims[axis] = all.Sum(part => part.Dims[axis]);
        int[][] forms = [.. all.Select(part => Around(part.Sample, own) switch
        {
            (1, var n, 1) => [n],
            (var before, var n, 1) => new[] { before, n },
            (1, _, _) when part.Sample.Length == 3 => part.Sample,
            (1, var n, var behind) => [n * behind],
            (var before, var n, var behind) => [before, n * behind],
        })];
        int channel = forms[0].Length == 3 ? 0 : forms[0].Length - 1;
        int[] joined = [.. forms[0]];
        joined[channel] = forms.Sum(form => form[channel]);
        Step[] steps = [.. all.Select((part, i) => graph.Reshape(part.Step, forms[i]))];
        return Value.Of(graph.Add(new() { Kind = "Concat", Inputs = steps, Form = joined, Joins = true }), model.Type, dims);
    }

    /// <summary>A value as large as the dimensions, repeated along what it has one of.</summary>
    public Value Expand(Value x, long[] dims)
    {
        if (x.Constant is { } constant)
        {
            return Value.Of(Fold.Expand(constant, dims));
        }

        Value y = Reshape(x, [.. Enumerable.Repeat(1L, Math.Max(0, dims.Length - x.Rank)), .. x.Dims]);
        for (int axis = 0; axis < dims.Length; axis++)
        {
            if (y.Dims[axis] != dims[axis])
            {
                y = y.Dims[axis] == 1 && !Batch.Is(dims[axis])
                    ? Repeat(y, axis, (int)dims[axis])
                    : throw new UnsupportedException($"{x} does not fill {Value.Text(dims)}.");
            }
        }

        return y;
    }

    /// <summary>The whole value again and again along an axis.</summary>
    public Value Repeat(Value x, int axis, int times)
    {
        int n = (int)Math.Min(x.Dims[axis], int.MaxValue);
        return times <= MostParts
            ? Concat([.. Enumerable.Repeat(x, times)], axis)
            : AlongAxis(x, axis, checked(n * times), (to, from) => to % n == from ? 1 : 0);
    }

    /// <summary>y[…, i, …] = Σ m[i, j] · x[…, j, …]: a matrix that training leaves alone.</summary>
    public Value AlongAxis(Value x, int axis, int count, Func<int, int, double> matrix)
    {
        int n = (int)x.Dims[axis], own = x.SampleAxis(axis);
        int[] dims = Fold.Dims([count, n]);
        Tensor weight = Tensor.Of(global::Onnx.TensorProto.Types.DataType.Double, dims, i => matrix(i / n, i % n));
        if (x.Constant is not null)
        {
            throw new UnsupportedException("a constant is computed in a way that is not folded.");
        }

        int[] order = [.. Enumerable.Range(0, x.Rank).Where(i => i != axis), axis];
        Value turned = Transpose(x, order);
        (int before, _, _) = Around(turned.Sample, turned.Sample.Length - 1);
        Step rows = before == 1 ? graph.Reshape(turned.Step, n) : graph.Reshape(turned.Step, before, n);
        Step step = graph.Add(new()
        {
            Kind = "Linear", Inputs = [rows], Form = [.. rows.Form[..^1], count], Before = Text(count), After = "Bias = false",
            Weights = [Weight.Of("weight", weight, count, n)], IsFrozen = true,
        });
        Value product = Value.Of(step, x.Type, [.. turned.Dims[..^1], count]);
        int[] back = [.. Enumerable.Range(0, x.Rank).Select(i => Array.IndexOf(order, i))];
        return Transpose(product, back);
    }

    /// <summary>A constant as a value of each sample: what begins as the constant, and is trained where the constant is a weight.</summary>
    /// <param name="constant">The constant, in which a batch has one element.</param>
    /// <param name="model">A value of the network that has the batch.</param>
    /// <param name="axis">The axis along which their sizes differ; −1 for none.</param>
    /// <param name="trains">Whether it is learnt, as what is put beside a sequence is.</param>
    public Value Constant(Value constant, Value model, int axis = -1, bool trains = true)
    {
        long[] dims = [.. Enumerable.Repeat(1L, Math.Max(0, model.Rank - constant.Rank)), .. constant.Dims];
        if (model.BatchAxis is >= 0 and var batch && batch != axis && dims[batch] == 1)
        {
            dims[batch] = model.Dims[batch];
        }

        Tensor numbers = constant.Constant!;
        int n = numbers.Count;
        Step first = graph.Apply("Slice", graph.Reshape(model.Step, model.Step.Size), [1], "Axis.Features, 0, 1");
        Step nothing = graph.Activation("Apply", first, Method("Nothing", "x", "0 * x"));
        Step step = graph.Add(new()
        {
            Kind = "Linear", Inputs = [nothing], Form = [n], Before = Text(n), IsFrozen = !trains,
            Weights = [Weight.Of("weight", Tensor.Of(numbers.Type, [n, 1], _ => 0), n, 1), Weight.Of("bias", Safe(numbers), n)],
        });
        return Value.Of(step, constant.Type, dims);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>"nameof(Method)".</summary>
    public string Method(string name, string parameters, string formula) => $"nameof({methods.Of(name, parameters, formula)})";

    /// <summary>Numbers that a file of weights may hold.</summary>
    public static Tensor Safe(Tensor numbers) =>
        numbers.AllFinite() ? numbers : Tensor.Of(numbers.Type == global::Onnx.TensorProto.Types.DataType.Double
        ? numbers.Type
        : global::Onnx.TensorProto.Types.DataType.Float, numbers.Dims, i => Import.Graph.Methods.Finite(numbers[i]));
}
