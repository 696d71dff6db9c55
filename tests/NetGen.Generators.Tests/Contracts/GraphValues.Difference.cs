namespace NetGen.Generators.Tests.Contracts;

/// <content>What attention's difference from a reference counts.</content>
internal sealed partial class GraphValues
{
    /// <summary>
    /// p = eˢ·z with z = 1/Σeˢ: products by the mean of the other factor, eˢ by its difference quotient, z by −1/(ΣΣ′): another division
    /// than the kernel's, whose sum is the same.
    /// </summary>
    private void Divide(OpaqueNode node, AttentionDifferenceKernel kernel, double[] result)
    {
        AttentionShape shape = kernel.Shape;
        double[][] q = [_values[node.Inputs[0]], _values[node.Inputs[2]]], kv = [_values[node.Inputs[1]], _values[node.Inputs[3]]];
        double[] dy = _values[node.Inputs[4]];
        double[]? tokens = node.Inputs.Count > 5 ? _values[node.Inputs[5]] : null;
        double[] keyResult = kernel.IsOneValue ? result : _parts[node] = new double[kv[0].Length];
        TensorShape source = node.Inputs[1].Shape;
        int heads = shape.Heads.Queries, size = shape.Heads.Size, group = heads / shape.Heads.Keys;
        int queries = node.Inputs[0].Shape.Width, keys = source.Width;
        double scale = 1 / Math.Sqrt(size);
        for (int i = 0; i < _samples * queries * heads; i++)
        {
            int head = i % heads, row = i / heads, n = row / queries, position = row % queries;
            int at = (row * shape.Query.Channels) + (head * size), y = i * size;
            int Key(int j) => (((n * keys) + j) * source.Channels) + shape.KeyOrigin + (head / group * size);
            int Value(int j) => Key(j) - shape.KeyOrigin + shape.ValueOrigin;
            int[] seen =
            [
                .. Enumerable.Range(0, keys).Where(j =>
                    (!shape.IsCausal || j <= position) && (tokens is null || tokens[(n * keys) + j] != shape.PaddingToken)),
            ];
            double Score(int place, int j) => scale * Enumerable.Range(0, size).Sum(d => q[place][at + d] * kv[place][Key(j) + d]);
            double[][] s = [[.. seen.Select(j => Score(0, j))], [.. seen.Select(j => Score(1, j))]];
            double[][] e = [[.. s[0].Select(Math.Exp)], [.. s[1].Select(Math.Exp)]];
            double[] z = [1 / e[0].Sum(), 1 / e[1].Sum()];
            double[] dp =
                [.. seen.Select(j => Enumerable.Range(0, size).Sum(d => dy[y + d] * (kv[0][Value(j) + d] + kv[1][Value(j) + d]) / 2))];
            double sum = Enumerable.Range(0, seen.Length).Sum(k => dp[k] * (e[0][k] + e[1][k]) / 2);
            for (int k = 0; k < seen.Length; k++)
            {
                double change = s[0][k] - s[1][k], slope = Math.Abs(change) < 1e-12 ? e[0][k] : (e[0][k] - e[1][k]) / change;
                double ds = scale * slope * ((dp[k] * (z[0] + z[1]) / 2) - (sum * z[0] * z[1]));
                double p = ((e[0][k] * z[0]) + (e[1][k] * z[1])) / 2;
                for (int d = 0; d < size; d++)
                {
                    result[at + d] += ds * (kv[0][Key(seen[k]) + d] + kv[1][Key(seen[k]) + d]) / 2;
                    keyResult[Key(seen[k]) + d] += ds * (q[0][at + d] + q[1][at + d]) / 2;
                    keyResult[Value(seen[k]) + d] += p * dy[y + d];
                }
            }
        }
    }
}
