namespace NetGen;

/// <summary>What the numbers of a step follow from, beside the hyper-parameters: see <see cref="Optimizer.SetFactors"/>.</summary>
/// <param name="LearningRate">η: <see cref="Optimizer.LearningRate"/> times the schedule's factor, and the factor of a group.</param>
/// <param name="WeightDecay">
/// λ: <see cref="Optimizer.WeightDecay"/>; 0 for parameters of one dimension, unless <see cref="Optimizer.DecaysVectors"/> says otherwise.
/// </param>
/// <param name="Step">
/// The step, from 1, without those in which the parameters were frozen by <see cref="Trainer{T}.Freeze"/>: the step of corrections.
/// </param>
public readonly record struct UpdateStep(double LearningRate, double WeightDecay, long Step);
