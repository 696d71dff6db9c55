using System.Reflection;
using NetGen.Onnx.Import;
using NetGen.Onnx.Import.Writing;

namespace NetGen.Onnx.Tests.Import;

/// <summary>A compiled network with its imported weights.</summary>
internal sealed class ImportedRun
{
    private readonly ImportedNetwork _imported;

    public ImportedRun(ImportedNetwork imported, object network)
    {
        (_imported, Network) = (imported, network);
        using MemoryStream file = new();
        Safetensors.Save(file, [.. imported.NamedWeights.Select(weight => weight.ToParameter(imported.IsDouble))]);
        switch (network)
        {
            case Network<float> single:
                single.Load(file.ToArray());
                break;
            case Network<double> wide:
                wide.Load(file.ToArray());
                break;
        }
    }

    public object Network { get; }

    /// <summary>The outputs for one sample.</summary>
    /// <param name="inputs">A sample of each input, in the network's order.</param>
    public double[][] Predict(IReadOnlyList<double[]> inputs)
    {
        object[] given = [.. inputs.Select((values, i) => Column(values, _imported.Inputs[i].IsTokens))];
        int outputs = _imported.Outputs.Count(static output => output.Stage is not null);
        if (given.Length == 1 && outputs == 1)
        {
            return [Alone(given[0])];
        }

        Type type = Network.GetType();
        object argument = given.Length == 1 ? given[0] : Activator.CreateInstance(type.GetNestedType("Inputs")!, given)!;
        MethodInfo predict = type.GetMethods().Single(method =>
            method.Name == "Predict" && method.GetParameters() is [var only] && only.ParameterType == argument.GetType());
        object result = predict.Invoke(Network, [argument])!;
        return result is Array array
            ? [Wide(array)]
            : [.. _imported.Outputs.Where(static output => output.Stage is not null)
                .Select(output => Wide((Array)result.GetType().GetProperty(output.Stage!)!.GetValue(result)!))];
    }

    private double[] Alone(object column) => (Network, column) switch
    {
        (Network<float> single, ReadOnlyMemory<int> tokens) => Wide(single.Predict(tokens.Span)),
        (Network<double> wide, ReadOnlyMemory<int> tokens) => Wide(wide.Predict(tokens.Span)),
        (Network<float> single, ReadOnlyMemory<float> values) => Wide(single.Predict(values.Span)),
        (Network<double> wide, ReadOnlyMemory<double> values) => Wide(wide.Predict(values.Span)),
        _ => throw new InvalidOperationException("The network takes something else."),
    };

    private object Column(double[] values, bool isTokens) => isTokens
        ? new ReadOnlyMemory<int>([.. values.Select(static value => (int)value)])
        : _imported.IsDouble
            ? new ReadOnlyMemory<double>(values)
            : new ReadOnlyMemory<float>([.. values.Select(static value => (float)value)]);

    private static double[] Wide(Array array) => array as double[] ?? [.. ((float[])array).Select(static value => (double)value)];
}
