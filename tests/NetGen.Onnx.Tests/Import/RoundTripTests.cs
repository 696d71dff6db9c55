using NetGen.Generators.Tests.Contracts;
using NetGen.Onnx.Import;
using NetGen.Onnx.Tests.Export;

namespace NetGen.Onnx.Tests.Import;

/// <summary>Every network of the samples and benchmarks out and in again: the same predictions, and the same weights.</summary>
public sealed class RoundTripTests : IDisposable
{
    /// <summary>Written as a Scan, which is not imported: cells of C#, and recurrences that pass over padding.</summary>
    private static readonly string[] s_withScan =
    [
        "Flashcards.MemoryModel", "NetGen.Benchmarks.OwnLstm", "Texts.Models.GruClassifier", "Texts.Models.LstmClassifier",
    ];

    /// <summary>Positions of sines behind padding are a table in the file, and come back as one that is learnt.</summary>
    private static readonly string[] s_withTable = ["Explanations.Messages.MessageTransformer"];

    private readonly string _file = Path.GetTempFileName();

    public static TheoryData<string> Networks => [.. SampleNetworks.Names];

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(Networks))]
    public void What_was_written_is_read(string name)
    {
        Network<float> network = (Network<float>)Activator.CreateInstance(SampleNetworks.Find(name), 1)!;
        network.GetType().GetMethod("SaveOnnx", [typeof(string)])!.Invoke(network, [_file]);
        if (s_withScan.Contains(name))
        {
            OnnxException exception = Assert.Throws<OnnxException>(
                () => OnnxImporter.Import(_file, new ImportOptions { Dimensions = Lengths(network) }));
            Assert.Equal("Scan", exception.Operator);
            return;
        }

        ImportedNetwork imported = OnnxImporter.Import(_file, new ImportOptions { ClassName = "Net", Dimensions = Lengths(network) });
        CompiledNetworks compiled = new(imported);
        Assert.True(compiled.ProblemOf(imported) is null, $"{compiled.ProblemOf(imported)}\n{imported.Source}");
        ImportedRun run = compiled.Create(imported);

        Random random = new(name.Length);
        BatchData<float>[] inputs = [.. network.Plan.Inputs.Select(input => SampleNetworks.Draw(input, random, samples: 1))];
        double[][] expected = [.. SampleNetworks.Predict(network, inputs).Select(output => CaseRun<float>.Widen(output))];
        double[][] actual = run.Predict(
            [.. imported.Inputs.Select(input => Values(inputs.Single(given => given.Name == input.ModelName)))]);
        for (int output = 0; output < expected.Length; output++)
        {
            Outcome.AssertClose(name, expected[output], actual[output], 1e-5);
        }

        if (s_withTable.Contains(name))
        {
            float[] all = Weights((Network<float>)run.Network, static parameter => parameter.IsTrained && !parameter.IsFrozen);
            Assert.Empty(Weights(network, static parameter => parameter.IsTrained || parameter.IsFrozen).Except(all));
            return;
        }

        // What the import freezes are its own constants: which tokens are padding, between which pixels others lie.
        Assert.Equal(
            Weights(network, static parameter => parameter.IsTrained || parameter.IsFrozen),
            Weights((Network<float>)run.Network, static parameter => parameter.IsTrained && !parameter.IsFrozen));
    }

    /// <summary>All that is learnt, without names and places.</summary>
    private static float[] Weights(Network<float> network, Func<Parameter, bool> isLearnt)
    {
        float[] all = [.. network.Parameters.Where(isLearnt).SelectMany(static parameter => parameter.Span.ToArray())];
        Array.Sort(all);
        return all;
    }

    private static double[] Values(BatchData<float> data) =>
        data.Values is { } values ? CaseRun<float>.Widen(values) : Array.ConvertAll(data.Integers!, token => (double)token);

    private static Dictionary<string, int> Lengths(Network<float> network) => network.Plan.Lengths.Count == 1
        ? new() { ["length"] = network.Plan.Lengths[0] }
        : network.Plan.Lengths.Select((length, i) => (length, i)).ToDictionary(pair => $"length{pair.i}", pair => pair.length);
}
