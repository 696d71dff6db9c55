using Microsoft.ML.OnnxRuntime;
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
        double[] expected = run.Predict();

        using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(file.ToArray(), options);
        Dictionary<string, OrtValue> inputs = run.Inputs.ToDictionary(input => input.Name, input => Value(input, run.Case.BatchSize));
        using RunOptions runOptions = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(runOptions, inputs, session.OutputNames);
        double[] actual = [.. outputs.SelectMany(output => CaseRun<float>.Widen(output.GetTensorDataAsSpan<float>()))];

        Outcome.AssertClose(name, expected, actual, 1e-5);
    }

    private static OrtValue Value(BatchData<float> input, int samples)
    {
        long[] shape = [samples, .. input.Shape.Select(size => (long)size)];
        return input.Values is { } values
            ? OrtValue.CreateTensorValueFromMemory(values, shape)
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(input.Integers!, token => (long)token), shape);
    }
}
