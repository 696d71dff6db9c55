namespace NetGen.Onnx.Import;

/// <summary>What a node asks for is not there; whoever knows the node makes an <see cref="OnnxException"/> of it.</summary>
internal sealed class UnsupportedException(string problem) : Exception(problem);
