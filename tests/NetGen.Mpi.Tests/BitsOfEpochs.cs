namespace NetGen.Mpi.Tests;

/// <summary>Notes the weights after each epoch.</summary>
internal sealed class BitsOfEpochs(Func<string> bits) : Callback
{
    /// <summary>What was noted.</summary>
    public List<string> Seen { get; } = [];

    public override void OnEpochEnd(TrainingContext context) => Seen.Add(bits());
}
