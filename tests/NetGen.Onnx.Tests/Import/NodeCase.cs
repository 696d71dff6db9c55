using NetGen.Onnx.Import;
using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Reading;
using ModelProto = global::Onnx.ModelProto;
using TensorProto = global::Onnx.TensorProto;

namespace NetGen.Onnx.Tests.Import;

/// <summary>
/// One of the official tests of an operator. Such a test knows neither batch nor weights, so it is read as what makes sense: what are
/// weights, tables, axes or shapes in practice is a constant, and the samples are along the first axis, or the whole is one sample.
/// </summary>
internal sealed class NodeCase
{
    private static readonly Dictionary<string, int[]> s_constants = new()
    {
        ["Conv"] = [1, 2], ["ConvTranspose"] = [1, 2], ["Gemm"] = [1, 2], ["BatchNormalization"] = [1, 2, 3, 4],
        ["LayerNormalization"] = [1, 2],
        ["RMSNormalization"] = [1], ["InstanceNormalization"] = [1, 2], ["GroupNormalization"] = [1, 2], ["PRelu"] = [1],
        ["LSTM"] = [1, 2, 3, 4, 5, 6, 7], ["GRU"] = [1, 2, 3, 4, 5], ["RNN"] = [1, 2, 3, 4, 5], ["Reshape"] = [1], ["Slice"] = [1, 2, 3, 4],
        ["Pad"] = [1, 2, 3], ["Squeeze"] = [1], ["Unsqueeze"] = [1], ["Split"] = [1], ["Tile"] = [1], ["Expand"] = [1], ["Clip"] = [1, 2],
        ["Gather"] = [1], ["GatherElements"] = [1], ["GatherND"] = [1], ["OneHot"] = [1, 2], ["Resize"] = [1, 2, 3], ["Upsample"] = [1],
        ["RotaryEmbedding"] = [1, 2, 3], ["Range"] = [0, 1, 2], ["ConstantOfShape"] = [0], ["Dropout"] = [1, 2],
        ["Trilu"] = [1], ["CumSum"] = [1],
        ["Attention"] = [3, 6], ["CausalConvWithState"] = [1, 2], ["DequantizeLinear"] = [1, 2], ["QuantizeLinear"] = [1, 2],
        ["NegativeLogLikelihoodLoss"] = [2], ["SoftmaxCrossEntropyLoss"] = [2],
    };

    private NodeCase(string name, string path, ModelProto model, Tensor[] inputs, Tensor[] outputs) =>
        (Name, Path, Model, Inputs, Expected) = (name, path, model, inputs, outputs);

    public string Name { get; }

    public string Path { get; }

    public ModelProto Model { get; }

    public Tensor[] Inputs { get; }

    public Tensor[] Expected { get; }

    public string Operator => string.Join('+', Model.Graph.Node.Select(static node => node.OpType).Distinct());

    /// <summary>How it was imported; null where it was not.</summary>
    public ImportedNetwork? Imported { get; private set; }

    /// <summary>Which axis the samples are along; −1 where the whole is one.</summary>
    public int BatchAxis { get; private set; }

    /// <summary>Why it was not.</summary>
    public string? Reason { get; private set; }

    public static NodeCase Read(string folder)
    {
        ModelProto model;
        using (FileStream file = File.OpenRead(System.IO.Path.Combine(folder, "model.onnx")))
        {
            model = ModelProto.Parser.ParseFrom(file);
        }

        NodeCase Refused(string reason) => new(System.IO.Path.GetFileName(folder), folder, model, [], []) { Reason = reason };
        TensorReader reader = new(folder);
        try
        {
            Tensor[] inputs = Tensors("input"), outputs = Tensors("output");
            return inputs.Length > model.Graph.Input.Count || outputs.Length != model.Graph.Output.Count
                ? Refused("its files are no tensors")
                : new NodeCase(System.IO.Path.GetFileName(folder), folder, model, inputs, outputs);
        }
        catch (Exception exception) when (exception is OnnxException or Google.Protobuf.InvalidProtocolBufferException)
        {
            return Refused(exception is OnnxException onnx ? onnx.Problem : "its files are no tensors");
        }

        Tensor[] Tensors(string kind)
        {
            List<Tensor> all = [];
            for (int i = 0; System.IO.Path.Combine(folder, "test_data_set_0", $"{kind}_{i}.pb") is var path && File.Exists(path); i++)
            {
                all.Add(reader.Read(TensorProto.Parser.ParseFrom(File.ReadAllBytes(path))));
            }

            return [.. all];
        }
    }

    /// <summary>Imports it as whatever reading serves first.</summary>
    public void Import()
    {
        if (Reason is not null)
        {
            return;
        }

        string first = Model.Graph.Node[0].OpType;
        int[] usual = first.StartsWith("Reduce", StringComparison.Ordinal) ? [1] : s_constants.GetValueOrDefault(first, []);
        List<HashSet<string>> constants = [Named(usual)];
        if (first is "Gather" or "Pow" or "MatMul")
        {
            constants.Add(Named([first == "Gather" ? 0 : 1]));
        }

        List<string> reasons = [];
        foreach (HashSet<string> constant in constants)
        {
            foreach (int axis in Axes(constant))
            {
                try
                {
                    Imported = OnnxImporter.Import(Path, Model, new ImportOptions
                    {
                        ClassName = "Net", BatchAxis = axis,
                        Constants = Model.Graph.Input.Select(static input => input.Name).Zip(Inputs).Where(
                            pair => constant.Contains(pair.First))
                            .ToDictionary(static pair => pair.First, static pair => pair.Second),
                    });
                    BatchAxis = axis;
                    return;
                }
                catch (OnnxException exception)
                {
                    reasons.Add(exception.Problem);
                }
            }
        }

        Reason = reasons.Count > 0 ? string.Join(" | ", reasons.Distinct()) : "no reading of it";

        HashSet<string> Named(int[] places) =>
            [.. places.Where(place => place < Model.Graph.Node[0].Input.Count).Select(place => Model.Graph.Node[0].Input[place])];
    }

    /// <summary>The samples of a tensor.</summary>
    public double[][] Samples(Tensor tensor, int axis, int? samples = null)
    {
        if (axis < 0)
        {
            return [Wide(tensor)];
        }

        // Several elements of an axis may belong to each sample.
        int own = samples is { } count ? tensor.Dims[axis] / count : 1;
        return [.. Enumerable.Range(0, tensor.Dims[axis] / own).Select(
            i => Wide(Fold.Take(tensor, axis, [.. Enumerable.Range(i * own, own)])))];
    }

    private static double[] Wide(Tensor tensor) => tensor.ToDoubles();

    /// <summary>Axes that all inputs agree on: first, none, second.</summary>
    private IEnumerable<int> Axes(HashSet<string> constants)
    {
        Tensor[] given = [.. Model.Graph.Input.Select(static input => input.Name).Zip(Inputs).Where(
            pair => !constants.Contains(pair.First)).Select(static pair => pair.Second)];
        bool Agree(int axis) =>
            given.Length > 0 && given.All(tensor => tensor.Dims.Length > axis && tensor.Dims[axis] > 0)
            && given.Concat(Expected.Take(1)).All(tensor => tensor.Dims.Length > axis)
            && given.Select(tensor => tensor.Dims[axis]).Distinct().Count() == 1;
        if (Agree(0))
        {
            yield return 0;
        }

        yield return -1;
        if (Agree(1))
        {
            yield return 1;
        }
    }
}
