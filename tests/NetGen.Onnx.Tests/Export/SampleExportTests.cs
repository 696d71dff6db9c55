using NetGen.Generators.Tests.Contracts;

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
        BatchData<float>[] inputs = [.. network.Plan.Inputs.Select(input => SampleNetworks.Draw(input, random, Samples))];
        double[] expected = Predict(network, inputs);
        using MemoryStream file = new();
        network.GetType().GetMethod("SaveOnnx", [typeof(Stream)])!.Invoke(network, [file]);

        Outcome.AssertClose(name, expected, OnnxRun.Of(file.ToArray(), inputs, Samples), 1e-5);
    }

    /// <summary>Of those in float: ONNX Runtime has no convolution in double.</summary>
    [Fact]
    public void None_is_left_out() => Assert.Equal(
        SampleNetworks.Names.Order(StringComparer.Ordinal),
        SampleNetworks.Find(SampleNetworks.Names[0]).Assembly.GetTypes()
            .Where(type => type.BaseType == typeof(Network<float>))
            .Select(type => type.FullName!)
            .Order(StringComparer.Ordinal));

    /// <summary>All samples of the first output, then of the next.</summary>
    private static double[] Predict(Network<float> network, BatchData<float>[] inputs)
    {
        float[][][] samples = [.. Enumerable.Range(0, Samples).Select(sample =>
            SampleNetworks.Predict(network, [.. inputs.Select(input => input.Sample(sample, Samples))]))];
        return [.. network.Plan.Outputs.SelectMany((_, o) => samples.SelectMany(outputs => CaseRun<float>.Widen(outputs[o])))];
    }
}
