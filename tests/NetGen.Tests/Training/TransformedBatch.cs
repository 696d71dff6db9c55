using System.Numerics;
using NetGen.Runtime;

namespace NetGen.Tests.Training;

/// <summary>Batches that a transform changed, without a network.</summary>
internal static class TransformedBatch
{
    /// <summary>Values of samples after a transform.</summary>
    public static T[] Values<T>(BatchTransform transform, Shape shape, T[] values, int seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = values.Length / shape.Size;
        StagedBatch<T> memory = new(FakePlan.Of(shape, classes: 2), count);
        values.CopyTo(memory.Values(0));
        Apply(transform, memory, count, seed);
        return memory.Values(0).ToArray();
    }

    /// <summary>Values of the first and the second input of samples, which were the same before.</summary>
    public static (float[] First, float[] Second) OfTwo(BatchTransform transform, Shape shape, float[] values, int seed = 1)
    {
        int count = values.Length / shape.Size;
        ProgramPlan plan = FakePlan.Of(shape, classes: 2);
        StagedBatch<float> memory = new(plan with { Inputs = [new("first", shape), new("second", shape)] }, count);
        values.CopyTo(memory.Values(0));
        values.CopyTo(memory.Values(1));
        Apply(transform, memory, count, seed);
        return (memory.Values(0).ToArray(), memory.Values(1).ToArray());
    }

    /// <summary>Tokens of samples after a transform.</summary>
    public static int[] Tokens(BatchTransform transform, int vocabulary, int length, int[] tokens, int seed = 1)
    {
        int count = tokens.Length / length;
        ProgramPlan plan = FakePlan.Of(new Shape(length), classes: 2);
        StagedBatch<float> memory = new(plan with { Inputs = [new("input", new Shape(length)) { Vocabulary = vocabulary }] }, count);
        tokens.CopyTo(memory.Tokens(0));
        Apply(transform, memory, count, seed);
        return memory.Tokens(0).ToArray();
    }

    private static void Apply<T>(BatchTransform transform, StagedBatch<T> memory, int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BatchTransforms<T> transforms = new(memory.Signature, new() { Seed = seed, Transforms = [transform] }, () => 0);
        transforms.BeginEpoch();
        transforms.Apply(memory, count, [], 0);
    }
}
