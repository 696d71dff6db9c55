using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Parts of values, by their places.</summary>
internal static class Places
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("Concat", static c => Concat(c));
        all.Add("Split", Split);
        all.Add("Slice", Slice);
        all.Add("Gather", Gather);
        all.Add("GatherElements", GatherElements);
        all.Add("GatherND", GatherNd);
        all.Add("Pad", Pad);
        all.Add("OneHot", OneHot);
        all.Add("Trilu", Trilu);
        all.Add("CumSum", CumSum);
        all.Add("EyeLike", EyeLike);
    }

    private static Value Concat(OperatorContext c) => c.Algebra.Concat([.. c.All], c.Axis(0));

    private static Value[] Split(OperatorContext c)
    {
        Value x = c.X;
        int axis = c.Axis(0), count = c.Node.Outputs.Length;
        long n = x.Dims[axis];
        long[] sizes;
        if ((c.FindConstant(1, "split")?.ToIntegers() ?? c.Node.Ints("split")) is { } given)
        {
            sizes = given;
        }
        else
        {
            count = (int)c.Node.Int("num_outputs", count);
            long part = count > 0 ? (n + count - 1) / count : 0;
            sizes = [.. Enumerable.Range(0, count).Select(i => Math.Max(0, Math.Min(part, n - (i * part))))];
        }

        if (Batch.Is(n) || sizes.Sum() != n || sizes.Length < c.Node.Outputs.Length || sizes.Any(static size => size < 0))
        {
            throw new UnsupportedException($"axis {axis} of {x} is not split into {string.Join(", ", sizes)}.");
        }

        // A part that nobody reads may be empty.
        return
        [
            .. c.Node.Outputs.Select((name, i) => name.Length > 0 && (sizes[i] > 0 || c.Readers(name) > 0 || x.IsConstant)
                ? c.Algebra.Slice(x, axis, (int)sizes.Take(i).Sum(), (int)sizes[i])
                : x),
        ];
    }

    private static Value Slice(OperatorContext c)
    {
        Value x = c.X;
        // Attributes before opset 10.
        long[] starts = c.Node.Ints("starts") ?? c.Constant(1, "starts").ToIntegers();
        long[] ends = c.Node.Ints("ends") ?? c.Constant(2, "ends").ToIntegers();
        long[] axes = c.Axes(3) ?? [.. Enumerable.Range(0, starts.Length).Select(static i => (long)i)];
        long[] steps = c.FindConstant(4, "steps")?.ToIntegers() ?? [.. Enumerable.Repeat(1L, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length)
        {
            throw new UnsupportedException("starts, ends, axes and steps are not equally many.");
        }

        for (int i = 0; i < starts.Length; i++)
        {
            int axis = x.Axis(axes[i]);
            long n = x.Dims[axis], step = steps[i];
            if (step == 0)
            {
                throw new UnsupportedException("a step is 0.");
            }

            long start = Math.Clamp(starts[i] < 0 ? starts[i] + n : starts[i], step < 0 ? -1 : 0, step < 0 ? n - 1 : n);
            long end = Math.Clamp(ends[i] < 0 ? ends[i] + n : ends[i], step < 0 ? -1 : 0, n);
            if (starts[i] == 0 && step == 1 && end == n)
            {
                continue;
            }

            if (Batch.Is(n))
            {
                throw new UnsupportedException($"a part of the batch of {x} is taken.");
            }

            long count = Math.Max(0, step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step);
            x = step == 1
                ? c.Algebra.Slice(x, axis, (int)start, (int)count)
                : c.Algebra.Take(x, axis, [.. Enumerable.Range(0, (int)count).Select(j => (int)(start + (j * step)))]);
        }

        return x;
    }

    private static Value Gather(OperatorContext c)
    {
        Value x = c[0], indices = c[1];
        int axis = c.Axis(0);
        if (indices.Constant is { } places)
        {
            int n = (int)Math.Min(x.Dims[axis], int.MaxValue);
            if (Batch.Is(x.Dims[axis]))
            {
                throw new UnsupportedException($"a part of the batch of {x} is taken.");
            }

            int[] all = [.. places.ToIntegers().Select(place => (int)(place < 0 ? place + n : place))];
            if (all.Any(place => place < 0 || place >= n))
            {
                throw new UnsupportedException($"a place beyond axis {axis} of {x} is taken.");
            }

            return Algebra.Algebra.Reshape(c.Algebra.Take(x, axis, all), [.. x.Dims[..axis], .. indices.Dims, .. x.Dims[(axis + 1)..]]);
        }

        if (x.Constant is not { } table)
        {
            throw new UnsupportedException("both the table and the places in it are computed.");
        }

        // A row of the table for each token: an embedding.
        int[] order = [axis, .. Enumerable.Range(0, x.Rank).Where(i => i != axis)];
        Tensor rows = Fold.Transpose(table, order);
        int vocabulary = rows.Dims[0], width = rows.Count / Math.Max(vocabulary, 1);
        Value vectors = Embedding(c, indices, rows.Reshaped(vocabulary, width));
        Value turned = vectors.As([.. indices.Dims, .. order.Skip(1).Select(i => x.Dims[i])]);
        int[] back =
        [
            .. Enumerable.Range(0, axis).Select(i => indices.Rank + i),
            .. Enumerable.Range(0, indices.Rank),
            .. Enumerable.Range(axis, x.Rank - 1 - axis).Select(i => indices.Rank + i),
        ];
        return c.Algebra.Transpose(turned, back);
    }

    /// <summary>[tokens] → [tokens, width].</summary>
    private static Value Embedding(OperatorContext c, Value tokens, Tensor table)
    {
        (int vocabulary, int width) = (table.Dims[0], table.Dims[1]);
        if (tokens.Step is not { Kind: "TokenInput" } input)
        {
            throw new UnsupportedException("it looks up what is computed, not an input of whole numbers.");
        }

        input.Vocabulary = Math.Min(input.Vocabulary, vocabulary);
        Step step = c.Algebra.Graph.Add(new()
        {
            Kind = "Embedding", Inputs = [input], Form = [input.Size, width], Before = FormattableString.Invariant($"{width}"),
            Weights = [Weight.Of("weight", Algebra.Algebra.Safe(table), vocabulary, width)],
        });
        return Value.Of(step, global::Onnx.TensorProto.Types.DataType.Float, [.. tokens.Dims, width]);
    }

    private static Value GatherElements(OperatorContext c)
    {
        Value x = c[0];
        Tensor indices = c.Constant(1, "indices");
        int axis = c.Axis(0);
        int[] dims = [.. x.Dims.Select(
            static dim => Batch.Is(dim) ? throw new UnsupportedException("places differ from sample to sample.") : (int)dim)];
        int[] strides = Fold.Strides(dims), own = Fold.Strides(indices.Dims);
        int[] places = new int[indices.Count];
        for (int i = 0; i < places.Length; i++)
        {
            long along = indices.Integer(i);
            along = along < 0 ? along + dims[axis] : along;
            for (int d = 0; d < dims.Length; d++)
            {
                places[i] += (d == axis ? (int)along : i / own[d] % indices.Dims[d]) * strides[d];
            }
        }

        return Algebra.Algebra.Reshape(Flat(c, x, places), [.. indices.Dims.Select(static dim => (long)dim)]);
    }

    private static Value GatherNd(OperatorContext c)
    {
        Value x = c[0];
        Tensor indices = c.Constant(1, "indices");
        int batch = (int)c.Node.Int("batch_dims", 0), depth = indices.Dims[^1];
        int[] dims = [.. x.Dims.Select(
            static dim => Batch.Is(dim) ? throw new UnsupportedException("places differ from sample to sample.") : (int)dim)];
        if (batch < 0 || batch + depth > dims.Length || depth < 1)
        {
            throw new UnsupportedException("its places have more dimensions than what they are in.");
        }

        int[] strides = Fold.Strides(dims);
        int slice = dims.Skip(batch + depth).Aggregate(1, static (product, dim) => product * dim), rows = indices.Count / depth;
        int batches = dims.Take(batch).Aggregate(1, static (product, dim) => product * dim), perBatch = rows / Math.Max(batches, 1);
        int[] places = new int[checked(rows * slice)];
        for (int row = 0; row < rows; row++)
        {
            int start = row / perBatch * (batch == 0 ? 0 : strides[batch - 1]);
            for (int d = 0; d < depth; d++)
            {
                long place = indices.Integer((row * depth) + d);
                start += (int)(place < 0 ? place + dims[batch + d] : place) * strides[batch + d];
            }

            for (int i = 0; i < slice; i++)
            {
                places[(row * slice) + i] = start + i;
            }
        }

        long[] shape = [.. indices.Dims[..^1].Select(static dim => (long)dim), .. x.Dims[(batch + depth)..]];
        return Algebra.Algebra.Reshape(Flat(c, x, places), shape);
    }

    private static Value Flat(OperatorContext c, Value x, int[] places) =>
        c.Algebra.Take(Algebra.Algebra.Reshape(x, x.Dims.Aggregate(1L, static (product, dim) => product * dim)), 0, places);

    private static Value Pad(OperatorContext c)
    {
        Value x = c.X;
        long[] pads = c.FindConstant(1, "pads")?.ToIntegers() ?? c.Node.Ints("pads") ?? throw new UnsupportedException(
            "its pads are missing.");
        double filling = c.FindConstant(2, "constant")?[0] ?? c.Node.Float("value", 0);
        int[] axes = c.FindConstant(3, "axes")?.ToIntegers().Select(x.Axis).ToArray() ?? [.. Enumerable.Range(0, x.Rank)];
        string mode = c.Node.Text("mode", "constant");
        if (pads.Length != 2 * axes.Length)
        {
            throw new UnsupportedException($"{pads.Length} numbers are no padding of {axes.Length} axes.");
        }

        // An image's height and width are padded together.
        if (axes.Length == 4 && x is { Rank: 4, IsConstant: false } && filling == 0 && mode != "wrap" && pads.All(static pad => pad >= 0)
            && pads[0] + pads[1] + pads[4] + pads[5] == 0 && x.Dims[0] == Batch.Marker && pads[2] + pads[6] > 0 && pads[3] + pads[7] > 0)
        {
            Step image = c.Algebra.Graph.Reshape(x.Step, x.Sample);
            return Padding.Image(c.Algebra, x, image, mode, (int)pads[2], (int)pads[3], (int)pads[6], (int)pads[7]);
        }

        for (int i = 0; i < axes.Length; i++)
        {
            x = Padding.Axis(c.Algebra, x, axes[i], Fold.Dims([Math.Abs(pads[i])])[0] * Math.Sign(pads[i]),
                Fold.Dims([Math.Abs(pads[axes.Length + i])])[0] * Math.Sign(pads[axes.Length + i]), mode, filling);
        }

        return x;
    }

    private static Value OneHot(OperatorContext c)
    {
        Value indices = c[0];
        int depth = Fold.Dims([c.Constant(1, "depth").Integer(0)])[0];
        Tensor values = c.Constant(2, "values");
        int axis = (int)c.Node.Int("axis", -1);
        axis = axis < 0 ? axis + indices.Rank + 1 : axis;
        int[] order = [.. Enumerable.Range(0, axis), indices.Rank, .. Enumerable.Range(axis, indices.Rank - axis)];
        if (indices.Constant is { } places)
        {
            Tensor table = Tensor.Of(values.Type, [depth, depth], i => values[i / depth == i % depth ? 1 : 0]);
            Tensor rows = Fold.Concat([table, Tensor.Of(values.Type, [1, depth], _ => values[0])], 0);
            int[] taken = [.. places.ToIntegers().Select(
                place => place < -depth || place >= depth ? depth : (int)(place < 0 ? place + depth : place))];
            return c.Algebra.Transpose(
                Algebra.Algebra.Reshape(Value.Of(Fold.Take(rows, 0, taken)), [.. indices.Dims, depth]), order);
        }

        // A number for each class: whether it is the place, from either end.
        Algebra.Algebra a = c.Algebra;
        Value positive = a.Formula(indices, "FromEnd", "x < 0 ? x + depth : x", x => x < 0 ? x + depth : x, "depth", depth);
        Value each = a.Repeat(Algebra.Algebra.Reshape(positive, [.. indices.Dims, 1]), indices.Rank, depth);
        Tensor classes = Tensor.OfIntegers(DataType.Int64, [depth], static i => i);
        Value distance = a.Subtract(each, Value.Of(classes));
        Value chosen = a.Formula(
            distance, "Chosen", "x == 0 ? on : off", static _ => 0, "on, off", values[1], values[0]);
        return a.Transpose(chosen.OfType(values.Type), order);
    }

    private static Value Trilu(OperatorContext c)
    {
        long k = c.FindConstant(1, "k")?.Integer(0) ?? 0;
        bool isUpper = c.Node.Int("upper", 1) != 0;
        (int rows, int columns) = (Fold.Dims([c.X.Dims[^2]])[0], Fold.Dims([c.X.Dims[^1]])[0]);
        bool Keeps(int row, int column) => isUpper ? column - row >= k : column - row <= k;
        Tensor mask = Tensor.OfIntegers(c.X.Type, [rows, columns], i => Keeps(i / columns, i % columns) ? 1 : 0);
        if (c.X.Constant is { } constant)
        {
            return Value.Of(constant.IsInteger
                ? Tensor.OfIntegers(constant.Type, constant.Dims, i => mask.Integer(i % mask.Count) * constant.Integer(i))
                : Tensor.Of(constant.Type, constant.Dims, i => mask.Integer(i % mask.Count) == 0 ? 0 : constant[i]));
        }

        return c.Algebra.Multiply(c.X, Value.Of(mask));
    }

    private static Value CumSum(OperatorContext c)
    {
        int axis = c.X.Axis(c.Constant(1, "axis").Integer(0));
        bool excludes = c.Node.Flag("exclusive"), isReversed = c.Node.Flag("reverse");
        if (c.X.IsConstant)
        {
            throw new UnsupportedException("a constant is computed in a way that is not folded.");
        }

        return c.Algebra.AlongAxis(c.X, axis, (int)c.X.Dims[axis],
            (to, from) => (isReversed ? from >= to : from <= to) && !(excludes && from == to) ? 1 : 0);
    }

    private static Value EyeLike(OperatorContext c)
    {
        int[] dims = Fold.Dims(c.X.Dims);
        long k = c.Node.Int("k", 0);
        var type = (global::Onnx.TensorProto.Types.DataType)c.Node.Int("dtype", (long)c.X.Type);
        return Value.Of(Tensor.Of(type, dims, i => (i % dims[1]) - (i / dims[1]) == k ? 1 : 0));
    }
}
