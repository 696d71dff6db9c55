using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[t] = x[t] + P[t] with trained P;  dP[t] = Σ dy[t] over the batch.</summary>
internal sealed class LearnedPositionsOp(LearnedPositionsAttribute attribute) : PositionsOp
{
    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
        [rule.Table("positions", rule.Input.Width, rule.Input.Channels, attribute)];
}
