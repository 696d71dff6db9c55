using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.ML.OnnxRuntime;
using NetGen.Generators.Tests;
using NetGen.Generators.Tests.Contracts;
using Onnx;

namespace NetGen.Onnx.Tests.Export;

/// <summary>What stands in a file, and what happens where none can be written.</summary>
public sealed class ExportFileTests : IDisposable
{
    private const string Single = """
        using NetGen;
        [Network, Input(1, 6, 6), CrossEntropyLoss]
        public partial class Net
        {
            [Conv2d(4, Kernel = 3), BatchNorm, Relu] public partial Layer Stem { get; }
            [Flatten, Linear(3)] public partial Layer Head { get; }
        }
        """;

    private const string Sequence = """
        using NetGen;
        [Network(Precision = Precision.Double), TokenInput(9, 6), CrossEntropyLoss]
        public partial class Net
        {
            [Embedding(8), RmsNorm, CausalSelfAttention(2, Rotary = true), Linear(9)] public partial Layer Head { get; }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string Path => System.IO.Path.Combine(_folder, "net.onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Weights_keep_their_names_shapes_and_values()
    {
        Network<float> network = (Network<float>)OnnxProject.Create(Single);
        GraphProto graph = Save(network).Graph;

        foreach (Parameter parameter in network.Parameters)
        {
            TensorProto tensor = graph.Initializer.Single(initializer => initializer.Name == parameter.Name);
            Assert.Equal(parameter.Shape.Select(size => (long)size), tensor.Dims);
            Assert.Equal(parameter.Span.ToArray(), MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray());
        }
    }

    [Fact]
    public void Operations_that_onnx_has_are_written_as_they_are()
    {
        ModelProto model = Save(OnnxProject.Create(Single));

        Assert.Equal(21, model.OpsetImport.Single().Version);
        Assert.Equal(["Conv", "BatchNormalization", "Relu", "Reshape", "Gemm", "Identity"], model.Graph.Node.Select(node => node.OpType));
    }

    [Fact]
    public void A_network_in_double_predicts_the_same_to_its_last_digits()
    {
        Network<double> network = (Network<double>)OnnxProject.Create(Sequence);
        Save(network);
        int[] tokens = [1, 4, 8, 0];
        using InferenceSession session = new(Path);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(tokens, token => (long)token), [1, tokens.Length]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["input"], [input], ["Head"]);

        Outcome.AssertClose("prediction", network.Predict(tokens), outputs[0].GetTensorDataAsSpan<double>().ToArray(), 1e-12);
    }

    [Fact]
    public void Operators_of_opset_23_ask_for_it()
    {
        ModelProto model = Save(OnnxProject.Create(Sequence.Replace("(Precision = Precision.Double)", "", StringComparison.Ordinal)));

        Assert.Equal(23, model.OpsetImport.Single().Version);
        Assert.Superset(
            new HashSet<string> { "RMSNormalization", "RotaryEmbedding", "Attention" }, model.Graph.Node.Select(n => n.OpType).ToHashSet());
    }

    [Fact]
    public void Batch_and_length_are_open_and_named()
    {
        GraphProto graph = Save(OnnxProject.Create(Sequence)).Graph;

        Assert.Equal(["batch", "length"], Dimensions(graph.Input.Single()));
        Assert.Equal(["batch", "length", "9"], Dimensions(graph.Output.Single()));
        Assert.Equal((int)TensorProto.Types.DataType.Int64, graph.Input[0].Type.TensorType.ElemType);
    }

    [Fact]
    public void A_network_in_double_is_written_in_double() => Assert.All(
        Save(OnnxProject.Create(Sequence)).Graph.Initializer.Where(tensor => !tensor.Name.StartsWith("int64", StringComparison.Ordinal)),
        tensor => Assert.Equal((int)TensorProto.Types.DataType.Double, tensor.DataType));

    [Fact]
    public void A_weight_that_is_no_number_is_named_and_the_old_file_stays()
    {
        Network<float> network = (Network<float>)OnnxProject.Create(Single);
        Save(network);
        byte[] before = File.ReadAllBytes(Path);
        network.Parameters.Single(parameter => parameter.Name == "Head.linear0.weight").Span[5] = float.NaN;

        OnnxException error = Assert.Throws<OnnxException>(() => Save(network));

        Assert.Contains("Head.linear0.weight[5] is NaN", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Without_the_package_nothing_is_generated_for_it()
    {
        Assert.DoesNotContain("Onnx", string.Concat(Harness.Run(Single).Files.Values), StringComparison.Ordinal);
        Assert.Contains("Net.Onnx.g.cs", OnnxProject.Run(Single).Files.Keys);
    }

    [Fact]
    public void A_method_of_that_name_of_the_users_own_is_reported()
    {
        string source = Single.Replace(
            "public partial class Net\n{", "public partial class Net\n{ public void SaveOnnx(string path) { }", StringComparison.Ordinal);
        Assert.Equal("NG0070", Assert.Single(OnnxProject.Run(source).Diagnostics, d => d.Severity == DiagnosticSeverity.Error).Id);
    }

    private ModelProto Save(object network)
    {
        try
        {
            network.GetType().GetMethod("SaveOnnx", [typeof(string)])!.Invoke(network, [Path]);
        }
        catch (System.Reflection.TargetInvocationException exception) when (exception.InnerException is OnnxException inner)
        {
            throw inner;
        }

        return ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path));
    }

    private static IEnumerable<string> Dimensions(ValueInfoProto value) => value.Type.TensorType.Shape.Dim.Select(dimension =>
        dimension.DimParam.Length > 0 ? dimension.DimParam : $"{dimension.DimValue}");
}
