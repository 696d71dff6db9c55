using NetGen.Generators.Tests.Contracts;
using NetGen.Runtime;

namespace NetGen.Onnx.Tests.Export;

/// <summary>Every network of the samples and benchmarks in ONNX Runtime.</summary>
public sealed class SampleExportTests
{
    private const int Samples = 2;

    public static TheoryData<string> Networks => [.. SampleNetworks.Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Onnx_runtime_predicts_the_same(string name)
    {
        Network<float> network = (Network<float>)Activator.CreateInstance(SampleNetworks.Find(name), 1)!;
        Random random = new(name.Length);
        BatchData<float>[] inputs = [.. network.Plan.Inputs.Select(input => Draw(input, random))];
        double[] expected = Predict(network, inputs);
        using MemoryStream file = new();
        network.GetType().GetMethod("SaveOnnx", [typeof(Stream)])!.Invoke(network, [file]);

        Outcome.AssertClose(name, expected, OnnxRun.Of(file.ToArray(), inputs, Samples), 1e-5);
    }

    [Fact]
    public void None_is_left_out() => Assert.Equal(
        SampleNetworks.Names.Order(StringComparer.Ordinal),
        SampleNetworks.Find(SampleNetworks.Names[0]).Assembly.GetTypes()
            .Where(type => type.BaseType is { IsGenericType: true } && type.BaseType.GetGenericTypeDefinition() == typeof(Network<>))
            .Select(type => type.FullName!)
            .Order(StringComparer.Ordinal));

    /// <summary>All samples of the first output, then of the next.</summary>
    private static double[] Predict(Network<float> network, BatchData<float>[] inputs)
    {
        float[][][] samples = [.. Enumerable.Range(0, Samples).Select(sample =>
        {
            BatchData<float>[] one = [.. inputs.Select(input => input.Sample(sample, Samples))];
            return (one, network.Plan.Outputs.Count) switch
            {
                ([{ Integers: { } tokens }], 1) => [network.Predict(tokens)],
                ([{ Values: { } values }], 1) => [network.Predict(values)],
                _ => GeneratedRecords.Predict(network, one),
            };
        })];
        return [.. network.Plan.Outputs.SelectMany((_, o) => samples.SelectMany(outputs => CaseRun<float>.Widen(outputs[o])))];
    }

    private static BatchData<float> Draw(InputPlan input, Random random)
    {
        int count = Samples * input.Shape.Size;
        return input.Vocabulary > 0
            ? new(input.Name, input.Shape, null, [.. Enumerable.Range(0, count).Select(_ => random.Next(input.Vocabulary))], input.Vocabulary)
            : new(input.Name, input.Shape, [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())], null, 0);
    }
}
