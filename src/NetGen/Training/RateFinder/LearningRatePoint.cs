namespace NetGen;

/// <summary>One step of a <see cref="LearningRateFinder"/>.</summary>
/// <param name="Rate">The learning rate of its update.</param>
/// <param name="Loss">The loss of its batch, before the update.</param>
/// <param name="Smoothed">The loss of the steps so far, smoothed.</param>
public readonly record struct LearningRatePoint(double Rate, double Loss, double Smoothed);
