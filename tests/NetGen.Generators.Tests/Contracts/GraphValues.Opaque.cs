namespace NetGen.Generators.Tests.Contracts;

/// <content>The kernels of the runtime.</content>
internal sealed partial class GraphValues
{
    private double[] Opaque(OpaqueNode node)
    {
        double[] result = new double[Count(node.Shape, _samples)], first = _values[node.Inputs[0]];
        double[] second = node.Inputs.Count > 1 ? _values[node.Inputs[1]] : first;
        switch (node.Kernel)
        {
            case GatherKernel { Width: int width }:
                for (int i = 0; i < result.Length; i++)
                {
                    result[i] = second[((int)first[i / width] * width) + (i % width)];
                }

                break;
            case GatherGradientKernel { Width: int width }:
                for (int i = 0; i < second.Length; i++)
                {
                    result[((int)first[i / width] * width) + (i % width)] += second[i];
                }

                break;
            case SumOverSamplesKernel:
                for (int i = 0; i < first.Length; i++)
                {
                    result[i % result.Length] += first[i];
                }

                break;
            case VectorSumKernel:
                result[0] = first.Sum();
                break;
            case VectorAddKernel:
                first.CopyTo(result, 0);
                break;
            case RowNormKernel { Columns: int columns }:
                for (int r = 0; r < result.Length; r++)
                {
                    result[r] = Math.Sqrt(first.Skip(r * columns).Take(columns).Sum(weight => weight * weight));
                }

                break;
            case RowNormGradientKernel { Columns: int columns }:
                double[] dNorm = _values[node.Inputs[2]];
                for (int i = 0; i < result.Length; i++)
                {
                    result[i] = dNorm[i / columns] * first[i] / second[i / columns];
                }

                break;
            case RotationKernel rotation:
                Rotate(node, rotation, first, result);
                break;
            case ProductKernel product:
                Multiply(product, first, second, result);
                break;
            case AttentionDifferenceKernel difference:
                Divide(node, difference, result);
                break;
            case AttentionKernel attention:
                Attend(node, attention, result);
                break;
            case BatchLogSumKernel { Width: int width }:
                for (int i = 0; i < _samples; i++)
                {
                    result[i] = Math.Log(Enumerable.Range(0, _samples).Sum(j => Math.Exp(Dot(first, i, second, j, width))));
                }

                break;
            case BatchPairGradientKernel { Width: int width, IsOfOther: bool isOfOther }:
                double[] logSum = _values[node.Inputs[2]], slope = _values[node.Inputs[3]];
                for (int k = 0; k < _samples * result.Length; k++)
                {
                    int i = k % result.Length / width, j = k / result.Length, of = isOfOther ? j : i;
                    result[k % result.Length] +=
                        Math.Exp(Dot(first, i, second, j, width) - logSum[of]) * slope[of] * second[(j * width) + (k % width)];
                }

                break;
            default:
                throw new NotSupportedException($"The interpreter knows no {node.Kernel.Method}; write it down here.");
        }

        return result;
    }

    private static double Dot(double[] a, int i, double[] b, int j, int width) =>
        Enumerable.Range(0, width).Sum(d => a[(i * width) + d] * b[(j * width) + d]);

    private static void Rotate(OpaqueNode node, RotationKernel kernel, double[] x, double[] result)
    {
        int size = kernel.HeadSize, channels = node.Shape.Channels, sign = kernel.IsInverse ? -1 : 1;
        for (int i = 0; i < x.Length; i++)
        {
            int c = i % channels, t = i / channels % node.Shape.Width, half = size / 2, pair = c % size % half;
            double angle = sign * t / Math.Pow(10000, 2.0 * pair / size);
            result[i] = c >= kernel.Heads * size ? x[i]
                : c % size < half ? (x[i] * Math.Cos(angle)) - (x[i + half] * Math.Sin(angle))
                : (x[i] * Math.Cos(angle)) + (x[i - half] * Math.Sin(angle));
        }
    }

    private void Multiply(ProductKernel kernel, double[] a, double[] b, double[] result)
    {
        int rows = kernel.Rows, columns = kernel.Columns, depth = kernel.Depth;
        for (int i = 0; i < _samples * rows * columns * depth; i++)
        {
            int k = i % depth, column = i / depth % columns, row = i / depth / columns % rows, n = i / depth / columns / rows;
            result[(((n * rows) + row) * columns) + column] += kernel.Scale
                * a[(n * rows * depth) + (kernel.TransposeA ? (k * rows) + row : (row * depth) + k)]
                * b[(n * depth * columns) + (kernel.TransposeB ? (column * depth) + k : (k * columns) + column)];
        }
    }

    /// <summary>Backward computes the weights p once more from queries and keys, and takes no look at what forward kept.</summary>
    private void Attend(OpaqueNode node, AttentionKernel kernel, double[] result)
    {
        bool isBackward = kernel is AttentionBackwardKernel;
        AttentionShape shape = kernel.Shape;
        double[] query = _values[node.Inputs[0]], keyValue = _values[node.Inputs[1]];
        TensorShape source = node.Inputs[1].Shape;
        double[] keyResult = node.Inputs[0] == node.Inputs[1] ? result : _parts[node] = new double[keyValue.Length];
        double[] dy = isBackward ? _values[node.Inputs[5]] : [];
        int mask = isBackward ? 6 : 3;
        double[]? tokens = node.Inputs.Count > mask ? _values[node.Inputs[mask]] : null;
        int heads = shape.Heads.Queries, size = shape.Heads.Size, group = heads / shape.Heads.Keys;
        int queries = node.Inputs[0].Shape.Width, keys = source.Width, outputs = heads * size;
        for (int i = 0; i < _samples * queries * heads; i++)
        {
            int head = i % heads, row = i / heads, n = row / queries, position = row % queries;
            int q = (row * shape.Query.Channels) + (head * size), y = (row * outputs) + (head * size);
            int Key(int j) => (((n * keys) + j) * source.Channels) + shape.KeyOrigin + (head / group * size);
            int Value(int j) => (((n * keys) + j) * source.Channels) + shape.ValueOrigin + (head / group * size);
            double Dot(double[] a, int at, int other) => Enumerable.Range(0, size).Sum(d => a[at + d] * keyValue[other + d]);
            double Mask(int j) =>
                shape.Dropout == 0 ? 1 : Uniform(node.Stream, (i * keys) + j) < shape.Dropout ? 0 : 1 / (1 - shape.Dropout);
            bool IsPadding(int j) => tokens is not null && tokens[(n * keys) + j] == shape.PaddingToken;
            int[] seen = [.. Enumerable.Range(0, keys).Where(j => (!shape.IsCausal || j <= position) && !IsPadding(j))];
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
