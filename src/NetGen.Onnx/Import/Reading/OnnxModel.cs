using Google.Protobuf;
using GraphProto = global::Onnx.GraphProto;
using ModelProto = global::Onnx.ModelProto;
using NodeProto = global::Onnx.NodeProto;
using TensorProto = global::Onnx.TensorProto;
using ValueInfoProto = global::Onnx.ValueInfoProto;

namespace NetGen.Onnx.Import.Reading;

/// <summary>A model as its file has it: inputs, constants, nodes in an order in which each finds what it reads.</summary>
internal sealed class OnnxModel
{
    /// <summary>The versions of operators that are read.</summary>
    public const int OldestOpset = 7, NewestOpset = 28;

    private const int MostNodes = 1 << 20;

    private OnnxModel(string file) => File = file;

    public string File { get; }

    public long Opset { get; private set; }

    /// <summary>Inputs that are no constants.</summary>
    public List<ValueInfoProto> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    /// <summary>Constants by name.</summary>
    public Dictionary<string, Tensor> Constants { get; } = [];

    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>How many nodes and outputs read a value.</summary>
    public Dictionary<string, int> Readers { get; } = [];

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="OnnxException">It is damaged, or no ONNX file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static OnnxModel Read(string path)
    {
        using FileStream stream = InputFile.Open(path, problem => new OnnxException(path, problem));
        return Read(path, stream);
    }

    /// <summary>The same of a stream; what lies in other files lies beside <paramref name="path"/>.</summary>
    public static OnnxModel Read(string path, Stream stream)
    {
        ModelProto proto;
        try
        {
            proto = ModelProto.Parser.ParseFrom(stream);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new OnnxException(path, $"it is damaged, or no ONNX file: {exception.Message}", exception);
        }

        return From(path, proto);
    }

    /// <summary>The same of what has been read.</summary>
    public static OnnxModel From(string path, ModelProto proto)
    {
        OnnxModel model = new(path);
        if (proto.Graph is not { } graph || graph.Output.Count == 0)
        {
            throw new OnnxException(path, "it has no graph with outputs: it is damaged, or no ONNX file.");
        }

        model.SetOpset(proto);
        TensorReader tensors = new(path);
        HashSet<string> names = [];
        foreach (TensorProto constant in graph.Initializer)
        {
            model.Claim(names, constant.Name);
            model.Constants.Add(constant.Name, tensors.Read(constant).From(constant.Name));
        }

        if (graph.SparseInitializer.Count > 0)
        {
            throw new OnnxException(path, "it has sparse tensors, which are not read.");
        }

        foreach (ValueInfoProto input in graph.Input.Where(input => !model.Constants.ContainsKey(input.Name)))
        {
            model.Claim(names, input.Name);
            model.Inputs.Add(input);
        }

        model.Outputs.AddRange(graph.Output.Select(static output => output.Name));
        model.Order(graph, names, tensors);
        return model;
    }

    private void SetOpset(ModelProto proto)
    {
        foreach (global::Onnx.OperatorSetIdProto set in proto.OpsetImport.Where(static set => set.Domain is "" or "ai.onnx"))
        {
            Opset = Math.Max(Opset, set.Version);
        }

        if (Opset is < OldestOpset or > NewestOpset)
        {
            string found = Opset == 0 ? "names no version of the operators (opset)" : FormattableString.Invariant($"is of opset {Opset}");
            throw new OnnxException(File, $"it {found}; what is read is opset {OldestOpset} to {NewestOpset}.");
        }
    }

    private void Claim(HashSet<string> names, string name)
    {
        if (name.Length == 0 || !names.Add(name))
        {
            throw new OnnxException(File, name.Length == 0 ? "a value has no name." : $"two values have the name '{name}'.");
        }
    }

    /// <summary>Each node behind those that give what it reads, else in the order of the file.</summary>
    private void Order(GraphProto graph, HashSet<string> names, TensorReader tensors)
    {
        if (graph.Node.Count > MostNodes)
        {
            throw new OnnxException(File, $"it has {graph.Node.Count} nodes, more than {MostNodes}.");
        }

        HashSet<string> known = [.. names];
        Dictionary<string, List<OnnxNode>> waiting = [];
        Dictionary<OnnxNode, int> missing = [];
        foreach (NodeProto proto in graph.Node)
        {
            OnnxNode node = new(proto, Opset, tensors);
            foreach (string output in node.Outputs.Where(static output => output.Length > 0))
            {
                Claim(names, output);
            }

            string[] reads = [.. node.Inputs.Where(static input => input.Length > 0).Distinct()];
            foreach (string input in reads)
            {
                Readers[input] = Readers.GetValueOrDefault(input) + node.Inputs.Count(name => name == input);
            }

            missing[node] = 0;
            foreach (string input in reads.Where(input => !known.Contains(input)))
            {
                missing[node]++;
                (waiting.TryGetValue(input, out List<OnnxNode>? nodes) ? nodes : waiting[input] = []).Add(node);
            }

            if (missing[node] == 0)
            {
                Add(node, known, waiting, missing);
            }
        }

        foreach (string output in Outputs)
        {
            Readers[output] = Readers.GetValueOrDefault(output) + 1;
        }

        if (Nodes.Count < graph.Node.Count)
        {
            OnnxNode stuck = missing.First(static pair => pair.Value > 0).Key;
            string input = stuck.Inputs.First(name => name.Length > 0 && !known.Contains(name));
            throw new OnnxException(
                File, stuck.Name, stuck.Operator, Opset,
                names.Contains(input) ? $"it waits for '{input}' in a circle." : $"nothing gives its input '{input}'.");
        }

        if (Outputs.FirstOrDefault(output => !known.Contains(output)) is { } unknown)
        {
            throw new OnnxException(File, $"nothing gives the output '{unknown}'.");
        }
    }

    private void Add(OnnxNode first, HashSet<string> known, Dictionary<string, List<OnnxNode>> waiting, Dictionary<OnnxNode, int> missing)
    {
        Queue<OnnxNode> ready = new([first]);
        while (ready.TryDequeue(out OnnxNode? node))
        {
            Nodes.Add(node);
            foreach (string output in node.Outputs.Where(output => output.Length > 0 && known.Add(output)))
            {
                foreach (OnnxNode reader in waiting.GetValueOrDefault(output, []).Where(reader => --missing[reader] == 0))
                {
                    ready.Enqueue(reader);
                }
            }
        }
    }
}
