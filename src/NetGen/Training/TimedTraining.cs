namespace NetGen;

/// <summary>What <see cref="Trainer{T}.TrainFor"/> did.</summary>
/// <param name="Steps">Steps made: at least 1.</param>
/// <param name="Samples">Samples trained on.</param>
/// <param name="Loss">Their mean loss, each measured in the step that trained on it.</param>
/// <param name="Elapsed">The time it took.</param>
public readonly record struct TimedTraining(int Steps, int Samples, double Loss, TimeSpan Elapsed);
