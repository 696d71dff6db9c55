using NetGen.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>Weights of 8 bits, or their scales, as a network in integers shows and stores them: copies made of its memory.</summary>
internal abstract class QuantizedTensor(string name, Shape shape, Parameter weight)
    : Parameter(name, shape, isTrained: false, isFrozen: false)
{
    /// <summary>What the scales of weights are called.</summary>
    private const string Suffix = "_scale";

    internal override IWeights Weights => weight.Weights;

    /// <summary>The weight in float, row by row a result channel.</summary>
    protected Parameter Weight => weight;

    /// <summary>Weights and their scales.</summary>
    public static IEnumerable<Parameter> Of(Parameter weight) =>
        [new Values(weight), new Scales(weight)];

    /// <summary>Rounds weights to what their integers mean.</summary>
    public static void Round(Parameter weight)
    {
        Span<float> values = weight.Span;
        int depth = values.Length / weight.Shape[0];
        for (int row = 0; row < weight.Shape[0]; row++)
        {
            Span<float> channel = values.Slice(row * depth, depth);
            QuantizedWeights.Round(channel, channel);
        }
    }

    /// <summary>Reads the tensor; the result writes it.</summary>
    public abstract Action Read(SafetensorsFile file);

    internal override Parameter Renamed(string name) => throw new NotSupportedException("Weights in integers have one name.");

    internal override void Read<T>(Span<T> values) => weight.Read(values);

    private sealed class Values(Parameter weight) : QuantizedTensor(weight.Name, weight.Shape, weight)
    {
        public override Type ElementType => typeof(sbyte);

        public override Span<T> AsSpan<T>()
        {
            Span<float> values = Weight.Span;
            sbyte[] integers = new sbyte[values.Length];
            int depth = values.Length / Shape[0];
            for (int row = 0; row < Shape[0]; row++)
            {
                Span<float> channel = values.Slice(row * depth, depth);
                float scale = QuantizedWeights.Scale(channel);
                for (int i = 0; i < depth; i++)
                {
                    integers[(row * depth) + i] = (sbyte)QuantizedWeights.Nearest(channel[i], scale);
                }
            }

            return integers is T[] asked ? asked : throw new InvalidOperationException($"{Name} holds SByte values, not {typeof(T).Name}.");
        }

        public override Action Read(SafetensorsFile file)
        {
            sbyte[] integers = file.ReadSBytes(Name);
            float[] scales = file.ReadSingles(Name + Suffix);
            return () =>
            {
                Span<float> values = Weight.Span;
                int depth = values.Length / scales.Length;
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = scales[i / depth] * integers[i];
                }
            };
        }
    }

    private sealed class Scales(Parameter weight) : QuantizedTensor(weight.Name + Suffix, new(weight.Shape[0]), weight)
    {
        public override Type ElementType => typeof(float);

        public override Span<T> AsSpan<T>()
        {
            Span<float> values = Weight.Span;
            float[] scales = new float[Shape[0]];
            int depth = values.Length / scales.Length;
            for (int row = 0; row < scales.Length; row++)
            {
                scales[row] = QuantizedWeights.Scale(values.Slice(row * depth, depth));
            }

            return scales is T[] asked ? asked : throw new InvalidOperationException($"{Name} holds Single values, not {typeof(T).Name}.");
        }

        public override Action Read(SafetensorsFile file)
        {
            int wrong = Array.FindIndex(file.ReadSingles(Name), scale => !(scale >= 0 && float.IsFinite(scale)));
            return wrong < 0
                ? static () => { }
                : throw new SafetensorsException(file.FileName, Name, FormattableString.Invariant($"element {wrong} is no scale."));
        }
    }
}
