using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = mean of f(z, a) = a·σ(−z)^γ·softplus(−z), z = x and a = α where t > ½, else z = −x and a = 1 − α, α one or that of the channel, with
/// σ(−z)^γ = e^(−γ·softplus(z));  dx is its derivative. With labels smoothed by s: (1 − s/2)·f(z, a) + s/2·f(−z, 1 − a).
/// </summary>
internal sealed class FocalLoss(FocalLossAttribute attribute) : Criterion
{
    public override bool TakesLabels => false;

    public override bool IsBinary => true;

    public override (double Least, double Largest)? TargetRange => (0, 1);

    public override string? Squashes => "the sigmoid";

    private const int MostAlphas = 256;

    private double[] Alphas => [.. (attribute.Alphas ?? []).Select(Rate.AsWritten)];

    private double Gamma => Rate.AsWritten(attribute.Gamma);

    private double Smoothing => Rate.AsWritten(attribute.LabelSmoothing);

    public override string? Missing(Reach reach, int channels) => reach.MissingOfSigmoid();

    public override bool Check(ShapeRule rule) =>
        rule.Check(Gamma, Gamma >= 0 && Gamma <= 10, "from 0 to 10")
            && rule.IsShare(Smoothing, "attribute.LabelSmoothing")
            && rule.Check(attribute.Alpha, attribute.Alpha is -1 or (> 0 and < 1), "above 0 and below 1, or −1")
            && rule.Check(
                "alphas", Alphas.Length == 0 || Alphas.Length == Math.Min(rule.Input.Channels, MostAlphas),
                $"{Alphas.Length} numbers for an output of {rule.Input}", $"one for each feature or channel, of at most {MostAlphas}")
            && Alphas.All(alpha => rule.Check(alpha, alpha > 0 && alpha < 1, "above 0 and below 1", "alphas"));

    public override LossNodes Build(LossContext c)
    {
        Expr x = new Expr.Input(0), t = new Expr.Input(1), z = Expr.Greater(t, 0.5, x, -x);
        Expr alpha = Alphas.Length > 0 ? Expr.OfChannels(Alphas) : Rate.AsWritten(attribute.Alpha);
        bool isWeighed = Alphas.Length > 0 || attribute.Alpha >= 0;
        Expr own = Side(z, isWeighed ? Expr.Greater(t, 0.5, alpha, 1 - alpha) : 1);
        return c.Mean("loss", Smoothing > 0
            ? own * (1 - (Smoothing / 2)) + Side(-z, isWeighed ? Expr.Greater(t, 0.5, 1 - alpha, alpha) : 1) * (Smoothing / 2)
            : own);
    }

    private Expr Side(Expr z, Expr share) => Expr.Exp(Expr.Softplus(z) * -Gamma) * Expr.Softplus(-z) * share;
}
