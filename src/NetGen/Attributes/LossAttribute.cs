namespace NetGen;

/// <summary>Base of the losses: one of them on the network's class says what training minimizes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class LossAttribute : Attribute;
