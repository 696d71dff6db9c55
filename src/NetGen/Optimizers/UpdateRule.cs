using NetGen.Numerics;

namespace NetGen;

/// <summary>An <see cref="IUpdateRule"/> as a value: what an <see cref="Optimizer"/> is made with.</summary>
public abstract class UpdateRule
{
    private protected UpdateRule()
    {
    }

    /// <summary>Numbers that are remembered of each parameter.</summary>
    public abstract int SlotCount { get; }

    /// <summary>Numbers of a step that are the same for all parameters.</summary>
    public abstract int FactorCount { get; }

    /// <summary>What a slot is: see <see cref="IUpdateRule.SlotName"/>.</summary>
    /// <param name="slot">0 to <see cref="SlotCount"/> − 1.</param>
    public abstract string SlotName(int slot);

    /// <summary>A rule as a value.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <exception cref="ArgumentException">It has more slots or factors than there can be.</exception>
    public static UpdateRule Of<TRule>()
        where TRule : struct, IUpdateRule
    {
        if (TRule.SlotCount is < 0 or > Slots<F1>.Most || TRule.FactorCount is < 0 or > Factors<F1>.Most)
        {
            throw new ArgumentException(
                $"{typeof(TRule).Name} has {TRule.SlotCount} slots and {TRule.FactorCount} factors; "
                + $"a rule has up to {Slots<F1>.Most} and {Factors<F1>.Most}.",
                nameof(TRule));
        }

        return new Typed<TRule>();
    }

    /// <summary>Makes what runs the rule: generic code over its type, no reflection.</summary>
    internal abstract TResult Accept<TResult>(IRuleVisitor<TResult> visitor);

    private sealed class Typed<TRule> : UpdateRule
        where TRule : struct, IUpdateRule
    {
        public override int SlotCount => TRule.SlotCount;

        public override int FactorCount => TRule.FactorCount;

        public override string SlotName(int slot) => TRule.SlotName(slot);

        internal override TResult Accept<TResult>(IRuleVisitor<TResult> visitor) => visitor.Visit<TRule>();
    }
}

/// <summary>Makes something of a rule's type.</summary>
internal interface IRuleVisitor<TResult>
{
    TResult Visit<TRule>()
        where TRule : struct, IUpdateRule;
}
