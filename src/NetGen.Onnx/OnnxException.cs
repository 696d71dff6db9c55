namespace NetGen.Onnx;

/// <summary>
/// An ONNX file cannot be written or read, or has something that no NetGen network has: says which file, node, operator and version.
/// </summary>
public sealed class OnnxException : IOException
{
    internal OnnxException(string file, string problem, Exception? inner = null)
        : base($"{file}: {problem}", inner) => (File, Problem) = (file, problem);

    internal OnnxException(string file, string node, string operatorName, long opset, string problem, Exception? inner = null)
        : base(FormattableString.Invariant($"{file}: {operatorName} '{node}' (opset {opset}): {problem}"), inner) =>
        (File, Node, Operator, Opset, Problem) = (file, node, operatorName, opset, problem);

    /// <summary>Path of the file, as given; of what goes to a stream, the network's class.</summary>
    public string File { get; }

    /// <summary>The node's name, or that of its first output; null where no node is to blame.</summary>
    public string? Node { get; }

    /// <summary>The node's operator: "Conv", or "com.microsoft.FusedConv" of another domain; null likewise.</summary>
    public string? Operator { get; }

    /// <summary>The version of the operators that the file names; 0 where no node is to blame.</summary>
    public long Opset { get; }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }
}
