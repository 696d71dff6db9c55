using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>One kind of loss: what it is computed against, its formula and the gradient of the output.</summary>
internal abstract class Loss
{
    protected Loss() => Name = GetType().Name;

    /// <summary>The attribute's name without "Attribute".</summary>
    public string Name { get; }

    /// <summary>Whether the target is a class label; otherwise it has the output's shape.</summary>
    public abstract bool TakesLabels { get; }

    /// <summary>Whether each output above 0 says yes, and a target above ½ is one: then there is an accuracy without labels.</summary>
    public virtual bool IsBinary => false;

    /// <summary>What a target value may be; null: any finite number.</summary>
    public virtual (double Least, double Largest)? TargetRange => null;

    /// <summary>What it makes probabilities of scores with; null where it takes any numbers.</summary>
    public virtual string? Squashes => null;

    /// <summary>False after reporting what is wrong with the output or an argument.</summary>
    public abstract bool Check(ShapeRule rule);

    /// <summary>The mean loss of the batch, and d loss / d output.</summary>
    public abstract (Node Loss, Node Gradient) Build(LossContext context);
}
