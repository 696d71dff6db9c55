using NetGen.Onnx.Import.Algebra;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Attention as one operator, and the rotation of its queries and keys.</summary>
internal static class Attentions
{
    /// <summary>What a position that is not looked at has added to its score.</summary>
    private const double Hidden = -1e30;

    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("Attention", Attention);
        all.Add("RotaryEmbedding", Rotary);
    }

    /// <summary>softmax(s · q · kᵀ + mask) · v for each head.</summary>
    private static Value[] Attention(OperatorContext c)
    {
        OnnxNode node = c.Node;
        Algebra.Algebra a = c.Algebra;
        Value q = Heads(c, 0, "q_num_heads"), k = Heads(c, 1, "kv_num_heads"), v = Heads(c, 2, "kv_num_heads");
        if (c.Find(6) is not null)
        {
            throw new UnsupportedException("its sequences have lengths of their own (nonpad_kv_seqlen).");
        }

        bool hasPast = c.Find(4) is not null;
        Value present = hasPast ? a.Concat([c[4], k], 2) : k, presentValues = hasPast ? a.Concat([c[5], v], 2) : v;
        (k, v) = (present, presentValues);
        (long heads, long keyHeads) = (q.Dims[1], k.Dims[1]);
        if (keyHeads < 1 || heads % keyHeads != 0)
        {
            throw new UnsupportedException($"{keyHeads} heads of keys do not serve {heads} of queries.");
        }

        if (heads != keyHeads)
        {
            int[] shared = [.. Enumerable.Range(0, (int)heads).Select(head => (int)(head * keyHeads / heads))];
            (k, v) = (a.Take(k, 1, shared), a.Take(v, 1, shared));
        }

        double scale = node.Float("scale", 1 / Math.Sqrt(q.Dims[3]));
        Value scores = a.Multiply(a.Product(q, a.TurnedAround(k)), OperatorContext.Number(scale));
        long mode = node.Int("qk_matmul_output_mode", 0);
        Value? kept = mode == 0 ? scores : null;

        double cap = node.Float("softcap", 0);
        if (cap > 0)
        {
            scores = a.Formula(scores, "Capped", "cap * M.Tanh(x / cap)", x => cap * Math.Tanh(x / cap), "cap", cap);
        }

        Value capped = scores;
        Value? lookedAt = null;
        if (Mask(c, q, k, hasPast ? (int)c[4].Dims[2] : 0) is { } mask)
        {
            lookedAt = LookedAt(mask);
            scores = a.Pair(Pairing.Add with { Learns = false }, scores, mask);
        }

        Value weights = Activations.Softmax(a, scores, 3);
        if (lookedAt is not null)
        {
            weights = a.Pair(Pairing.Multiply with { Learns = false }, weights, lookedAt);
        }

        kept ??= mode switch { 1 => capped, 2 => scores, _ => weights };
        Value y = a.Product(weights, v);
        if (c[0].Rank == 3)
        {
            y = Algebra.Algebra.Reshape(a.Transpose(y, 0, 2, 1, 3), y.Dims[0], y.Dims[2], y.Dims[1] * y.Dims[3]);
        }

        return [y, present, presentValues, kept];
    }

    /// <summary>[batch, heads, positions, features].</summary>
    private static Value Heads(OperatorContext c, int index, string attribute)
    {
        Value x = c[index];
        if (x.Rank == 4)
        {
            return x;
        }

        long heads = c.Node.Int(attribute, 0);
        return x.Rank == 3 && heads > 0 && x.Dims[2] % heads == 0
            ? c.Algebra.Transpose(Algebra.Algebra.Reshape(x, x.Dims[0], x.Dims[1], heads, x.Dims[2] / heads), 0, 2, 1, 3)
            : throw new UnsupportedException($"{heads} heads do not divide {x}.");
    }

    /// <summary>What is added to the scores; null for nothing.</summary>
    private static Value? Mask(OperatorContext c, Value q, Value k, int past)
    {
        Algebra.Algebra a = c.Algebra;
        Value? mask = c.Find(3);
        if (mask is { Type: DataType.Bool })
        {
            mask = a.Formula(mask, "Masked", $"x == 0 ? {a.Methods.Literal(Hidden)} : 0", static x => x == 0 ? Hidden : 0);
            mask = mask.IsConstant
                ? Value.Of(Tensor.Of(DataType.Float, mask.Constant!.Dims, i => c[3].Constant![i] == 0 ? Hidden : 0))
                : mask.OfType(DataType.Float);
        }

        if (mask is { IsConstant: true })
        {
            mask = Value.Of(Folding.Fold.Map(DataType.Float, mask.Constant!, static x => Math.Max(x, Hidden)));
        }

        int rows = (int)q.Dims[2], columns = (int)k.Dims[2];
        if (mask is not null && mask.Dims[^1] < columns)
        {
            // A mask that is too short hides the rest.
            mask = Padding.Axis(a, mask, mask.Rank - 1, 0, columns - (int)mask.Dims[^1], "constant", Hidden);
        }

        if (!c.Node.Flag("is_causal"))
        {
            return mask;
        }

        Value causal = Value.Of(Tensor.Of(DataType.Float, [rows, columns], i => i % columns > (i / columns) + past ? Hidden : 0));
        return mask is null ? causal : a.Pair(Pairing.Add with { Learns = false }, mask, causal);
    }

    /// <summary>0 for the positions that may look at nothing, whose result is 0; null where there are none.</summary>
    private static Value? LookedAt(Value mask)
    {
        if (mask.Constant is not { } numbers)
        {
            return null;
        }

        Tensor most = Folding.Fold.Reduce(numbers, [numbers.Dims.Length - 1], double.NegativeInfinity, Math.Max);
        Tensor seen = Folding.Fold.Map(DataType.Float, most, static x => x <= Hidden / 2 ? 0 : 1);
        return Enumerable.Range(0, seen.Count).All(i => seen[i] == 1) ? null : Value.Of(seen);
    }

    /// <summary>Pairs of features turned by an angle for each position: (x₁·cos − x₂·sin, x₁·sin + x₂·cos).</summary>
    private static Value Rotary(OperatorContext c)
    {
        OnnxNode node = c.Node;
        Algebra.Algebra a = c.Algebra;
        Value x = c.X;
        bool isFlat = x.Rank == 3;
        if (isFlat)
        {
            long heads = node.Int("num_heads", 0);
            x = heads > 0 && x.Dims[2] % heads == 0
                ? Algebra.Algebra.Reshape(x, x.Dims[0], x.Dims[1], heads, x.Dims[2] / heads)
                : throw new UnsupportedException($"{heads} heads do not divide {x}.");
        }
        else
        {
            x = a.Transpose(x, 0, 2, 1, 3);
        }

        // [batch, positions, heads, features] from here on.
        int size = (int)x.Dims[3], rotated = (int)node.Int("rotary_embedding_dim", 0), half = (rotated == 0 ? size : rotated) / 2;
        Value cos = Table(c, 1, x, half), sin = Table(c, 2, x, half);
        bool isInterleaved = node.Flag("interleaved");
        int[] first = [.. Enumerable.Range(0, half).Select(i => isInterleaved ? 2 * i : i)];
        int[] second = [.. Enumerable.Range(0, half).Select(i => isInterleaved ? (2 * i) + 1 : half + i)];
        Value x1 = a.Take(x, 3, first), x2 = a.Take(x, 3, second);
        Pairing times = Pairing.Multiply with { Learns = false };
        Value y1 = a.Subtract(a.Pair(times, x1, cos), a.Pair(times, x2, sin)), y2 = a.Add(a.Pair(times, x1, sin), a.Pair(times, x2, cos));
        Value turned = a.Concat([y1, y2], 3);
        if (isInterleaved)
        {
            turned = a.Take(turned, 3, [.. Enumerable.Range(0, 2 * half).Select(i => (i / 2) + (i % 2 * half))]);
        }

        Value y = 2 * half == size ? turned : a.Concat([turned, a.Slice(x, 3, 2 * half, size - (2 * half))], 3);
        return isFlat ? Algebra.Algebra.Reshape(y, c.X.Dims) : a.Transpose(y, 0, 2, 1, 3);
    }

    /// <summary>[1 or batch, positions, 1, half] out of a table of all positions, or of what is given for each.</summary>
    private static Value Table(OperatorContext c, int index, Value x, int half)
    {
        Tensor table = c.Constant(index, "angles");
        int positions = (int)x.Dims[1];
        if (c.FindConstant(3, "positions") is { } places)
        {
            Tensor rows = Folding.Fold.Take(
                table, 0, [.. places.ToIntegers().Select(static place => (int)Math.Clamp(place, 0, int.MaxValue))]);
            return Value.Of(rows.Reshaped(places.Count / positions, positions, 1, half));
        }

        return Value.Of(table.Reshaped(table.Count / (positions * half), positions, 1, half));
    }
}
