namespace NetGen;

/// <summary>
/// Base of everything that can be written on a stage: what it computes (<see cref="OperationAttribute"/>) and how
/// (<see cref="ModifierAttribute"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public abstract class StageAttribute : Attribute
{
    private protected StageAttribute()
    {
    }
}
