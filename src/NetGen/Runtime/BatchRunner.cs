namespace NetGen.Runtime;

/// <summary>
/// Runs compiled code over one batch that lies in its staging buffers: a training step's forward and backward pass,
/// or a forward pass with loss. Generated code derives from it; trainers and evaluation feed it.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class BatchRunner<T>
    where T : unmanaged
{
    /// <summary>Most samples in one batch.</summary>
    public abstract int Capacity { get; }

    /// <summary>Values of one sample.</summary>
    public abstract int InputSize { get; }

    /// <summary>Target values of one sample; 0 where the loss takes a class label.</summary>
    public abstract int TargetSize { get; }

    /// <summary>Number of classes where the loss takes a class label, else 0.</summary>
    public abstract int Classes { get; }

    /// <summary>Whether <see cref="BatchResult.Correct"/> counts anything: the loss knows classes, or yes and no.</summary>
    public virtual bool HasAccuracy => Classes > 0;

    /// <summary>The batch: [<see cref="Capacity"/> × <see cref="InputSize"/>], in the user's order (channels first).</summary>
    public abstract Span<T> Inputs { get; }

    /// <summary>Class labels: [<see cref="Capacity"/>]; empty where the loss takes values.</summary>
    public abstract Span<int> Labels { get; }

    /// <summary>Target values: [<see cref="Capacity"/> × <see cref="TargetSize"/>]; empty where the loss takes labels.</summary>
    public abstract Span<T> Targets { get; }

    /// <summary>Runs over the first <paramref name="count"/> samples of the staging buffers.</summary>
    /// <param name="count">1 to <see cref="Capacity"/>.</param>
    public abstract BatchResult Run(int count);

    /// <summary>The gradient of a parameter in the last step.</summary>
    internal virtual ReadOnlySpan<T> Gradient(Parameter parameter) => throw new NotSupportedException("Only a training step has gradients.");
}
