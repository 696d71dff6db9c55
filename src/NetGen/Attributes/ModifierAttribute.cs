namespace NetGen;

/// <summary>
/// Base of what concerns a whole stage: what it reads, how often it stands there, whose weights it has. Each stands once.
/// </summary>
public abstract class ModifierAttribute : StageAttribute
{
    private protected ModifierAttribute()
    {
    }
}
