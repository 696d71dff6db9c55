using NetGen.Numerics;

namespace NetGen.Tests.Numerics.Kernels;

/// <summary>Attention and its gradients as plain loops, with all pairs at hand.</summary>
internal sealed class NaiveAttention
{
    private readonly AttentionShape _shape;
    private readonly uint _step;
    private readonly uint _key;

    public NaiveAttention(
        AttentionShape shape, int batch, double[] q, double[] k, double[] v, int[] tokens, double[] dy, uint step, uint seed)
    {
        _shape = shape;
        _step = step;
        _key = unchecked(seed + shape.Stream);
        int rows = batch * shape.Queries;
        Output = new double[rows * shape.Heads * shape.HeadSize];
        LogSum = new double[rows * shape.Heads];
        QueryGradient = new double[q.Length];
        KeyGradient = new double[k.Length];
        ValueGradient = new double[v.Length];
        for (int n = 0; n < batch; n++)
        {
            for (int h = 0; h < shape.Heads; h++)
            {
                for (int i = 0; i < shape.Queries; i++)
                {
                    Row(n, h, i, q, k, v, tokens, dy);
                }
            }
        }
    }

    public double[] Output { get; }

    public double[] LogSum { get; }

    public double[] QueryGradient { get; }

    public double[] KeyGradient { get; }

    public double[] ValueGradient { get; }

    private void Row(int n, int h, int i, double[] q, double[] k, double[] v, int[] tokens, double[] dy)
    {
        AttentionShape s = _shape;
        int size = s.HeadSize, row = (n * s.Queries) + i, shared = h * s.KeyValueHeads / s.Heads;
        int qAt = s.QueryOrigin + (row * s.QueryPitch) + (h * size), yAt = ((row * s.Heads) + h) * size;
        double scale = 1 / Math.Sqrt(size);
        var scores = new double[s.Keys];
        for (int j = 0; j < s.Keys; j++)
        {
            bool seen = (!s.Causal || j <= s.Past + i) && (s.PaddingToken < 0 || tokens[(n * s.Keys) + j] != s.PaddingToken);
            scores[j] = seen ? scale * Dot(q, qAt, k, KeyAt(j), size) : double.NegativeInfinity;
        }

        double largest = scores.Length == 0 ? double.NegativeInfinity : scores.Max();
        double sum = double.IsNegativeInfinity(largest) ? 0 : scores.Sum(x => Math.Exp(x - largest));
        LogSum[(row * s.Heads) + h] = sum == 0 ? double.NegativeInfinity : largest + Math.Log(sum);
        if (sum == 0)
        {
            return;
        }

        double whole = 0;
        for (int j = 0; j < s.Keys; j++)
        {
            double p = Math.Exp(scores[j] - largest) / sum, kept = Kept(n, h, i, j);
            for (int c = 0; c < size; c++)
            {
                Output[yAt + c] += p * kept * v[ValueAt(j) + c];
                ValueGradient[ValueAt(j) + c] += p * kept * dy[yAt + c];
            }

            whole += p * kept * Dot(dy, yAt, v, ValueAt(j), size);
        }

        for (int j = 0; j < s.Keys; j++)
        {
            double p = Math.Exp(scores[j] - largest) / sum;
            double ds = scale * p * ((Kept(n, h, i, j) * Dot(dy, yAt, v, ValueAt(j), size)) - whole);
            for (int c = 0; c < size; c++)
            {
                QueryGradient[qAt + c] += ds * k[KeyAt(j) + c];
                KeyGradient[KeyAt(j) + c] += ds * q[qAt + c];
            }
        }

        int KeyAt(int j) => s.KeyOrigin + (((n * s.KeyRows) + j) * s.KeyPitch) + (shared * size);
        int ValueAt(int j) => s.ValueOrigin + (((n * s.KeyRows) + j) * s.ValuePitch) + (shared * size);
    }

    private double Kept(int n, int h, int i, int j)
    {
        uint pair = unchecked((uint)((((((n * _shape.Heads) + h) * _shape.Keys) + j) * _shape.Queries) + i));
        return _shape.Dropout == 0 ? 1 : Philox.Uniform(pair, _step, _key) >= _shape.Dropout ? 1 / (1 - _shape.Dropout) : 0;
    }

    private static double Dot(double[] a, int atA, double[] b, int atB, int length)
    {
        double sum = 0;
        for (int c = 0; c < length; c++)
        {
            sum += a[atA + c] * b[atB + c];
        }

        return sum;
    }
}
