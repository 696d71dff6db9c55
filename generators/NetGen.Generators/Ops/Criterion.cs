using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>One kind of loss: what it is computed against, its formula and the gradient of the output.</summary>
internal abstract class Criterion
{
    protected Criterion() => Name = GetType().Name;

    /// <summary>The attribute's name without "Attribute".</summary>
    public string Name { get; }

    /// <summary>The stages it is on, which its attribute names one by one; null where it is on one alone.</summary>
    public virtual IReadOnlyList<string>? Stages => null;

    /// <summary>Whether it compares its output with a target; otherwise it judges outputs by each other.</summary>
    public virtual bool HasTarget => true;

    /// <summary>Whether a sample's loss has a gradient by other samples' outputs: then <see cref="Build"/> weighs it.</summary>
    public virtual bool MixesSamples => false;

    /// <summary>Whether the target is a class label; otherwise it has the output's shape.</summary>
    public abstract bool TakesLabels { get; }

    /// <summary>Whether each output above 0 says yes, and a target above ½ is one: then there is an accuracy without labels.</summary>
    public virtual bool IsBinary => false;

    /// <summary>Whether the target values of a row are shares of its classes: then labels serve, too, and there is an accuracy.</summary>
    public virtual bool IsDistribution => false;

    /// <summary>What a target value may be; null: any finite number.</summary>
    public virtual (double Least, double Largest)? TargetRange => null;

    /// <summary>The label that counts for nothing; −1 for none.</summary>
    public virtual int IgnoredLabel => -1;

    /// <summary>What it makes probabilities of scores with; null where it takes any numbers.</summary>
    public virtual string? Squashes => null;

    /// <summary>What outputs within bounds cannot say of it; null where there is nothing, or that depends on the targets.</summary>
    public virtual string? Missing(Reach reach, int channels) => null;

    /// <summary>Shape of the target, where it is values.</summary>
    public virtual TensorShape Target(TensorShape output) => output;

    /// <summary>False after reporting what is wrong with the output or an argument.</summary>
    public abstract bool Check(ShapeRule rule);

    /// <summary>
    /// The mean loss of the batch, and its gradient by each output; where samples have weights, that of one whose weight is 1, but of
    /// losses that mix samples.
    /// </summary>
    public abstract LossNodes Build(LossContext context);

    /// <summary>
    /// Whether the stages it names are different ones of one shape, and there is no other beside them; reports where not.
    /// </summary>
    protected bool AreAlike(ShapeRule rule, CriterionAttribute attribute)
    {
        string[] names = [rule.Stage, .. rule.Others.Select(other => other.Stage)];
        string? twice = names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1)?.Key;
        if (!rule.Check("on", attribute.On is null, $"'{attribute.On}'", "left out: the stages stand in front")
            || !rule.Check("a stage", twice is null, $"'{twice}' twice", "another each time"))
        {
            return false;
        }

        StageShape? other = rule.Others.FirstOrDefault(other => other.Shape != rule.Input);
        if (other is not null)
        {
            rule.Error(
                "NG0032", Name, $"{rule.Stage} ({rule.Input})",
                $"stages of one shape, but {other.Stage} gives {other.Shape}: end both with layers of as many outputs");
        }

        return other is null;
    }

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

/// <summary>A loss and its gradients.</summary>
/// <param name="Loss">The mean of the batch.</param>
/// <param name="Gradients">By each output it is on.</param>
internal sealed record LossNodes(Node Loss, IReadOnlyList<Node> Gradients)
{
    public static implicit operator LossNodes((Node Loss, Node Gradient) ofOne) => new(ofOne.Loss, [ofOne.Gradient]);
}
