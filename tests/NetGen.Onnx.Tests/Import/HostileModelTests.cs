using Google.Protobuf;
using NetGen.Onnx.Import;
using Xunit;
using static Onnx.TensorProto.Types;
using ModelProto = global::Onnx.ModelProto;
using NodeProto = global::Onnx.NodeProto;

namespace NetGen.Onnx.Tests.Import;

/// <summary>What is damaged or absurd is refused in words, with bounded memory, and never as another error.</summary>
public sealed class HostileModelTests : IDisposable
{
    private const long MostBytes = 1L << 30;

    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-onnx").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MutatedFilesAreImportedOrRefused(bool isRecurrent)
    {
        byte[] whole = (isRecurrent ? Recurrent() : Model()).ToByteArray();
        Random random = new(11);
        long before = GC.GetTotalAllocatedBytes();
        int refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. whole];
            for (int j = random.Next(1, 6); j > 0; j--)
            {
                int place = random.Next(bytes.Length);
                bytes[place] = random.Next(3) switch
                {
                    0 => (byte)random.Next(256),
                    1 => (byte)(bytes[place] ^ (1 << random.Next(8))),
                    _ => bytes[random.Next(bytes.Length)],
                };
            }

            if (random.Next(4) == 0)
            {
                bytes = bytes[..random.Next(bytes.Length)];
            }

            string path = Path.Combine(_folder, "model.onnx");
            File.WriteAllBytes(path, bytes);
            try
            {
                OnnxImporter.Import(path);
            }
            catch (OnnxException exception)
            {
                refused++;
                Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(refused, 500, 3000);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 8 * MostBytes);
    }

    [Fact]
    public void ConstantsThatAreTooLargeAreNotMade()
    {
        foreach (string type in new[] { "ConstantOfShape", "Range" })
        {
            ModelBuilder m = new();
            string x = m.Input("x", -1, 4);
            string large = type == "Range"
                ? m.Node(type, [m.Scalar(0), m.Scalar(1L << 40), m.Scalar(1)])
                : m.Node(type, [m.Integers(1L << 20, 1L << 20)]);
            m.Output(m.Node("Mul", [x, m.Node("Cast", [large], ("to", 1))]), 2);
            long before = GC.GetTotalAllocatedBytes();
            Assert.Equal(type, Refused(m.Model).Operator);
            Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1 << 24);
        }
    }

    [Fact]
    public void TensorsAreNoLargerThanTheirBytes()
    {
        ModelBuilder m = new();
        m.Output(m.Node("MatMul", [m.Input("x", -1, 4), m.Weight("w", 4, 2)]), 2);
        m.Model.Graph.Initializer[0].Dims[0] = 1L << 40;
        Assert.Contains("'w'", Refused(m.Model).Message, StringComparison.Ordinal);
        m.Model.Graph.Initializer[0].Dims[0] = 5;
        Assert.Contains("32 bytes", Refused(m.Model).Message, StringComparison.Ordinal);
        m.Model.Graph.Initializer[0].Dims[0] = -4;
        Refused(m.Model);
    }

    [Fact]
    public void NumbersOutsideTheFolderAreNotRead()
    {
        string inside = Path.Combine(_folder, "inside");
        Directory.CreateDirectory(inside);
        byte[] numbers = new byte[32];
        File.WriteAllBytes(Path.Combine(_folder, "secret.bin"), numbers);
        File.WriteAllBytes(Path.Combine(inside, "own.bin"), numbers);
        File.CreateSymbolicLink(Path.Combine(inside, "link.bin"), Path.Combine(_folder, "secret.bin"));
        ModelBuilder m = new();
        m.Output(m.Node("MatMul", [m.Input("x", -1, 4), m.Weight("w", 4, 2)]), 2);
        global::Onnx.TensorProto tensor = m.Model.Graph.Initializer[0];
        tensor.RawData = ByteString.Empty;
        tensor.DataLocation = DataLocation.External;
        tensor.ExternalData.Add(new global::Onnx.StringStringEntryProto { Key = "location", Value = "own.bin" });
        string path = Path.Combine(inside, "model.onnx");
        OnnxImporter.Import(path, m.Model, new ImportOptions());
        foreach (string location in new[] { "../secret.bin", Path.Combine(_folder, "secret.bin"), "link.bin", "none.bin", "", "." })
        {
            tensor.ExternalData[0].Value = location;
            Assert.Throws<OnnxException>(() => OnnxImporter.Import(path, m.Model, new ImportOptions()));
        }

        tensor.ExternalData[0].Value = "own.bin";
        tensor.ExternalData.Add(new global::Onnx.StringStringEntryProto { Key = "offset", Value = "8" });
        Assert.Throws<OnnxException>(() => OnnxImporter.Import(path, m.Model, new ImportOptions()));
    }

    [Fact]
    public void GraphsThatAreNoneSayWhy()
    {
        ModelProto circle = Model();
        NodeProto first = circle.Graph.Node[0];
        first.Input[0] = circle.Graph.Node[1].Output[0];
        Assert.Contains("circle", Refused(circle).Message, StringComparison.Ordinal);

        ModelProto twice = Model();
        twice.Graph.Node[1].Output[0] = twice.Graph.Node[0].Output[0];
        Assert.Contains("two values", Refused(twice).Message, StringComparison.Ordinal);

        ModelProto old = Model();
        old.OpsetImport[0].Version = 99;
        Assert.Contains("opset 99", Refused(old).Message, StringComparison.Ordinal);

        ModelProto unknown = Model();
        unknown.Graph.Node[0].OpType = "NonMaxSuppression";
        OnnxException refused = Refused(unknown);
        Assert.Equal(("NonMaxSuppression", unknown.Graph.Node[0].Name, 17), (refused.Operator, refused.Node, refused.Opset));

        ModelProto open = Model();
        open.Graph.Input[0].Type.TensorType.Shape.Dim[2] = new global::Onnx.TensorShapeProto.Types.Dimension { DimParam = "height" };
        Assert.Contains("height=NUMBER", Refused(open).Message, StringComparison.Ordinal);
        OnnxImporter.Import("model.onnx", open, new ImportOptions { Dimensions = new Dictionary<string, int> { ["height"] = 8 } });
    }

    private static OnnxException Refused(ModelProto model) =>
        Assert.Throws<OnnxException>(() => OnnxImporter.Import("model.onnx", model, new ImportOptions()));

    private static ModelProto Recurrent()
    {
        ModelBuilder m = new();
        string x = m.Node("Gather", [m.Weight("table", 9, 4), m.Input("tokens", DataType.Int64, -1, 5)]);
        x = m.Node("Transpose", [x], ("perm", new long[] { 1, 0, 2 }));
        string y = m.Nodes("LSTM", 2, [x, m.Weight("W", 2, 12, 4), m.Weight("R", 2, 12, 3), m.Weight("B", 2, 24)],
            ("hidden_size", 3), ("direction", "bidirectional"))[0];
        y = m.Node("Reshape", [m.Node("Transpose", [y], ("perm", new long[] { 2, 0, 1, 3 })), m.Integers(0, 0, 6)]);
        string scores = m.Node("Softmax", [m.Node("MatMul", [y, m.Node("Transpose", [y], ("perm", new long[] { 0, 2, 1 }))])]);
        y = m.Node("LayerNormalization", [m.Node("MatMul", [scores, y]), m.Weight("norm", 6), m.Weight("norm.bias", 6)]);
        y = m.Node("Pad", [m.Node("Unsqueeze", [y, m.Integers(1)]), m.Integers(0, 0, 1, 1, 0, 0, 1, 1)]);
        m.Output(m.Node("ReduceMean", [m.Node("Resize", [y, "", "", m.Integers(1, 1, 14, 16)])], ("axes", new long[] { 2, 3 })), 4);
        return m.Model;
    }

    private static ModelProto Model()
    {
        ModelBuilder m = new();
        string x = m.Input("x", -1, 3, 8, 8);
        x = m.Node("Conv", [x, m.Weight("conv", 4, 3, 3, 3), m.Weight("conv.bias", 4)], ("pads", new long[] { 1, 1, 1, 1 }));
        x = m.Node("Relu", [x]);
        x = m.Node("MaxPool", [x], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
        x = m.Node("Reshape", [x, m.Integers(0, -1)]);
        x = m.Node("Gemm", [x, m.Weight("head", 5, 64), m.Weight("head.bias", 5)], ("transB", 1));
        string y = m.Node("Slice", [x, m.Integers(0), m.Integers(3), m.Integers(1)]);
        m.Output(m.Node("Softmax", [m.Node("Concat", [x, y], ("axis", 1))], ("axis", 1)), 2);
        return m.Model;
    }
}
