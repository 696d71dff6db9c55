using NetGen.Onnx.Import.Algebra;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Quantized numbers: read as what they stand for.</summary>
internal static class Quantization
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("DequantizeLinear", Dequantize);
        all.Add("QuantizeLinear", Quantize);
    }

    /// <summary>(x − zero point) · scale.</summary>
    private static Value Dequantize(OperatorContext c)
    {
        Value x = c.X;
        Value scale = Along(c, c.Constant(1, "scale"));
        DataType type = (DataType)c.Node.Int("output_dtype", 0) is var wanted && wanted != DataType.Undefined ? wanted : scale.Type;
        Value shifted = c.FindConstant(2, "zero point") is { } zero
            ? c.Algebra.Pair(Pairing.Subtract with { Learns = false }, x.OfType(DataType.Float), Along(c, zero).OfType(DataType.Float))
            : x.OfType(DataType.Float);
        return c.Algebra.Pair(Pairing.Multiply with { Learns = false }, shifted, scale.OfType(DataType.Float)).OfType(type);
    }

    /// <summary>round(x / scale) + zero point, within what the type holds.</summary>
    private static Value Quantize(OperatorContext c)
    {
        Tensor scale = c.Constant(1, "scale");
        Tensor? zero = c.FindConstant(2, "zero point");
        DataType type = zero?.Type ?? ((DataType)c.Node.Int("output_dtype", 0) is var wanted && wanted != DataType.Undefined
            ? wanted : DataType.Uint8);
        (double least, double most) = type switch
        {
            DataType.Int8 => ((double)sbyte.MinValue, (double)sbyte.MaxValue),
            DataType.Uint8 => (byte.MinValue, byte.MaxValue),
            DataType.Int16 => (short.MinValue, short.MaxValue),
            DataType.Uint16 => (ushort.MinValue, ushort.MaxValue),
            _ => throw new UnsupportedException($"{type} is no type of numbers that a network has."),
        };
        Algebra.Algebra a = c.Algebra;
        Value divided = a.Pair(Pairing.Divide with { Learns = false }, c.X, Along(c, scale));
        Value rounded = a.Formula(divided, "Round", "M.Round(x)", Math.Round);
        Value shifted = zero is null ? rounded : a.Pair(Pairing.Add with { Learns = false }, rounded, Along(c, zero).OfType(rounded.Type));
        Value bounded = a.Pair(Pairing.Min, a.Pair(Pairing.Max, shifted, OperatorContext.Number(least)), OperatorContext.Number(most));
        return bounded.OfType(type);
    }

    /// <summary>One number for all, one for each element of an axis, or one for each block of them.</summary>
    private static Value Along(OperatorContext c, Tensor numbers)
    {
        if (numbers.Count == 1)
        {
            return Value.Of(numbers.Reshaped());
        }

        int axis = c.X.Axis(c.Node.Int("axis", 1));
        int block = (int)Math.Clamp(c.Node.Int("block_size", 0), 0, int.MaxValue);
        if (block > 0 && !Batch.Is(c.X.Dims[axis]))
        {
            int n = (int)c.X.Dims[axis];
            return Value.Of(Folding.Fold.Take(numbers, axis, [.. Enumerable.Range(0, n).Select(i => i / block)]));
        }

        int[] dims = [.. Enumerable.Range(0, c.X.Rank).Select(i => i == axis ? numbers.Count : 1)];
        return Value.Of(numbers.Reshaped(dims));
    }
}
