namespace NetGen;

/// <summary>
/// Gated recurrent unit: r = σ(Wᵣ·x + Uᵣ·h + bᵣ);  z = σ(W_z·x + U_z·h + b_z);  n = tanh(Wₙ·x + bₙ + r·(Uₙ·h + cₙ));
/// h ← (1 − z)·n + z·h. Cho et al. 2014, https://arxiv.org/abs/1406.1078; the reset gate behind the product, as in PyTorch. Shapes and
/// parameters: <see cref="RecurrenceAttribute"/>, gates = 3 in the order r, z, n; bias_hn_l [hidden] is cₙ.
/// </summary>
public sealed class GruAttribute : RecurrenceAttribute
{
    /// <summary>With a state of so many numbers.</summary>
    /// <param name="hidden">At least 1.</param>
    public GruAttribute(int hidden)
        : base(hidden)
    {
    }

    /// <inheritdoc cref="GruAttribute(int)"/>
    public GruAttribute(string hidden)
        : base(hidden)
    {
    }
}
