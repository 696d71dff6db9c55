using NetGen.Onnx.Import;
using static NetGen.Onnx.Tests.Import.ModelJudge;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Tests.Import;

/// <summary>Models as exporters write them, imported: the network gives what ONNX Runtime gives, and can be trained.</summary>
public sealed class ImportTests
{
    [Fact]
    public void AConvolutionalNetwork()
    {
        ModelBuilder m = new();
        string x = m.Input("image", -1, 3, 16, 16);
        x = m.Node("Conv", [x, m.Weight("stem.conv.weight", 8, 3, 3, 3)], ("pads", new long[] { 1, 1, 1, 1 }),
            ("strides", new long[] { 2, 2 }));
        x = m.Node("BatchNormalization", [
            x, m.Constant("bn.weight", [1, 2, 0.5f, 1, 1, 1, 1, 1], 8), m.Weight("bn.bias", 8), m.Weight("bn.mean", 8),
            m.Constant("bn.var", [1, 2, 0.5f, 1, 1, 3, 1, 1], 8)]);
        string skip = m.Node("Relu", [x]);
        x = m.Node("Conv", [skip, m.Weight("body.dw.weight", 8, 1, 3, 5), m.Weight("body.dw.bias", 8)],
            ("pads", new long[] { 1, 2, 1, 2 }), ("group", 8));
        x = m.Node("Add", [x, skip]);
        x = m.Node("Clip", [x, m.Constant("zero", [0]), m.Constant("six", [6])]);
        x = m.Node("MaxPool", [x], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
        string gate = m.Node("GlobalAveragePool", [x]);
        gate = m.Node("Conv", [gate, m.Weight("se.weight", 8, 8, 1, 1), m.Weight("se.bias", 8)]);
        x = m.Node("Mul", [x, m.Node("Sigmoid", [gate])]);
        x = m.Node("AveragePool", [x], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
        x = m.Node("Flatten", [x]);
        x = m.Node("Gemm", [x, m.Weight("fc.weight", 10, 32), m.Weight("fc.bias", 10)], ("transB", 1));
        m.Output(x, 2);
        Agrees(m);
        Trains(m);
    }

    /// <summary>Shape, Gather and Concat in front of each Reshape, as PyTorch writes it.</summary>
    [Fact]
    public void TheChatterOfShapesVanishes()
    {
        ModelBuilder m = new();
        string x = m.Input("x", -1, 4, 6, 6);
        string shape = m.Node("Shape", [x]);
        string n = m.Node("Gather", [shape, m.Scalar(0)], ("axis", 0));
        string c = m.Node("Gather", [shape, m.Scalar(1)], ("axis", 0));
        string half = m.Node("Div", [c, m.Scalar(2)]);
        string parts = m.Node("Concat", [
            m.Node("Unsqueeze", [n, m.Integers(0)]), m.Integers(2), m.Node("Unsqueeze", [half, m.Integers(0)]), m.Integers(6, 6)],
                ("axis", 0));
        x = m.Node("Reshape", [x, parts]);
        x = m.Node("Transpose", [x], ("perm", new long[] { 0, 2, 1, 3, 4 }));
        string whole = m.Node("Concat", [m.Node("Unsqueeze", [n, m.Integers(0)]), m.Integers(-1)], ("axis", 0));
        x = m.Node("Reshape", [x, whole]);
        string size = m.Node(
            "Mul", [m.Node("ReduceProd", [m.Node("Slice", [shape, m.Integers(1), m.Integers(long.MaxValue)])], ("keepdims", 0)),
            m.Scalar(1)]);
        x = m.Node("Reshape", [x, m.Node("Concat", [m.Integers(-1), m.Node("Unsqueeze", [size, m.Integers(0)])], ("axis", 0))]);
        x = m.Node("MatMul", [x, m.Weight("head", 144, 5)]);
        m.Output(x, 2);
        ImportedNetwork network = m.Import();
        Assert.DoesNotContain("Gather", network.Source);
        Agrees(m);
    }

    [Theory]
    [InlineData("forward")]
    [InlineData("reverse")]
    [InlineData("bidirectional")]
    public void AnLstmWithWhatSurroundsIt(string direction)
    {
        int ways = direction == "bidirectional" ? 2 : 1;
        ModelBuilder m = new();
        string tokens = m.Input("tokens", DataType.Int64, -1, 7);
        string x = m.Node("Gather", [m.Weight("embedding.weight", 20, 6), tokens], ("axis", 0));
        x = m.Node("Transpose", [x], ("perm", new long[] { 1, 0, 2 }));
        string state = m.Node("ConstantOfShape", [m.Node("Concat", [
            m.Integers(ways), m.Node("Slice", [m.Node("Shape", [tokens]), m.Integers(0), m.Integers(1)]), m.Integers(5)], ("axis", 0))]);
        string[] y = m.Nodes("LSTM", 3, [
            x, m.Weight("lstm.W", ways, 20, 6), m.Weight("lstm.R", ways, 20, 5), m.Weight("lstm.B", ways, 40), "", state, state],
            ("hidden_size", 5), ("direction", direction));
        x = m.Node("Transpose", [y[0]], ("perm", new long[] { 2, 0, 1, 3 }));
        x = m.Node("Reshape", [x, m.Integers(0, 0, -1)]);
        x = m.Node("ReduceMean", [x], ("axes", new long[] { 1 }), ("keepdims", 0));
        string last = m.Node("Reshape", [m.Node("Transpose", [y[1]], ("perm", new long[] { 1, 0, 2 })), m.Integers(0, -1)]);
        x = m.Node("Concat", [x, last], ("axis", 1));
        x = m.Node("Gemm", [x, m.Weight("head.weight", 4, 10 * ways), m.Weight("head.bias", 4)], ("transB", 1));
        m.Output(x, 2);
        Agrees(m);
        Trains(m);
    }

    [Fact]
    public void AMemoryThatIsUsedIsACellInCSharp()
    {
        ModelBuilder m = new();
        string x = m.Input("x", 6, -1, 3);
        string[] y = m.Nodes(
            "LSTM", 3, [x, m.Weight("W", 1, 16, 3), m.Weight("R", 1, 16, 4), m.Weight("B", 1, 32), "", "", "", m.Weight("P", 1, 12)],
            ("hidden_size", 4), ("clip", 0.4f));
        string c = m.Node("Squeeze", [y[2], m.Integers(0)]), h = m.Node("Squeeze", [y[1], m.Integers(0)]);
        m.Output(m.Node("Add", [c, h]), 2);
        Agrees(m, batchAxis: 1);
    }

    [Fact]
    public void GruAndRnnInBothForms()
    {
        foreach (int behind in new[] { 0, 1 })
        {
            ModelBuilder m = new();
            string x = m.Input("x", 6, -1, 3);
            string y = m.Nodes("GRU", 2, [x, m.Weight("W", 1, 12, 3), m.Weight("R", 1, 12, 4), m.Weight("B", 1, 24)],
                ("hidden_size", 4), ("linear_before_reset", behind))[0];
            y = m.Node("Squeeze", [y, m.Integers(1)]);
            y = m.Nodes("RNN", 2, [y, m.Weight("W2", 2, 3, 4), m.Weight("R2", 2, 3, 3)], ("hidden_size", 3),
                ("direction", "bidirectional"))[1];
            m.Output(m.Node("Transpose", [y], ("perm", new long[] { 1, 0, 2 })), 3);
            Agrees(m, batchAxis: 1);
        }
    }

    /// <summary>A block of an encoder: attention and normalization taken apart, as exporters before opset 17 did.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ATransformerBlock(bool isCausal)
    {
        ModelBuilder m = new();
        string x = m.Input("x", -1, 5, 8);
        string y = Normalized(m, x, "norm1");
        string Heads(string name, params long[] perm) => m.Node("Transpose", [
            m.Node("Reshape", [
                m.Node("Add", [m.Node("MatMul", [y, m.Weight($"{name}.weight", 8, 8)]), m.Weight($"{name}.bias", 8)]),
                    m.Integers(0, 0, 2, 4)])],
            ("perm", perm));
        string scores = m.Node("MatMul", [Heads("query", 0, 2, 1, 3), Heads("key", 0, 2, 3, 1)]);
        scores = m.Node("Div", [scores, m.Constant("scale", [2])]);
        if (isCausal)
        {
            scores = m.Node("Add",
                [scores, m.Constant(
                "mask", [.. Enumerable.Range(0, 25).Select(static i => i % 5 > i / 5 ? float.NegativeInfinity : 0)], 5, 5)]);
        }

        string mixed = m.Node("MatMul", [m.Node("Softmax", [scores], ("axis", -1)), Heads("value", 0, 2, 1, 3)]);
        mixed = m.Node("Reshape", [m.Node("Transpose", [mixed], ("perm", new long[] { 0, 2, 1, 3 })), m.Integers(0, 0, 8)]);
        mixed = m.Node("Add", [m.Weight("out.bias", 8), m.Node("MatMul", [mixed, m.Weight("out.weight", 8, 8)])]);
        x = m.Node("Add", [x, mixed]);
        y = m.Node("Add", [m.Node("MatMul", [Normalized(m, x, "norm2"), m.Weight("up", 8, 16)]), m.Weight("up.bias", 16)]);
        string erf = m.Node("Erf", [m.Node("Div", [y, m.Constant("root", [1.4142135f])])]);
        y = m.Node("Mul", [m.Node("Mul", [y, m.Node("Add", [erf, m.Constant("one", [1])])]), m.Constant("half", [0.5f])]);
        y = m.Node("Add", [m.Node("MatMul", [y, m.Weight("down", 16, 8)]), m.Weight("down.bias", 8)]);
        x = m.Node("Add", [x, y]);
        m.Output(x, 3);
        string source = m.Import().Source;
        Assert.Contains(isCausal ? "LayerNorm, CausalSelfAttention(2)" : "LayerNorm, SelfAttention(2)", source, StringComparison.Ordinal);
        Assert.Contains("LayerNorm, Linear(16), Gelu", source, StringComparison.Ordinal);
        Assert.DoesNotContain("Differentiable", source, StringComparison.Ordinal);
        Agrees(m);
        Trains(m, "mse");
    }

    /// <summary>GPT-2's block: one linear map for queries, keys and values, a mask by Where, Gelu by tanh.</summary>
    [Fact]
    public void AGptBlock()
    {
        ModelBuilder m = new();
        string tokens = m.Input("tokens", DataType.Int64, -1, 6);
        string x = m.Node("Gather", [m.Weight("wte.weight", 20, 8), tokens]);
        x = m.Node("Add", [x, m.Weight("wpe.weight", 1, 6, 8)]);
        string y = m.Node("LayerNormalization", [x, m.Weight("ln_1.weight", 8), m.Weight("ln_1.bias", 8)], ("axis", -1));
        y = m.Node("Reshape", [y, m.Integers(-1, 8)]);
        y = m.Node("Gemm", [y, m.Weight("c_attn.weight", 8, 24), m.Weight("c_attn.bias", 24)]);
        y = m.Node("Reshape", [y, m.Integers(-1, 6, 24)]);
        string[] qkv = m.Nodes("Split", 3, [y, m.Integers(8, 8, 8)], ("axis", 2));
        string Heads(string value, params long[] perm) =>
            m.Node("Transpose", [m.Node("Reshape", [value, m.Integers(-1, 6, 2, 4)])], ("perm", perm));
        string scores = m.Node("MatMul", [Heads(qkv[0], 0, 2, 1, 3), Heads(qkv[1], 0, 2, 3, 1)]);
        scores = m.Node("Div", [scores, m.Constant("root", [2])]);
        string mask = m.Node(
            "Cast", [m.Constant("mask", [.. Enumerable.Range(0, 36).Select(static i => i % 6 > i / 6 ? 0f : 1)], 1, 1, 6, 6)], ("to", 9));
        scores = m.Node("Where", [mask, scores, m.Constant("hidden", [-3.4e38f])]);
        y = m.Node("MatMul", [m.Node("Softmax", [scores], ("axis", 3)), Heads(qkv[2], 0, 2, 1, 3)]);
        y = m.Node("Reshape", [m.Node("Transpose", [y], ("perm", new long[] { 0, 2, 1, 3 })), m.Integers(-1, 8)]);
        y = m.Node("Reshape", [m.Node("Gemm", [y, m.Weight("c_proj.weight", 8, 8), m.Weight("c_proj.bias", 8)]), m.Integers(-1, 6, 8)]);
        x = m.Node("Add", [x, y]);
        y = m.Node("MatMul", [x, m.Weight("c_fc.weight", 8, 12)]);
        string cube = m.Node("Mul", [m.Node("Pow", [y, m.Constant("three", [3])]), m.Constant("c", [0.044715f])]);
        string bent = m.Node("Tanh", [m.Node("Mul", [m.Node("Add", [y, cube]), m.Constant("p", [0.7978846f])])]);
        y = m.Node("Mul", [m.Node("Mul", [y, m.Constant("half", [0.5f])]), m.Node("Add", [bent, m.Constant("one", [1])])]);
        x = m.Node("Add", [x, m.Node("MatMul", [y, m.Weight("out.weight", 12, 8)])]);
        m.Output(x, 3);
        string source = m.Import().Source;
        Assert.Contains("CausalSelfAttention(2)", source, StringComparison.Ordinal);
        Assert.Contains("Gelu(Approximation = GeluApproximation.Tanh)", source, StringComparison.Ordinal);
        Agrees(m);
        Trains(m, "mse");
    }

    [Fact]
    public void AttentionAsOneOperator()
    {
        ModelBuilder m = new(opset: 23);
        string x = m.Input("x", -1, 5, 8);
        string Map(string name) => m.Node("MatMul", [x, m.Weight(name, 8, 8)]);
        string y = m.Nodes("Attention", 1, [Map("q"), Map("k"), Map("v")], ("q_num_heads", 2), ("kv_num_heads", 2), ("is_causal", 1))[0];
        m.Output(m.Node("MatMul", [y, m.Weight("o", 8, 8)]), 3);
        Assert.Contains("[CausalSelfAttention(2, Bias = false)]", m.Import().Source, StringComparison.Ordinal);
        Agrees(m);
    }

    /// <summary>Names of modules become names of stages.</summary>
    [Fact]
    public void StagesAreNamedAfterModules()
    {
        ModelBuilder m = new();
        string x = m.Node("Conv",
            [m.Input("x", -1, 3, 8, 8), m.Weight("layer1.0.conv1.weight", 4, 3, 3, 3), m.Weight("layer1.0.conv1.bias", 4)]);
        x = m.Node("Gemm", [m.Node("Flatten", [m.Node("Relu", [x])]), m.Weight("parameters.weight", 5, 144)], ("transB", 1));
        m.Output(x, 2);
        ImportedNetwork network = m.Import(new ImportOptions { ClassName = "my net", Namespace = "Shop" });
        Assert.Equal("MyNet", network.ClassName);
        Assert.Equal(["Layer1_0Conv1", "Parameters2"], network.Stages.Select(static stage => stage.Name));
        Assert.Contains("namespace Shop;\n", network.Source, StringComparison.Ordinal);
    }

    private static string Normalized(ModelBuilder m, string x, string name)
    {
        string centred = m.Node("Sub", [x, m.Node("ReduceMean", [x], ("axes", new long[] { -1 }))]);
        string variance = m.Node("ReduceMean", [m.Node("Pow", [centred, m.Constant($"{name}.two", [2])])], ("axes", new long[] { -1 }));
        string deviation = m.Node("Sqrt", [m.Node("Add", [variance, m.Constant($"{name}.epsilon", [1e-5f])])]);
        string scaled = m.Node("Mul", [m.Node("Div", [centred, deviation]), m.Weight($"{name}.weight", 8)]);
        return m.Node("Add", [scaled, m.Weight($"{name}.bias", 8)]);
    }
}
