namespace NetGen;

/// <summary>The mean of each channel over height and width. Input [channels, height, width], output [channels].</summary>
public sealed class GlobalAvgPool2dAttribute : OperationAttribute;
