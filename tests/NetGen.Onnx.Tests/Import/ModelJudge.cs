using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using NetGen.Onnx.Import;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Tests.Import;

/// <summary>Imports and compiles a model, and holds it to ONNX Runtime.</summary>
internal static class ModelJudge
{
    private const int Batch = 3;

    /// <summary>The network of a model gives what ONNX Runtime gives.</summary>
    public static void Agrees(ModelBuilder m, int batchAxis = 0)
    {
        ImportedNetwork network = m.Import(new ImportOptions { ClassName = "Net", BatchAxis = batchAxis });
        CompiledNetworks compiled = new(network);
        Assert.True(compiled.ProblemOf(network) is null, $"{compiled.ProblemOf(network)}\n{network.Source}");
        ImportedRun run = compiled.Create(network);
        Random random = new(3);
        List<NamedOnnxValue> inputs = [];
        List<double[][]> samples = [];
        foreach (global::Onnx.ValueInfoProto input in m.Model.Graph.Input)
        {
            int[] dims = [.. input.Type.TensorType.Shape.Dim.Select(static dim => dim.HasDimValue ? (int)dim.DimValue : Batch)];
            int count = dims.Aggregate(1, static (product, dim) => product * dim);
            bool isTokens = input.Type.TensorType.ElemType == (int)DataType.Int64;
            double[] values = [.. Enumerable.Range(0, count).Select(
                _ => isTokens ? random.Next(20) : (double)(float)((2 * random.NextDouble()) - 1))];
            inputs.Add(isTokens
                ? NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<long>(values.Select(static v => (long)v).ToArray(), dims))
                : NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<float>(values.Select(static v => (float)v).ToArray(), dims)));
            samples.Add(Samples(values, dims, batchAxis));
        }

        using InferenceSession session = new(m.Model.ToByteArray());
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(inputs);
        for (int o = 0; o < network.Outputs.Count; o++)
        {
            Tensor<float> expected = results[o].AsTensor<float>();
            double[][] each = Samples(
                [.. expected.Select(static value => (double)value)], expected.Dimensions.ToArray(), network.Outputs[o].BatchAxis);
            for (int s = 0; s < Batch; s++)
            {
                double[] actual = run.Predict([.. samples.Select(input => input[s])])[o];
                Assert.Equal(each[s].Length, actual.Length);
                double off = each[s].Zip(actual, static (theirs, own) => Math.Abs(theirs - own)).Max();
                Assert.True(off <= 1e-5, $"output {o}, {network.Outputs[o].ModelName}, is off by {off}");
            }
        }
    }

    private static double[][] Samples(double[] values, int[] dims, int axis)
    {
        int behind = dims.Skip(axis + 1).Aggregate(1, static (product, dim) => product * dim);
        return [.. Enumerable.Range(0, dims[axis]).Select(s => values.Where((_, i) => i / behind % dims[axis] == s).ToArray())];
    }

    /// <summary>Three steps lower the loss.</summary>
    public static void Trains(ModelBuilder m, string loss = "cross-entropy")
    {
        ImportedNetwork network = m.Import(new ImportOptions { ClassName = "Net", Loss = loss });
        CompiledNetworks compiled = new(network);
        Assert.True(compiled.ProblemOf(network) is null, $"{compiled.ProblemOf(network)}\n{network.Source}");
        Network<float> trained = (Network<float>)compiled.Create(network).Network;
        Random random = new(5);
        int size = trained.InputShape.Size, outputs = trained.OutputShape.Size;
        using Trainer<float> trainer = (Trainer<float>)trained.GetType()
            .GetMethod("CreateTrainer", [typeof(Optimizer), typeof(int), typeof(TrainerOptions)])!
            .Invoke(trained, [new Adam(1e-2f), 8, new TrainerOptions { Seed = 1 }])!;
        int[] tokens = [.. Enumerable.Range(0, 8 * size).Select(_ => random.Next(20))];
        float[] values = [.. Enumerable.Range(0, 8 * size).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, 8).Select(i => i % outputs)];
        float[] targets = [.. Enumerable.Range(0, 8 * outputs).Select(_ => random.NextSingle())];
        bool takesTokens = network.Inputs[0].IsTokens;
        double Step() => (takesTokens, loss) switch
        {
            (true, "mse") => trainer.Step(tokens, targets).Loss,
            (true, _) => trainer.Step(tokens, labels).Loss,
            (_, "mse") => trainer.Step(values, targets).Loss,
            _ => trainer.Step(values, labels).Loss,
        };
        double first = Step();
        Step();
        Step();
        Assert.True(Step() < first, $"{Step()} is not below {first}");
    }
}
