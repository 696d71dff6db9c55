using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Shapes: what computes them, and what gives values others.</summary>
internal static class Shapes
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("Constant", Constant);
        all.Add("ConstantOfShape", ConstantOfShape);
        all.Add("Shape", Shape);
        all.Add("Size", static c => Value.Of(
            new Tensor(DataType.Int64, [], [c.X.Dims.Aggregate(1L, static (product, dim) => checked(product * dim))])));
        all.Add("Range", Range);
        all.Add("Reshape", Reshape);
        all.Add("Flatten", Flatten);
        all.Add("Squeeze", Squeeze);
        all.Add("Unsqueeze", Unsqueeze);
        all.Add("Transpose", static c => c.Algebra.Transpose(c.X, Order(c)));
        all.Add("Expand", static c => Expand(c));
        all.Add("Tile", Tile);
        all.Add("DepthToSpace", DepthToSpace);
        all.Add("SpaceToDepth", SpaceToDepth);
    }

    private static Value Constant(OperatorContext c)
    {
        OnnxNode node = c.Node;
        Tensor constant = node switch
        {
            _ when node.Has("value") => node.Tensor("value")!,
            _ when node.Has("value_float") => Tensor.Scalar(DataType.Float, node.Float("value_float", 0)),
            _ when node.Has("value_int") => new Tensor(DataType.Int64, [], [node.Int("value_int", 0)]),
            _ when node.Has("value_ints") => Tensor.Integers(node.Ints("value_ints")!),
            _ when node.Has("value_floats") && node.Floats("value_floats") is { } floats =>
                Tensor.Of(DataType.Float, [floats.Length], i => floats[i]),
            _ => throw new UnsupportedException("it is a constant that is no tensor of numbers."),
        };
        return Value.Of(constant);
    }

    private static Value ConstantOfShape(OperatorContext c)
    {
        Tensor? value = c.Node.Tensor("value");
        DataType type = value?.Type ?? DataType.Float;

        // The same for all samples: one for them all.
        int[] dims = Fold.Dims(c.Constant(0, "shape").ToIntegers().Select(static dim => dim == Batch.Marker ? 1 : dim));
        return Value.Of(value is { IsInteger: true }
            ? Tensor.OfIntegers(type, dims, _ => value.Integer(0))
            : Tensor.Of(type, dims, _ => value?[0] ?? 0));
    }

    private static Value Shape(OperatorContext c)
    {
        int rank = c.X.Rank;
        int Place(long place) => (int)Math.Clamp(place < 0 ? place + rank : place, 0, rank);
        int start = Place(c.Node.Int("start", 0)), end = Place(c.Node.Int("end", rank));
        return Value.Of(Tensor.Integers(end > start ? c.X.Dims[start..end] : []));
    }

    private static Value Range(OperatorContext c)
    {
        Tensor start = c.Constant(0, "start"), limit = c.Constant(1, "limit"), delta = c.Constant(2, "delta");
        if (delta[0] == 0 || (start.IsInteger && Batch.Is(limit.Integer(0))))
        {
            throw new UnsupportedException("it counts by 0, or the samples of a batch.");
        }

        int count = Fold.Dims([(long)Math.Max(0, Math.Ceiling((limit[0] - start[0]) / delta[0]))])[0];
        return Value.Of(start.IsInteger
            ? Tensor.OfIntegers(start.Type, [count], i => start.Integer(0) + (i * delta.Integer(0)))
            : Tensor.Of(start.Type, [count], i => start[0] + (i * delta[0])));
    }

    private static Value Reshape(OperatorContext c)
    {
        long[] shape = c.Constant(1, "shape").ToIntegers();
        return Algebra.Algebra.Reshape(c.X, Target(c.X, shape, c.Node.Flag("allowzero")));
    }

    /// <summary>
    /// The dimensions meant: 0 is as it was, −1 what is left, and where the batch was written as a number it is found again.
    /// </summary>
    private static long[] Target(Value x, long[] shape, bool allowsZero)
    {
        long[] dims = [.. shape];
        for (int i = 0; i < dims.Length; i++)
        {
            if (dims[i] == 0 && !allowsZero)
            {
                dims[i] = i < x.Rank
                    ? x.Dims[i] : throw new UnsupportedException($"dimension {i} of {x} is to be kept, but there is none.");
            }
        }

        int open = Array.IndexOf(dims, -1);
        if (x.IsConstant)
        {
            long known = dims.Where(static dim => dim >= 0).Aggregate(1L, static (product, dim) => checked(product * dim));
            if (open >= 0)
            {
                dims[open] = known == 0 ? 0 : x.Constant!.Count / known;
            }

            return dims.Aggregate(1L, static (product, dim) => checked(product * dim)) == x.Constant!.Count
                ? dims
                : throw new UnsupportedException($"{x} does not become {Value.Text(shape)}.");
        }

        bool hasBatch = x.BatchAxis >= 0;
        double size = x.Size;
        double given = dims.Where(static dim => dim > 0).Aggregate(1.0, static (product, dim) => product * Batch.InSample(dim));
        bool isNamed = dims.Any(Batch.Is);
        if (open >= 0)
        {
            if (hasBatch && !isNamed)
            {
                int place = PlaceOfBatch(x, dims, open);
                if (place != open)
                {
                    // A batch of a number that is known, written beside what is left.
                    given /= dims[place];
                    dims[place] = Batch.Marker;
                    isNamed = true;
                }
            }

            double left = size / given;
            if (left < 1 || left != Math.Floor(left))
            {
                throw new UnsupportedException($"{x} does not become {Value.Text(shape)}.");
            }

            dims[open] = (long)left * (hasBatch && !isNamed ? Batch.Marker : 1);
            return dims;
        }

        if (hasBatch && !isNamed)
        {
            int place = PlaceOfBatch(x, dims, -1);
            double others = dims.Where((_, i) => i != place).Aggregate(1.0, static (product, dim) => product * dim);
            double within = size / others;
            dims[place] = within >= 1 && within == Math.Floor(within)
                ? (long)within * Batch.Marker
                : throw new UnsupportedException($"{x} does not become {Value.Text(shape)}.");
        }

        return dims;
    }

    /// <summary>Where the batch stands in a shape that has a number for it: with as many elements before it as now.</summary>
    private static int PlaceOfBatch(Value x, long[] dims, int open)
    {
        double before = x.Dims.Take(x.BatchAxis).Aggregate(1.0, static (product, dim) => product * dim), product = 1;
        List<int> places = [];
        for (int i = 0; i < dims.Length; i++)
        {
            if (product == before)
            {
                places.Add(i);
            }

            if (i == open)
            {
                break;
            }

            product *= dims[i];
        }

        return places.Count == 0
            ? throw new UnsupportedException(
                $"in {Value.Text(dims.Select(static dim => Math.Max(dim, 1)))} there is no place for the batch of {x}.")
            : places.Contains(x.BatchAxis) ? x.BatchAxis
            : places[0];
    }

    private static Value Flatten(OperatorContext c)
    {
        Value x = c.X;
        long given = c.Node.Int("axis", 1);
        int axis = (int)(given < 0 ? given + x.Rank : given);
        static long Product(IEnumerable<long> dims) => dims.Aggregate(1L, static (product, dim) => checked(product * dim));
        return axis >= 0 && axis <= x.Rank
            ? Algebra.Algebra.Reshape(x, Product(x.Dims.Take(axis)), Product(x.Dims.Skip(axis)))
            : throw new UnsupportedException($"there is no axis {given} in {x}.");
    }

    private static Value Squeeze(OperatorContext c)
    {
        Value x = c.X;
        int[]? axes = c.Axes(1)?.Select(x.Axis).ToArray();
        if (axes?.Any(axis => x.Dims[axis] != 1) == true)
        {
            throw new UnsupportedException(
                $"axis {axes.First(axis => x.Dims[axis] != 1)} of {x} is dropped, but has more than one element.");
        }

        return Algebra.Algebra.Reshape(x, [.. x.Dims.Where((dim, i) => axes is null ? dim != 1 : !axes.Contains(i))]);
    }

    private static Value Unsqueeze(OperatorContext c)
    {
        Value x = c.X;
        long[] axes = c.Axes(1) ?? throw new UnsupportedException("its axes are missing.");
        int rank = x.Rank + axes.Length;
        int[] places = [.. axes.Select(axis => (int)(axis < 0 ? axis + rank : axis))];
        if (places.Any(place => place < 0 || place >= rank) || places.Distinct().Count() < places.Length)
        {
            throw new UnsupportedException($"({string.Join(", ", axes)}) are no new axes of {x}.");
        }

        Queue<long> own = new(x.Dims);
        return Algebra.Algebra.Reshape(x, [.. Enumerable.Range(0, rank).Select(i => places.Contains(i) ? 1 : own.Dequeue())]);
    }

    private static int[] Order(OperatorContext c) =>
        c.Node.Ints("perm") is { } order ? [.. order.Select(axis => (int)axis)] : [.. Enumerable.Range(0, c.X.Rank).Reverse()];

    private static Value Expand(OperatorContext c)
    {
        long[] shape = c.Constant(1, "shape").ToIntegers();
        if (c.X.IsConstant)
        {
            // What is the same for all samples stays one.
            return c.Algebra.Expand(
                c.X, Fold.Broadcast(c.X.Dims, (IReadOnlyList<long>)[.. shape.Select(static dim => dim == Batch.Marker ? 1 : dim)]));
        }

        return c.Algebra.Expand(c.X, Fold.Broadcast(c.X.Dims, (IReadOnlyList<long>)WithBatch(c.X, shape)));
    }

    /// <summary>A batch that was written as a number.</summary>
    private static long[] WithBatch(Value x, long[] shape)
    {
        int place = x.BatchAxis + shape.Length - x.Rank;
        return x.BatchAxis >= 0 && place >= 0 && !shape.Any(Batch.Is)
            ? [.. shape.Select((dim, i) => i == place ? x.Dims[x.BatchAxis] : dim)]
            : shape;
    }

    private static Value Tile(OperatorContext c)
    {
        Value x = c.X;
        long[] times = c.Constant(1, "repeats").ToIntegers();
        if (x.Constant is { } constant)
        {
            for (int axis = 0; axis < times.Length; axis++)
            {
                int n = constant.Dims[axis], many = Batch.Is(times[axis]) ? 1 : Fold.Dims([n * times[axis]])[0];
                constant = many == n ? constant : Fold.Take(constant, axis, [.. Enumerable.Range(0, many).Select(i => i % n)]);
            }

            return Value.Of(constant);
        }

        for (int axis = 0; axis < times.Length; axis++)
        {
            x = times[axis] == 1 ? x : c.Algebra.Repeat(x, x.Axis(axis), Fold.Dims([times[axis]])[0]);
        }

        return x;
    }

    /// <summary>[c, h, w] with c = r·r·k to [k, h·r, w·r].</summary>
    private static Value DepthToSpace(OperatorContext c)
    {
        Value x = Image(c, out long n, out long channels, out long height, out long width);
        long r = c.Node.Int("blocksize", 0);
        if (r < 1 || channels % (r * r) != 0)
        {
            throw new UnsupportedException($"blocks of {r} do not divide {x}.");
        }

        long k = channels / (r * r);
        bool isColumnsFirst = c.Node.Text("mode", "DCR") == "DCR";
        if ((!isColumnsFirst || k == 1) && r <= 64 && n == Batch.Marker && !x.IsConstant)
        {
            Step step = c.Algebra.Graph.Reshape(x.Step, (int)channels, (int)height, (int)width);
            step = c.Algebra.Graph.Apply("PixelShuffle", step, [(int)k, (int)(height * r), (int)(width * r)], $"{r}");
            return Value.Of(step, x.Type, n, k, height * r, width * r);
        }

        Value parts = isColumnsFirst
            ? c.Algebra.Transpose(Algebra.Algebra.Reshape(x, n, r, r, k, height, width), 0, 3, 4, 1, 5, 2)
            : c.Algebra.Transpose(Algebra.Algebra.Reshape(x, n, k, r, r, height, width), 0, 1, 4, 2, 5, 3);
        return Algebra.Algebra.Reshape(parts, n, k, height * r, width * r);
    }

    private static Value SpaceToDepth(OperatorContext c)
    {
        Value x = Image(c, out long n, out long channels, out long height, out long width);
        long r = c.Node.Int("blocksize", 0);
        if (r < 1 || height % r != 0 || width % r != 0)
        {
            throw new UnsupportedException($"blocks of {r} do not divide {x}.");
        }

        Value parts = Algebra.Algebra.Reshape(x, n, channels, height / r, r, width / r, r);
        return Algebra.Algebra.Reshape(c.Algebra.Transpose(parts, 0, 3, 5, 1, 2, 4), n, channels * r * r, height / r, width / r);
    }

    private static Value Image(OperatorContext c, out long n, out long channels, out long height, out long width)
    {
        Value x = c.X;
        if (x.Rank != 4)
        {
            throw new UnsupportedException($"it needs batch, channels, height and width, not {x}.");
        }

        (n, channels, height, width) = (x.Dims[0], x.Dims[1], x.Dims[2], x.Dims[3]);
        return x;
    }
}
