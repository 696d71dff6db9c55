namespace NetGen.Generators.Tests.Contracts;

/// <content>Values compared, and normalized sample by sample.</content>
internal sealed partial class Reference
{
    private static Tensor Similarity(Tensor x, Tensor other, Arguments a)
    {
        double epsilon = a.Number("Epsilon");
        return x.Like((n, _, i, j) => Compare(x.Row(n, i, j), other.Row(n, i, j)), channels: 1);

        double Compare(double[] left, double[] right)
        {
            double[] differences = [.. left.Zip(right, (p, q) => Math.Abs(p - q))];
            return a.Enum<SimilarityMetric>("Metric") switch
            {
                SimilarityMetric.L1 => differences.Sum(),
                SimilarityMetric.L2 => Math.Sqrt(differences.Sum(d => d * d)),
                _ => left.Zip(right, (p, q) => p * q).Sum() / Norm(left) / Norm(right),
            };
        }

        double Norm(double[] row) => Math.Max(Math.Sqrt(row.Sum(v => v * v)), epsilon);
    }

    private Tensor GroupNorm(Tensor x, Arguments a, string label, int groups)
    {
        double epsilon = a.Number("Epsilon");
        double[]? scale = FindOptional($"{label}.weight"), shift = FindOptional($"{label}.bias");
        int size = x.Channels / groups;
        return x.Like((n, c, y, z) =>
        {
            double[] group = [.. from k in Enumerable.Range(c / size * size, size) from p in Pixels(x) select x[n, k, p.Y, p.X]];
            double mean = group.Average(), variance = group.Average(v => (v - mean) * (v - mean));
            return ((x[n, c, y, z] - mean) / Math.Sqrt(variance + epsilon) * (scale?[c] ?? 1)) + (shift?[c] ?? 0);
        });
    }
}
