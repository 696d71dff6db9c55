using System.Globalization;
using Samples;

namespace Gan;

/// <summary>Where a training is.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Steps">Steps so far.</param>
/// <param name="Done">Share of the time, 0 to 1.</param>
/// <param name="DiscriminatorLoss">Running mean.</param>
/// <param name="GeneratorLoss">Running mean.</param>
internal readonly record struct GanProgress(int Epoch, long Steps, double Done, double DiscriminatorLoss, double GeneratorLoss)
{
    /// <summary>What is shown of it.</summary>
    public static IReadOnlyList<ProgressColumn<GanProgress>> Columns { get; } =
    [
        new("epoch", progress => progress.Epoch.ToString(CultureInfo.InvariantCulture)),
        new("steps", progress => progress.Steps.ToString("N0", CultureInfo.InvariantCulture)),
        new("time", progress => progress.Done.ToString("0 %", CultureInfo.InvariantCulture)),
        new("discriminator", progress => progress.DiscriminatorLoss.ToString("0.000", CultureInfo.InvariantCulture)),
        new("generator", progress => progress.GeneratorLoss.ToString("0.000", CultureInfo.InvariantCulture)),
    ];
}
