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

    /// <summary>The label that counts for nothing; −1 for none.</summary>
    public virtual int IgnoredLabel => -1;

    /// <summary>What it makes probabilities of scores with; null where it takes any numbers.</summary>
    public virtual string? Squashes => null;

    /// <summary>Shape of the target, where it is values.</summary>
    public virtual TensorShape Target(TensorShape output) => output;

    /// <summary>False after reporting what is wrong with the output or an argument.</summary>
    public abstract bool Check(ShapeRule rule);

    /// <summary>The mean loss of the batch, and d loss / d output.</summary>
    public abstract (Node Loss, Node Gradient) Build(LossContext context);

    /// <summary>Whether there is a score for each of several classes; reports where there is not.</summary>
    protected bool HasClasses(ShapeRule rule)
    {
        if (rule.Input.Channels < 2)
        {
            rule.Error(
                "NG0032", Name, rule.Input.ToString(),
                "one score for each of at least 2 classes (as features, or as the channels of each position or pixel)");
        }

        return rule.Input.Channels >= 2;
    }
}
