using NetGen.Onnx.Import;
using static NetGen.Onnx.Tests.Import.ModelJudge;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Tests.Import;

/// <summary>What of a model is learnt, what it has twice, and what it is looked up by.</summary>
public sealed class ImportedWeightTests
{
    /// <summary>Biases begin as 0 and gains as 1; a single number, or one that a node gives, is none of them.</summary>
    [Fact]
    public void WeightsOfZerosAndOnesAreLearnt()
    {
        ModelBuilder m = new();
        string x = m.Input("x", -1, 3);
        x = m.Node("Mul", [x, m.Constant("gain", [1, 1, 1], 3)]);
        x = m.Node("Add", [x, m.Constant("bias", [0, 0, 0], 3)]);
        x = m.Node("Add", [x, m.Constant("nothing", [0])]);
        m.Output(m.Node("Add", [x, m.Node("ConstantOfShape", [m.Integers(3)])]), 2);
        Assert.Equal(6, m.Import().WeightCount);
        Agrees(m);
    }

    [Fact]
    public void GroupsThatAreNormalizedAsChannelsAreGroupNorm()
    {
        ModelBuilder m = new();
        string x = m.Node("Conv", [m.Input("x", -1, 3, 4, 5), m.Weight("conv.weight", 6, 3, 1, 1)]);
        string y = m.Node("Reshape", [x, m.Integers(0, 2, -1)]);
        y = m.Node("InstanceNormalization", [y, m.Constant("ones", [1, 1], 2), m.Constant("zeros", [0, 0], 2)], ("epsilon", 1e-4f));
        y = m.Node("Reshape", [y, m.Node("Shape", [x])]);
        y = m.Node("Add", [m.Node("Mul", [y, m.Weight("norm.weight", 6, 1, 1)]), m.Weight("norm.bias", 6, 1, 1)]);
        m.Output(y, 4);
        ImportedNetwork network = m.Import();
        Assert.Contains("GroupNorm(2, Epsilon = 0.0001f)", network.Source);
        Assert.Equal(18 + 12, network.WeightCount);
        Agrees(m);
    }

    [Fact]
    public void WhatIsPaddingIsLookedUp()
    {
        ModelBuilder m = new();
        string tokens = m.Input("tokens", DataType.Int64, -1, 7);
        string x = m.Node("Gather", [m.Weight("embedding.weight", 20, 6), tokens]);
        string padding = m.Node("Unsqueeze", [m.Node("Equal", [tokens, m.Scalar(2)]), m.Integers(2)]);
        x = m.Node("Where", [padding, m.Constant("hidden", [float.NegativeInfinity]), x]);
        x = m.Node("ReduceMax", [x], ("axes", new long[] { 1 }), ("keepdims", 0));
        m.Output(m.Node("MatMul", [x, m.Weight("head", 6, 2)]), 2);
        ImportedNetwork network = m.Import();
        Assert.Contains("[Frozen, Embedding(1)]", network.Source);
        Assert.Equal(120 + 20 + 12, network.WeightCount);
        Agrees(m);
    }

    [Fact]
    public void AHeadThatIsTiedToATableStaysTied()
    {
        ModelBuilder m = new();
        string tokens = m.Input("tokens", DataType.Int64, -1, 7), table = m.Weight("embedding.weight", 20, 6);
        string x = m.Node("Tanh", [m.Node("Gather", [table, tokens])]);
        m.Output(m.Node("MatMul", [x, m.Node("Transpose", [table], ("perm", new long[] { 1, 0 }))]), 3);
        ImportedNetwork network = m.Import();
        Assert.Contains("SharesWeights(nameof(Embedding))", network.Source);
        Assert.Equal(120, network.WeightCount);
        Assert.Empty(network.Remarks);
        Agrees(m);
    }

    [Fact]
    public void WeightsThatCannotStayOneAreNamed()
    {
        ModelBuilder m = new();
        string x = m.Input("x", -1, 4), weight = m.Weight("w", 4, 4);
        x = m.Node("Tanh", [m.Node("Gemm", [x, weight, m.Weight("first.bias", 4)])]);
        m.Output(m.Node("Gemm", [x, weight, m.Weight("second.bias", 4)]), 2);
        ImportedNetwork network = m.Import();
        Assert.DoesNotContain("SharesWeights", network.Source);
        Assert.Contains("are one weight in the model ('w')", Assert.Single(network.Remarks));
        Assert.Contains("<remarks>", network.Source);
        Agrees(m);
    }
}
