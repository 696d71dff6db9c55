using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[t] = x[t] + P[t], P[t, 2i] = sin(t / 10000^(2i/n)), P[t, 2i+1] = cos(t / 10000^(2i/n)).  Vaswani et al. 2017.</summary>
internal sealed class SinusoidalPositionsOp : PositionsOp
{
    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
        [rule.Table("positions", rule.Input.Width, rule.Input.Channels, Start.Sinusoidal)];
}
