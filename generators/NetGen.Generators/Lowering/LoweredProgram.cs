namespace NetGen.Generators.Lowering;

/// <summary>A program ready to print: calls in order, with their buffers placed.</summary>
/// <param name="Pack">Packing of weights, before everything else.</param>
/// <param name="Forward">Up to the output.</param>
/// <param name="Loss">The loss; in training, with the first step of the backward pass where both run over the same elements.</param>
/// <param name="Backward">Everything after the loss; empty for inference.</param>
internal sealed record LoweredProgram(
    IReadOnlyList<Launch> Pack, IReadOnlyList<Launch> Forward, IReadOnlyList<Launch> Loss, IReadOnlyList<Launch> Backward,
    IReadOnlyList<Buffer> Buffers, Buffer Output, Buffer? LossValue)
{
    public IEnumerable<Launch> All => Pack.Concat(Forward).Concat(Loss).Concat(Backward);

    /// <summary>Elements of all buffers of a kind, one behind the other.</summary>
    public int SizeOf(BufferKind kind) => Buffers.Where(b => b.Kind == kind).Select(b => b.Offset + b.Layout.RoundedSize).DefaultIfEmpty(0).Max();
}
