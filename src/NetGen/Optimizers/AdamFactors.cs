namespace NetGen;

/// <summary>The numbers of a step of <see cref="AdamRule"/>, and what they are computed from.</summary>
/// <param name="beta1">β₁.</param>
/// <param name="beta2">β₂.</param>
/// <param name="epsilon">ε.</param>
/// <param name="isDecoupled">Whether weight decay shrinks the parameters and is not added to the gradients.</param>
internal sealed class AdamFactors(double beta1, double beta2, double epsilon, bool isDecoupled)
{
    public const int Beta1 = 0, Newest1 = 1, Beta2 = 2, Newest2 = 3, Epsilon = 4, Penalty = 5, Kept = 6, StepSize = 7, RootScale = 8;

    public const int Count = 9;

    /// <summary>The factors of a step.</summary>
    public void Set(in UpdateStep step, Span<double> factors)
    {
        factors[Beta1] = beta1;
        factors[Newest1] = 1 - beta1;
        factors[Beta2] = beta2;
        factors[Newest2] = 1 - beta2;
        factors[Epsilon] = epsilon;
        factors[Penalty] = isDecoupled ? 0 : step.WeightDecay;
        factors[Kept] = isDecoupled ? 1 - (step.LearningRate * step.WeightDecay) : 1;
        factors[StepSize] = -step.LearningRate / (1 - Math.Pow(beta1, step.Step));
        factors[RootScale] = 1 / Math.Sqrt(1 - Math.Pow(beta2, step.Step));
    }
}
