using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Operators;
using NetGen.Onnx.Import.Reading;
using NetGen.Onnx.Import.Writing;
using static Onnx.TensorProto.Types;
using ModelProto = global::Onnx.ModelProto;
using ValueInfoProto = global::Onnx.ValueInfoProto;

namespace NetGen.Onnx.Import;

/// <summary>Makes NetGen networks of ONNX models: a declaration to be read, edited and trained, and a file of its weights.</summary>
public sealed class OnnxImporter
{
    private const int LargestDimension = 1 << 28;

    private readonly OnnxModel _model;
    private readonly ImportOptions _options;
    private readonly Algebra.Algebra _algebra;
    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<string, int> _tokens;
    private readonly bool _isDouble;

    private OnnxImporter(OnnxModel model, ImportOptions options)
    {
        (_model, _options) = (model, options);
        _tokens = Tokens(model, options);
        DataType[] types = [.. model.Inputs.Where(input => !options.Constants.ContainsKey(input.Name)).Select(TypeOf)];
        _isDouble = types.Contains(DataType.Double)
            || (types.Length > 0 && _tokens.Count == 0 && types.All(static type =>
                type is DataType.Int32 or DataType.Int64 or DataType.Uint32 or DataType.Uint64));
        _algebra = new Algebra.Algebra(new StepGraph(), new Methods(_isDouble));
    }

    /// <summary>The operators that are imported.</summary>
    public static IReadOnlyCollection<string> Operators => OperatorRegistry.Names;

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Names, sizes left open, loss.</param>
    /// <exception cref="OnnxException">It is damaged, or has what no network has.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImportedNetwork Import(string path, ImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new OnnxImporter(OnnxModel.Read(path), options ?? new ImportOptions()).Run();
    }

    internal static ImportedNetwork Import(string path, ModelProto proto, ImportOptions options) =>
        new OnnxImporter(OnnxModel.From(path, proto), options).Run();

    private ImportedNetwork Run()
    {
        foreach ((string name, Tensor constant) in _model.Constants)
        {
            _values[name] = Value.Of(constant);
        }

        ReadInputs();
        HashSet<OnnxNode> needed = Needed();
        foreach (OnnxNode node in _model.Nodes.Where(needed.Contains))
        {
            Map(node);
        }

        return NetworkWriter.Write(_model, _options, _algebra, [.. _model.Outputs.Select(output => (output, _values[output]))], _isDouble);
    }

    private void ReadInputs()
    {
        foreach (ValueInfoProto input in _model.Inputs)
        {
            if (_options.Constants.TryGetValue(input.Name, out Tensor? constant))
            {
                _values[input.Name] = Value.Of(constant);
                continue;
            }

            DataType type = TypeOf(input);
            long[] dims = Dims(input);
            try
            {
                int[] sample = [.. dims.Where(static dim => dim != Batch.Marker).Select(static dim => (int)dim)];
                int[] form = _tokens.ContainsKey(input.Name)
                    ? [sample.Aggregate(1, static (product, dim) => checked(product * dim))]
                    : Algebra.Algebra.Form(sample);
                _ = form.Aggregate(1, static (product, dim) => checked(product * dim));
                Step step = _algebra.Graph.Input(
                    input.Name, _tokens.ContainsKey(input.Name) ? "TokenInput" : "Input", string.Join(", ", form), form);
                step.Vocabulary = _tokens.GetValueOrDefault(input.Name, step.Vocabulary);
                _values[input.Name] = Value.Of(step, type, dims);
            }
            catch (Exception exception) when (exception is UnsupportedException or OverflowException)
            {
                throw new OnnxException(_model.File, $"the input '{input.Name}': {exception.Message}", exception);
            }
        }
    }

    private DataType TypeOf(ValueInfoProto input) => input.Type?.TensorType is { } tensor
        ? (DataType)tensor.ElemType is var type && (Tensor.IsFloat(type) || type is DataType.Bool or DataType.Int8 or DataType.Uint8
            or DataType.Int16 or DataType.Uint16 or DataType.Int32 or DataType.Uint32 or DataType.Int64 or DataType.Uint64)
            ? type
            : throw new OnnxException(_model.File, $"the input '{input.Name}' is of {type}, which no network takes.")
        : throw new OnnxException(_model.File, $"the input '{input.Name}' is no tensor.");

    private long[] Dims(ValueInfoProto input)
    {
        global::Onnx.TensorShapeProto shape = input.Type.TensorType.Shape
            ?? throw new OnnxException(_model.File, $"the input '{input.Name}' has no shape.");
        long[] dims = new long[shape.Dim.Count];
        for (int i = 0; i < dims.Length; i++)
        {
            global::Onnx.TensorShapeProto.Types.Dimension dim = shape.Dim[i];
            dims[i] = i == _options.BatchAxis ? Batch.Marker
                : dim.HasDimValue ? dim.DimValue
                : _options.Dimensions.TryGetValue(dim.DimParam, out int given) ? given
                : throw new OnnxException(
                    _model.File,
                    dim.DimParam.Length > 0
                        ? $"dimension {i} of the input '{input.Name}' is open: give its size, {dim.DimParam}=NUMBER."
                        : $"dimension {i} of the input '{input.Name}' is open and has no name.");
            if (dims[i] != Batch.Marker && dims[i] is < 1 or > LargestDimension && dims[i] != Batch.Marker)
            {
                throw new OnnxException(
                    _model.File, FormattableString.Invariant(
                        $"dimension {i} of the input '{input.Name}' is {dims[i]}; a network needs 1 to {LargestDimension}."));
            }
        }

        return _options.BatchAxis < dims.Length
            ? dims
            : throw new OnnxException(_model.File, $"the input '{input.Name}' has {dims.Length} dimensions, none of which is the batch.");
    }

    /// <summary>The nodes that outputs depend on.</summary>
    private HashSet<OnnxNode> Needed()
    {
        HashSet<string> wanted = [.. _model.Outputs];
        HashSet<OnnxNode> needed = [];
        for (int i = _model.Nodes.Count - 1; i >= 0; i--)
        {
            if (_model.Nodes[i].Outputs.Any(wanted.Contains))
            {
                needed.Add(_model.Nodes[i]);
                wanted.UnionWith(_model.Nodes[i].Inputs);
            }
        }

        return needed;
    }

    private void Map(OnnxNode node)
    {
        try
        {
            OperatorMapping mapping = OperatorRegistry.Find(node.Operator)
                ?? throw new UnsupportedException("NetGen has no such operator.");
            _algebra.Graph.Origin = OriginOf(node);
            Value?[] inputs = [.. node.Inputs.Select(name => name.Length > 0 ? _values[name] : null)];
            Value[] outputs = mapping(new OperatorContext(node, inputs, _algebra, _model, _values));
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                if (node.HasOutput(i))
                {
                    if (i < outputs.Length)
                    {
                        _values[node.Outputs[i]] = outputs[i];
                    }
                    else if (_model.Readers.GetValueOrDefault(node.Outputs[i]) > 0)
                    {
                        throw new UnsupportedException($"its output '{node.Outputs[i]}' is used, which no network gives.");
                    }
                }
            }
        }
        catch (UnsupportedException exception)
        {
            throw new OnnxException(_model.File, node.Name, node.Operator, _model.Opset, exception.Message, exception);
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentException or IndexOutOfRangeException
            or InvalidOperationException or DivideByZeroException or KeyNotFoundException)
        {
            throw new OnnxException(
                _model.File, node.Name, node.Operator, _model.Opset, $"its inputs or attributes do not fit together ({exception.Message})",
                    exception);
        }
    }

    /// <summary>What names the node's stage: the module that its weights belong to, else its path without what says nothing new.</summary>
    private string OriginOf(OnnxNode node)
    {
        string? weight = node.Inputs.FirstOrDefault(name =>
            _model.Constants.ContainsKey(name) && name.EndsWith(".weight", StringComparison.Ordinal) && name.Length > ".weight".Length);
        if (weight is not null)
        {
            return weight[..^".weight".Length];
        }

        string[] path = node.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        path = path.Length > 1 && path[^1].StartsWith(node.Operator, StringComparison.OrdinalIgnoreCase) ? path[..^1] : path;
        return string.Join('/',
            path.Where((part, i) => i == path.Length - 1 || !path[i + 1].StartsWith(part + ".", StringComparison.Ordinal)));
    }

    /// <summary>Inputs of whole numbers that are looked up in a table, and how many rows the smallest of them has.</summary>
    private static Dictionary<string, int> Tokens(OnnxModel model, ImportOptions options)
    {
        Dictionary<string, string> origin =
            model.Inputs.Where(input => !options.Constants.ContainsKey(input.Name)).ToDictionary(
            static input => input.Name, static input => input.Name);
        Dictionary<string, int> tokens = [];
        foreach (OnnxNode node in model.Nodes)
        {
            if (node.Operator is "Cast" or "Identity" or "Unsqueeze" or "Squeeze" or "Reshape" or "Flatten" && node.HasInput(0)
                && node.HasOutput(0)
                && origin.TryGetValue(node.Inputs[0], out string? from))
            {
                origin[node.Outputs[0]] = from;
            }
            else if (node.Operator == "Gather" && node.HasInput(1) && origin.TryGetValue(node.Inputs[1], out string? name)
                && !origin.ContainsKey(node.Inputs[0]))
            {
                int rows = model.Constants.TryGetValue(node.Inputs[0], out Tensor? table)
                    ? table.Dims.ElementAtOrDefault((int)node.Int("axis", 0))
                    : 0;
                tokens[name] = Math.Min(tokens.GetValueOrDefault(name, int.MaxValue), rows > 0 ? rows : int.MaxValue);
            }
        }

        return tokens.Where(token => model.Inputs.First(input => input.Name == token.Key).Type?.TensorType is { } type
            && !Tensor.IsFloat((DataType)type.ElemType)).ToDictionary();
    }
}
