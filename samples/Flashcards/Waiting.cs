using System.Reflection;
using NetGen;

// Stands in for what the compiler will write of MemoryModel.cs: goes once it knows a method as a recurrent cell.
namespace Flashcards;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class NetworkAttribute : Attribute;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class LossAttribute(string method) : Attribute
{
    public string Method { get; } = method;
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class RecurrentAttribute(string method) : Attribute
{
    public string Method { get; } = method;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class DifferentiableAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class LearnableAttribute : Attribute
{
    public float Start { get; set; }

    public float Min { get; set; } = float.NegativeInfinity;

    public float Max { get; set; } = float.PositiveInfinity;
}

public partial class MemoryModel
{
    internal MemoryModel(int seed) => _ = seed;

    public partial Layer Recall => throw new NotSupportedException();

    internal IReadOnlyList<Number> Parameters { get; } =
    [
        .. typeof(Weights).GetConstructors()[0].GetParameters().Select(
            parameter => new Number(parameter.Name!, parameter.GetCustomAttribute<LearnableAttribute>()!.Start)),
    ];

    internal Trainer CreateTrainer(Optimizer optimizer, int batchSize, TrainerOptions options) => new(this);

    internal sealed class Number(string name, float start)
    {
        private readonly float[] _values = [start];

        public string Name { get; } = name;

        public Span<float> Span => _values;
    }

    /// <summary>Learns nothing.</summary>
    internal sealed class Trainer(MemoryModel network) : IDisposable
    {
        public void Fit(Dataset train, int epochs, IProgress<TrainingProgress> progress, CancellationToken cancellationToken) =>
            _ = network;

        public void Dispose()
        {
        }
    }
}
