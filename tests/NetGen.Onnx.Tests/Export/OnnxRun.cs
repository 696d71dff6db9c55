using Microsoft.ML.OnnxRuntime;
using NetGen.Generators.Tests.Contracts;

namespace NetGen.Onnx.Tests.Export;

/// <summary>Runs a file as ONNX Runtime does.</summary>
internal static class OnnxRun
{
    /// <summary>The outputs for a batch: all of the first, then of the next.</summary>
    public static double[] Of(byte[] file, IEnumerable<BatchData<float>> batch, int samples)
    {
        using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(file, options);
        Dictionary<string, OrtValue> inputs = batch.ToDictionary(input => input.Name, input => Value(input, samples));
        using RunOptions runOptions = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(runOptions, inputs, session.OutputNames);
        return [.. outputs.SelectMany(output => CaseRun<float>.Widen(output.GetTensorDataAsSpan<float>()))];
    }

    private static OrtValue Value(BatchData<float> input, int samples)
    {
        long[] shape = [samples, .. input.Shape.Select(size => (long)size)];
        return input.Values is { } values
            ? OrtValue.CreateTensorValueFromMemory(values, shape)
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(input.Integers!, token => (long)token), shape);
    }
}
