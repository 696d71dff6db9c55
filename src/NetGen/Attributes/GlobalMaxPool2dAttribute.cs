namespace NetGen;

/// <summary>The largest value of each channel. Input [channels, height, width]; output [channels].</summary>
public sealed class GlobalMaxPool2dAttribute : OperationAttribute;
