using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>What <see cref="Bagging.Fit"/> made.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class BaggedNetworks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal BaggedNetworks(IReadOnlyList<Network<T>> networks, OutOfBagEstimate outOfBag)
    {
        Networks = networks;
        Ensemble = new(networks);
        OutOfBag = outOfBag;
    }

    /// <summary>The networks, each trained on another bootstrap.</summary>
    public IReadOnlyList<Network<T>> Networks { get; }

    /// <summary>All of them, predicting together.</summary>
    public Ensemble<T> Ensemble { get; }

    /// <summary>How wrong they are on what they have not seen.</summary>
    public OutOfBagEstimate OutOfBag { get; }
}

/// <summary>The error of bagged networks, each sample judged by those that have not seen it.</summary>
/// <param name="Error">
/// Share of wrong answers where each sample has a label, or one yes or no; else the mean squared error. NaN where no sample is judged.
/// </param>
/// <param name="Samples">Samples that at least one network has not seen.</param>
/// <param name="IsShare">Whether the error is a share of wrong answers.</param>
public sealed record OutOfBagEstimate(double Error, int Samples, bool IsShare)
{
    /// <summary>"wrong 8.31% of 1599 samples", "mean squared error 0.41 of 1599 samples".</summary>
    public override string ToString() => IsShare
        ? Invariant($"wrong {100 * Error:F2}% of {Words.Counted(Samples, "sample")}")
        : Invariant($"mean squared error {Error:G6} of {Words.Counted(Samples, "sample")}");
}
