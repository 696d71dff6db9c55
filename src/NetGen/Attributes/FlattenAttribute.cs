namespace NetGen;

/// <summary>All dimensions of a sample in one: [channels, height, width] becomes [channels·height·width], channels first.</summary>
public sealed class FlattenAttribute : OperationAttribute;
