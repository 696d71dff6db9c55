using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using static System.FormattableString;

namespace NetGen.Onnx;

/// <summary>Writes ONNX files. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OnnxFile
{
    /// <summary>ONNX's file format that goes with opset 21, and that with 23.</summary>
    private const int FormatOf21 = 10, FormatOf23 = 11;

    /// <summary>Protocol Buffers have no longer messages; what is not weights is less than the rest.</summary>
    private const long LargestFile = int.MaxValue, Reserve = 1 << 24;

    /// <summary>Writes a network's prediction, whole or not at all.</summary>
    /// <typeparam name="T">The network's number type.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="network">Whose weights.</param>
    /// <param name="describe">Makes the graph.</param>
    /// <exception cref="OnnxException">A weight is NaN or infinite, or the file would be too large.</exception>
    public static void Save<T>(string path, Network<T> network, Action<OnnxGraph> describe)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ModelProto model = ModelOf(path, network, describe);
        AtomicFile.Write(path, model.WriteTo);
    }

    /// <summary>The same to a stream.</summary>
    /// <inheritdoc cref="Save{T}(string, Network{T}, Action{OnnxGraph})"/>
    /// <param name="stream">Where to.</param>
    /// <param name="network">Whose weights.</param>
    /// <param name="describe">Makes the graph.</param>
    public static void Save<T>(Stream stream, Network<T> network, Action<OnnxGraph> describe)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(network);
        ModelOf(network.GetType().Name, network, describe).WriteTo(stream);
    }

    private static ModelProto ModelOf<T>(string file, Network<T> network, Action<OnnxGraph> describe)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(describe);
        long bytes = network.Parameters.Sum(parameter => (long)parameter.Shape.Size * Marshal.SizeOf<T>());
        if (bytes > LargestFile - Reserve)
        {
            string name = network.GetType().Name;
            throw new OnnxException(file, Invariant(
                $"{name} has {bytes} bytes of weights; an ONNX file holds at most {LargestFile}: write its weights with Save."));
        }

        Dictionary<string, Parameter> parameters = network.Parameters.ToDictionary(parameter => parameter.Name);
        OnnxGraph graph = new(
            network.GetType().Name, typeof(T) == typeof(double), (proto, name) => proto.Initializer.Add(Tensor<T>(file, parameters[name])));
        using (network.Gate.Read())
        {
            describe(graph);
        }

        ModelProto model = new()
        {
            IrVersion = graph.Opset > 21 ? FormatOf23 : FormatOf21,
            ProducerName = "NetGen",
            ProducerVersion = typeof(OnnxFile).Assembly.GetName().Version!.ToString(3),
            Graph = graph.Proto,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = graph.Opset });
        return model;
    }

    private static TensorProto Tensor<T>(string file, Parameter parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> values = parameter.AsSpan<T>();
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw new OnnxException(
                    file, Invariant($"{parameter.Name}[{i}] is {values[i]}: a network with such a weight is not written."));
            }
        }

        TensorProto tensor = new()
        {
            Name = parameter.Name,
            DataType = (int)(typeof(T) == typeof(double) ? TensorProto.Types.DataType.Double : TensorProto.Types.DataType.Float),
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };
        for (int i = 0; i < parameter.Shape.Count; i++)
        {
            tensor.Dims.Add(parameter.Shape[i]);
        }

        return tensor;
    }
}
