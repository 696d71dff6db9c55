using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Folding;

/// <summary>Operators on constants: what exporters compute of shapes, and what they do to weights before they are used.</summary>
internal static class Fold
{
    /// <summary>Most numbers that a computed constant has.</summary>
    private const long MostElements = 1 << 27;

    /// <exception cref="UnsupportedException">They are too many.</exception>
    public static int[] Dims(IEnumerable<long> dims)
    {
        long[] all = [.. dims];
        double count = all.Aggregate(1.0, static (product, dim) => product * dim);
        return count <= MostElements && all.All(static dim => dim is >= 0 and <= MostElements)
            ? [.. all.Select(static dim => (int)dim)]
            : throw new UnsupportedException($"a constant of {Graph.Value.Text(all)} is too large.");
    }

    /// <summary>Element by element, of the type.</summary>
    public static Tensor Map(DataType type, Tensor x, Func<double, double> function) => Tensor.Of(type, x.Dims, i => function(x[i]));

    /// <summary>Two tensors element by element, each repeated along what it has one of.</summary>
    public static Tensor Map(DataType type, Tensor x, Tensor y, Func<double, double, double> function)
    {
        int[] dims = Dims(Broadcast(x.Dims, y.Dims));
        Func<int, int> a = Places(dims, x.Dims), b = Places(dims, y.Dims);
        return Tensor.Of(type, dims, i => function(x[a(i)], y[b(i)]));
    }

    /// <summary>The same of whole numbers, exactly.</summary>
    public static Tensor MapIntegers(DataType type, Tensor x, Tensor y, Func<long, long, long> function)
    {
        int[] dims = Dims(Broadcast(x.Dims, y.Dims));
        Func<int, int> a = Places(dims, x.Dims), b = Places(dims, y.Dims);
        return Tensor.OfIntegers(type, dims, i => function(x.Integer(a(i)), y.Integer(b(i))));
    }

    public static Tensor Where(Tensor condition, Tensor x, Tensor y)
    {
        int[] dims = Dims(Broadcast(Broadcast(condition.Dims, x.Dims), y.Dims));
        Func<int, int> c = Places(dims, condition.Dims), a = Places(dims, x.Dims), b = Places(dims, y.Dims);
        return x.IsInteger
            ? Tensor.OfIntegers(x.Type, dims, i => condition[c(i)] != 0 ? x.Integer(a(i)) : y.Integer(b(i)))
            : Tensor.Of(x.Type, dims, i => condition[c(i)] != 0 ? x[a(i)] : y[b(i)]);
    }

    /// <summary>A tensor as large as the shape, repeated along what it has one of.</summary>
    public static Tensor Expand(Tensor x, IEnumerable<long> shape)
    {
        int[] dims = Dims(shape);
        return x.Moved(dims, Places(dims, x.Dims));
    }

    public static Tensor Transpose(Tensor x, int[] order)
    {
        int[] strides = Strides(x.Dims), dims = [.. order.Select(axis => x.Dims[axis])];
        return x.Moved(dims, Places(dims, [.. order.Select(axis => strides[axis])], 0));
    }

    /// <summary>Elements along one axis, by their places.</summary>
    public static Tensor Take(Tensor x, int axis, IReadOnlyList<int> places)
    {
        int[] dims = Dims(x.Dims.Select((dim, i) => (long)(i == axis ? places.Count : dim)));
        int post = x.Dims.Skip(axis + 1).Aggregate(1, static (product, dim) => product * dim), n = x.Dims[axis], count = places.Count;
        return x.Moved(dims, i => (((i / post / count) * n) + places[i / post % count]) * post + (i % post));
    }

    public static Tensor Concat(IReadOnlyList<Tensor> parts, int axis)
    {
        Tensor first = parts[0];
        if (parts.Any(part => part.Dims.Length != first.Dims.Length
            || part.Dims.Where((dim, i) => i != axis && dim != first.Dims[i]).Any()))
        {
            throw new UnsupportedException("constants of shapes that do not fit are joined.");
        }

        int[] dims = Dims(first.Dims.Select((dim, i) => i == axis ? parts.Sum(part => (long)part.Dims[axis]) : dim));
        int post = first.Dims.Skip(axis + 1).Aggregate(1, static (product, dim) => product * dim), whole = dims[axis];
        int[] starts = [.. parts.Select((_, k) => parts.Take(k).Sum(part => part.Dims[axis]))];
        (Tensor Part, int Place) At(int i)
        {
            int along = i / post % whole, k = parts.Count - 1;
            while (starts[k] > along || parts[k].Dims[axis] == 0)
            {
                k--;
            }

            return (parts[k], ((((i / post / whole) * parts[k].Dims[axis]) + along - starts[k]) * post) + (i % post));
        }

        Tensor joined = first.IsInteger
            ? Tensor.OfIntegers(first.Type, dims, i => At(i) is var (part, place) ? part.Integer(place) : 0)
            : Tensor.Of(first.Type, dims, i => At(i) is var (part, place) ? part[place] : 0);
        return parts.All(static part => part.Source is not null)
            ? joined.From(string.Join(" + ", parts.Select(static part => part.Source)))
            : joined;
    }

    /// <summary>Along axes, of which one element each is left.</summary>
    public static Tensor Reduce(Tensor x, int[] axes, double start, Func<double, double, double> function)
    {
        int[] kept = [.. x.Dims.Select((dim, i) => axes.Contains(i) ? 1 : dim)];
        double[] sums = new double[kept.Aggregate(1, static (product, dim) => product * dim)];
        Array.Fill(sums, start);
        int[] strides = Strides(kept);
        Func<int, int> place = Places(x.Dims, [.. strides.Select((stride, i) => axes.Contains(i) ? 0 : stride)], 0);
        for (int i = 0; i < x.Count; i++)
        {
            int to = place(i);
            sums[to] = function(sums[to], x[i]);
        }

        return Tensor.Of(x.Type, kept, i => sums[i]);
    }

    /// <summary>[…, n, k] · […, k, m].</summary>
    public static Tensor Product(Tensor x, Tensor y)
    {
        int n = x.Dims[^2], k = x.Dims[^1], m = y.Dims[^1];
        int[] batch = [.. Broadcast(x.Dims[..^2], y.Dims[..^2]).Select(static dim => (int)dim)], dims = Dims([.. batch, n, m]);
        Func<int, int> a = Places(batch, x.Dims[..^2]), b = Places(batch, y.Dims[..^2]);
        return Tensor.Of(x.Type, dims, i =>
        {
            int row = i / m % n, column = i % m, first = a(i / m / n) * n * k, second = b(i / m / n) * k * m;
            double sum = 0;
            for (int j = 0; j < k; j++)
            {
                sum += x[first + (row * k) + j] * y[second + (j * m) + column];
            }

            return sum;
        });
    }

    /// <exception cref="UnsupportedException">The shapes do not fit.</exception>
    public static long[] Broadcast(IReadOnlyList<long> x, IReadOnlyList<long> y)
    {
        long[] dims = new long[Math.Max(x.Count, y.Count)];
        for (int i = 1; i <= dims.Length; i++)
        {
            long a = i <= x.Count ? x[^i] : 1, b = i <= y.Count ? y[^i] : 1;
            dims[^i] = a == b || b == 1 ? a : a == 1 ? b : throw new UnsupportedException(
                $"{Graph.Value.Text(x)} and {Graph.Value.Text(y)} do not go together element by element.");
        }

        return dims;
    }

    public static long[] Broadcast(IEnumerable<int> x, IEnumerable<int> y) =>
        Broadcast([.. x.Select(static dim => (long)dim)], (IReadOnlyList<long>)[.. y.Select(static dim => (long)dim)]);

    private static long[] Broadcast(IEnumerable<long> x, int[] y) =>
        Broadcast([.. x], (IReadOnlyList<long>)[.. y.Select(static dim => (long)dim)]);

    public static int[] Strides(IReadOnlyList<int> dims)
    {
        int[] strides = new int[dims.Count];
        int stride = 1;
        for (int i = dims.Count - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= dims[i];
        }

        return strides;
    }

    /// <summary>From a place in a shape to that in one that is repeated to it.</summary>
    public static Func<int, int> Places(int[] to, int[] from)
    {
        int[] own = Strides(from), strides = new int[to.Length];
        for (int i = 1; i <= from.Length; i++)
        {
            strides[^i] = from[^i] == 1 ? 0 : from[^i] == to[^i] ? own[^i] : throw new UnsupportedException(
                $"a constant of {string.Join('×', from)} does not fill {string.Join('×', to)}.");
        }

        return Places(to, strides, 0);
    }

    private static Func<int, int> Places(int[] dims, int[] strides, int start) => index =>
    {
        int place = start;
        for (int i = dims.Length - 1; i >= 0; i--)
        {
            place += index % dims[i] * strides[i];
            index /= dims[i];
        }

        return place;
    };
}
