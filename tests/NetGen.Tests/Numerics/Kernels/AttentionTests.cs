using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Numerics;
using NetGen.Runtime;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class AttentionTests
{
    private const uint Step = 7;
    private const uint Seed = 99;

    // Kernels may read behind rows, so what lies there is no number.
    private static readonly Dictionary<string, AttentionCase> Cases = new()
    {
        ["one of everything"] = new(1, One(1, 1, 1, 1, 1)),
        ["queries, keys and values side by side"] = new(3, SideBySide(2, 2, 16, 9)),
        ["tiles that are full"] = new(1, SideBySide(1, 1, 64, 128)),
        ["tiles that are not, causal"] = new(2, SideBySide(2, 2, 20, 150) with { Causal = true }),
        ["one query more than a tile, causal"] = new(1, SideBySide(1, 1, 5, 65) with { Causal = true }),
        ["two heads share keys"] = new(2, SideBySide(4, 2, 5, 33) with { Causal = true }),
        ["all heads share keys"] = new(2, SideBySide(4, 1, 16, 70)),
        ["longer keys"] = new(3, One(2, 2, 20, 7, 140)),
        ["shorter keys"] = new(2, One(2, 1, 1, 131, 3)),
        ["keys nobody sees"] = new(2, One(2, 2, 5, 6, 90) with { Causal = true }),
        ["no keys"] = new(2, One(2, 2, 5, 3, 0)),
        ["no queries"] = new(2, One(2, 2, 5, 0, 3)),
        ["a cache"] = new(3, One(2, 1, 16, 4, 77) with { Causal = true, Past = 73, KeyRows = 100 }),
        ["one query of a cache"] = new(2, One(4, 2, 64, 1, 65) with { Causal = true, Past = 64, KeyRows = 128 }),
        ["padding"] = new(4, SideBySide(2, 2, 5, 40) with { PaddingToken = 0 }),
        ["padding, causal"] = new(4, SideBySide(2, 1, 16, 70) with { PaddingToken = 1, Causal = true }),
        ["dropout"] = new(2, SideBySide(2, 2, 20, 66) with { Dropout = 0.3, Stream = 5 }),
        ["dropout, causal, padding, shared keys"] = new(3, SideBySide(4, 2, 5, 37) with { Dropout = 0.5, Causal = true, PaddingToken = 2 }),
        ["scores that overflow without their maximum"] = new(2, SideBySide(1, 1, 16, 20)) { Size = 30 },
    };

    public static TheoryData<string, string> All => Widths.With(Cases.Keys);

    [Theory]
    [MemberData(nameof(All))]
    public void EqualsPlainLoops(string width, string name) => Widths.Run(width, new AttentionTest(Cases[name]));

    private static AttentionShape SideBySide(int heads, int shared, int size, int length) => new()
    {
        Heads = heads,
        KeyValueHeads = shared,
        HeadSize = size,
        Queries = length,
        Keys = length,
        KeyRows = length,
        QueryOrigin = 3,
        QueryPitch = ((heads + (2 * shared)) * size) + 2,
        KeyOrigin = 3 + (heads * size),
        KeyPitch = ((heads + (2 * shared)) * size) + 2,
        ValueOrigin = 3 + ((heads + shared) * size),
        ValuePitch = ((heads + (2 * shared)) * size) + 2,
    };

    private static AttentionShape One(
        int heads, int shared, int size, int queries, int keys) => SideBySide(heads, shared, size, queries) with
    {
        QueryOrigin = 0,
        QueryPitch = heads * size,
        Keys = keys,
        KeyRows = keys,
        KeyOrigin = 2,
        KeyPitch = (2 * shared * size) + 1,
        ValueOrigin = 2 + (shared * size),
        ValuePitch = (2 * shared * size) + 1,
    };

    private sealed record AttentionCase(int Batch, AttentionShape Shape)
    {
        public double Size { get; init; } = 1;
    }

    private readonly struct AttentionTest(AttentionCase test) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            AttentionShape shape = test.Shape;
            int batch = test.Batch;
            bool together = shape.QueryPitch == shape.KeyPitch;
            var random = new Random(shape.Queries + shape.Keys);
            T[] q = NotANumber<T>((batch * shape.Queries * shape.QueryPitch) + shape.QueryOrigin);
            T[] k = together ? q : NotANumber<T>((batch * shape.KeyRows * shape.KeyPitch) + shape.KeyOrigin);
            Fill(q, batch, shape.Queries, shape.Queries, shape.QueryOrigin, shape.QueryPitch, shape.Heads * shape.HeadSize, random);
            Fill(k, batch, shape.KeyRows, shape.Keys, shape.KeyOrigin, shape.KeyPitch, shape.KeyValueHeads * shape.HeadSize, random);
            Fill(k, batch, shape.KeyRows, shape.Keys, shape.ValueOrigin, shape.ValuePitch, shape.KeyValueHeads * shape.HeadSize, random);
            int outputs = batch * shape.Queries * shape.Heads * shape.HeadSize, sums = batch * shape.Queries * shape.Heads;
            T[] dy = NotANumber<T>(outputs);
            Fill(dy, 1, 1, 1, 0, outputs, outputs, random);

            // All of sample 1 is padding.
            int[] tokens = [.. Enumerable.Range(0, batch * shape.Keys)
                .Select(i => i / Math.Max(shape.Keys, 1) == 1 ? shape.PaddingToken : random.Next(3))];
            double[] keys = Wide(k);
            NaiveAttention naive = new(shape, batch, Wide(q), keys, keys, tokens, Wide(dy), Step, Seed);
            for (int threads = 1; threads <= 3; threads += 2)
            {
                T[] y = Numbers.Untouched<T>(outputs + 2), logSum = Numbers.Untouched<T>(sums + 2);
                T[] dq = Numbers.Untouched<T>(q.Length), dk = together ? dq : Numbers.Untouched<T>(k.Length);
                using var team = new ThreadTeam(threads);
                var program = new TeamProgram(worker =>
                {
                    int length = KernelSizes.AttentionScratch(shape.Keys, shape.HeadSize);
                    var scratch = new AlignedBuffer<T>(length);
                    scratch.Span.Fill(T.NaN);
                    ref int noTokens = ref Unsafe.NullRef<int>();
                    ref int seen = ref shape.PaddingToken < 0 ? ref noTokens : ref tokens[0];
                    scratch.At(length) = T.One;
                    Attention.Forward<V, S, T>(
                        worker, shape, ref q[0], ref k[0], ref k[0], ref seen, ref y[0], ref logSum[0], ref scratch[0]);
                    Attention.Backward<V, S, T>(
                        worker, shape, ref q[0], ref k[0], ref k[0], ref seen, ref y[0], ref logSum[0],
                        ref dy[0], ref dq[0], ref dk[0], ref dk[0], ref scratch[0]);
                    Assert.Equal(T.One, scratch.At(length));
                });
                team.Run(program, batch, Step, Seed);

                AssertClose(naive.Output, y.AsSpan(0, outputs), "output");
                AssertClose(naive.LogSum, logSum.AsSpan(0, sums), "log sum");
                Assert.Equal(Numbers.Untouched<T>(2), y.AsSpan(outputs).ToArray());
                Assert.Equal(Numbers.Untouched<T>(2), logSum.AsSpan(sums).ToArray());
                AssertGradient(
                    naive.QueryGradient, q, dq,
                    together ? naive.KeyGradient : null, together ? naive.ValueGradient : null, "query gradient");
                if (!together)
                {
                    AssertGradient(naive.KeyGradient, k, dk, naive.ValueGradient, null, "key gradient");
                }
            }
        }

        private static T[] NotANumber<T>(int count)
            where T : INumberBase<T>
        {
            var numbers = new T[count + Numbers.Spare];
            Array.Fill(numbers, T.CreateChecked(double.NaN));
            return numbers;
        }

        private void Fill<T>(T[] to, int batch, int allRows, int rows, int origin, int pitch, int width, Random random)
            where T : INumberBase<T>
        {
            for (int n = 0; n < batch; n++)
            {
                for (int r = 0; r < rows; r++)
                {
                    for (int c = 0; c < width; c++)
                    {
                        to[origin + (((n * allRows) + r) * pitch) + c] = T.CreateChecked(test.Size * 2 * ((2 * random.NextDouble()) - 1));
                    }
                }
            }
        }

        private static double[] Wide<T>(T[] numbers)
            where T : INumberBase<T>
            => [.. numbers.Select(double.CreateChecked)];

        /// <summary>Where an operand is a number its gradient is the sum of those given; elsewhere nothing was written.</summary>
        private void AssertGradient<T>(double[] first, T[] operand, T[] actual, double[]? second, double[]? third, string what)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var expected = new double[first.Length];
            for (int i = 0; i < first.Length; i++)
            {
                expected[i] = T.IsNaN(operand[i]) ? 777_777 : first[i] + (second?[i] ?? 0) + (third?[i] ?? 0);
            }

            AssertClose<T>(expected, actual, what);
        }

        private void AssertClose<T>(double[] expected, ReadOnlySpan<T> actual, string what)
            where T : INumberBase<T>
        {
            Assert.Equal(expected.Length, actual.Length);

            // A score of the size s is off by s roundings, and so is its probability.
            double rounding = typeof(T) == typeof(float) ? 4e-6 : 8e-15;
            double tolerance = rounding * test.Size * test.Size * test.Size;
            for (int i = 0; i < expected.Length; i++)
            {
                double value = double.CreateChecked(actual[i]);
                Assert.True(
                    value == expected[i] || Math.Abs(value - expected[i]) <= tolerance * (1 + Math.Abs(expected[i])),
                    $"{what}: element {i} is {value} instead of {expected[i]}.");
            }
        }
    }
}
