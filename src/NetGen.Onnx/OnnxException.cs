namespace NetGen.Onnx;

/// <summary>An ONNX file cannot be written or read: the message says what is wrong and where.</summary>
public sealed class OnnxException : Exception
{
    /// <summary>An error with a message.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public OnnxException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message and its cause.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">What caused it.</param>
    public OnnxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
