using System.Numerics;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>One input or target of a batch: values, or integers (tokens, labels).</summary>
/// <param name="Name">As in the network's plan.</param>
/// <param name="Shape">Of one sample.</param>
/// <param name="Values">Sample after sample; null for integers.</param>
/// <param name="Integers">Sample after sample; null for values.</param>
/// <param name="Bound">Integers are less than it.</param>
internal sealed record BatchData<T>(string Name, Shape Shape, T[]? Values, int[]? Integers, int Bound)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Labels, not tokens.</summary>
    public bool IsLabels { get; init; }

    /// <summary>What one sample has.</summary>
    public BatchData<T> Sample(int sample, int samples) =>
        this with { Values = Part(Values, sample, samples), Integers = Part(Integers, sample, samples) };

    /// <summary>As a column of a dataset.</summary>
    public DataColumn Column() => (Values, Integers) switch
    {
        (float[] values, _) => DataColumn.Values(values, Shape),
        (double[] values, _) => DataColumn.Values(values, Shape),
        (_, { } labels) when IsLabels => DataColumn.Labels(labels, Bound, Shape.Size),
        (_, { } tokens) => DataColumn.Tokens(tokens, Shape.Size),
        _ => throw new NotSupportedException($"There are no columns of {typeof(T)}."),
    };

    /// <summary>As the reference computes with it.</summary>
    public Tensor ToTensor(int samples) => Values is not null
        ? Tensor.From(samples, [.. Shape], CaseRun<T>.Widen(Values))
        : Tensor.From(samples, [Shape.Size, 1], [.. Integers!.Select(token => (double)token)]);

    private static TItem[]? Part<TItem>(TItem[]? all, int sample, int samples) =>
        all?.AsSpan(all.Length / samples * sample, all.Length / samples).ToArray();
}
