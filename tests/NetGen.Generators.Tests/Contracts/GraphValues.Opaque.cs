namespace NetGen.Generators.Tests.Contracts;

/// <content>The kernels of the runtime.</content>
internal sealed partial class GraphValues
{
    private double[] Opaque(OpaqueNode node)
    {
        double[] result = new double[Count(node.Shape, _samples)], first = _values[node.Inputs[0]];
        double[] second = node.Inputs.Count > 1 ? _values[node.Inputs[1]] : first;
        int width = Number(node, "width");
        switch (node.Kernel.Method)
        {
            case "Embedding.Gather":
                for (int i = 0; i < result.Length; i++)
                {
                    result[i] = second[((int)first[i / width] * width) + (i % width)];
                }

                break;
            case "Embedding.AddGradient":
                for (int i = 0; i < second.Length; i++)
                {
                    result[((int)first[i / width] * width) + (i % width)] += second[i];
                }

                break;
            case "Embedding.SumOverSamples":
                for (int i = 0; i < first.Length; i++)
                {
                    result[i % result.Length] += first[i];
                }

                break;
            case "Rotary.Apply" or "Rotary.ApplyInverse":
                Rotate(node, first, result);
                break;
            case "BatchedProduct.Run":
                Multiply(node, first, second, result);
                break;
            case "Attention.Forward" or "Attention.Backward":
                Attend(node, result);
                break;
            default:
                throw new NotSupportedException($"The interpreter knows no {node.Kernel.Method}; write it down here.");
        }

        return result;
    }

    private static T? Find<T>(OpaqueNode node, string name)
        where T : Setting => node.Kernel.Settings.OfType<T>().SingleOrDefault(setting => setting.Name == name);

    private static int Number(OpaqueNode node, string name) => Find<Field>(node, name)?.Value.Factor ?? 0;

    private static double Number(OpaqueNode node, string name, double otherwise) => Find<Real>(node, name)?.Value ?? otherwise;

    private static void Rotate(OpaqueNode node, double[] x, double[] result)
    {
        int size = Number(node, "headSize"), channels = node.Shape.Channels;
        int sign = node.Kernel.Method == "Rotary.Apply" ? 1 : -1;
        for (int i = 0; i < x.Length; i++)
        {
            int c = i % channels, t = i / channels % node.Shape.Width, half = size / 2, pair = c % size % half;
            double angle = sign * t / Math.Pow(10000, 2.0 * pair / size);
            result[i] = c >= Number(node, "heads") * size ? x[i]
                : c % size < half ? (x[i] * Math.Cos(angle)) - (x[i + half] * Math.Sin(angle))
                : (x[i] * Math.Cos(angle)) + (x[i - half] * Math.Sin(angle));
        }
    }

    private void Multiply(OpaqueNode node, double[] a, double[] b, double[] result)
    {
        int rows = Number(node, "Rows"), columns = Number(node, "Columns"), depth = Number(node, "Depth");
        bool transposeA = Find<Setting>(node, "TransposeA") is not null, transposeB = Find<Setting>(node, "TransposeB") is not null;
        for (int i = 0; i < _samples * rows * columns * depth; i++)
        {
            int k = i % depth, column = i / depth % columns, row = i / depth / columns % rows, n = i / depth / columns / rows;
            result[(((n * rows) + row) * columns) + column] += Number(node, "Scale", 1)
                * a[(n * rows * depth) + (transposeA ? (k * rows) + row : (row * depth) + k)]
                * b[(n * depth * columns) + (transposeB ? (column * depth) + k : (k * columns) + column)];
        }
    }

    /// <summary>Backward computes the weights p once more from queries and keys, and takes no look at what forward kept.</summary>
    private void Attend(OpaqueNode node, double[] result)
    {
        bool isBackward = node.Kernel.Method == "Attention.Backward";
        double[] query = _values[node.Inputs[0]], keyValue = _values[node.Inputs[1]];
        TensorShape source = node.Inputs[1].Shape;
        double[] keyResult = node.Inputs[0] == node.Inputs[1] ? result : _parts[node] = new double[keyValue.Length];
        double[] dy = isBackward ? _values[node.Inputs[5]] : [];
        int mask = isBackward ? 6 : 3;
        double[]? tokens = node.Inputs.Count > mask ? _values[node.Inputs[mask]] : null;
        int heads = Number(node, "Heads"), size = Number(node, "HeadSize"), group = heads / Number(node, "KeyValueHeads");
        int queries = node.Inputs[0].Shape.Width, keys = source.Width, outputs = heads * size;
        for (int i = 0; i < _samples * queries * heads; i++)
        {
            int head = i % heads, row = i / heads, n = row / queries, position = row % queries;
            int q = (row * Number(node, "QueryPitch")) + (head * size), y = (row * outputs) + (head * size);
            int Key(int j) => (((n * keys) + j) * source.Channels) + Number(node, "KeyOrigin") + (head / group * size);
            int Value(int j) => (((n * keys) + j) * source.Channels) + Number(node, "ValueOrigin") + (head / group * size);
            double Dot(double[] a, int at, int other) => Enumerable.Range(0, size).Sum(d => a[at + d] * keyValue[other + d]);
            double Mask(int j) => Find<Setting>(node, "Dropout") is null ? 1
                : Uniform(node.Stream, (i * keys) + j) < Number(node, "Dropout", 0) ? 0 : 1 / (1 - Number(node, "Dropout", 0));
            bool IsPadding(int j) => tokens is not null && tokens[(n * keys) + j] == Number(node, "PaddingToken");
            int[] seen = [.. Enumerable.Range(0, keys).Where(j => (Find<Setting>(node, "Causal") is null || j <= position) && !IsPadding(j))];
            double[] powers = [.. seen.Select(j => Math.Exp(Dot(query, q, Key(j)) / Math.Sqrt(size)))];
            double[] p = [.. powers.Select(power => power / powers.Sum())];
            double inner = isBackward ? seen.Zip(p, (j, pj) => pj * Mask(j) * Dot(dy, y, Value(j))).Sum() : 0;
            foreach ((int j, double pj) in seen.Zip(p))
            {
                double ds = isBackward ? pj * ((Mask(j) * Dot(dy, y, Value(j))) - inner) / Math.Sqrt(size) : 0;
                for (int d = 0; d < size; d++)
                {
                    if (!isBackward)
                    {
                        result[y + d] += pj * Mask(j) * keyValue[Value(j) + d];
                        continue;
                    }

                    result[q + d] += ds * keyValue[Key(j) + d];
                    keyResult[Key(j) + d] += ds * query[q + d];
                    keyResult[Value(j) + d] += pj * Mask(j) * dy[y + d];
                }
            }
        }
    }
}
