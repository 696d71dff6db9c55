namespace NetGen;

/// <summary>Base of the operations: those of a stage are applied in the order written.</summary>
public abstract class OperationAttribute : StageAttribute;
