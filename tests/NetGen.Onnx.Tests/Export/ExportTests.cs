using NetGen.Generators.Tests.Contracts;

namespace NetGen.Onnx.Tests.Export;

/// <summary>Every operation that the compiler has, written as ONNX and run by ONNX Runtime: the same predictions.</summary>
public sealed class ExportTests
{
    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void Onnx_runtime_predicts_the_same(string name)
    {
        CaseRun<float> run = new(OperatorCases.Find(name));
        using MemoryStream file = new();
        run.Network.GetType().GetMethod("SaveOnnx", [typeof(Stream)])!.Invoke(run.Network, [file]);

        Outcome.AssertClose(name, run.Predict(), OnnxRun.Of(file.ToArray(), run.Inputs, run.Case.BatchSize), 1e-5);
    }
}
