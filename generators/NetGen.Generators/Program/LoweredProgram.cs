using NetGen.Generators.Passes;

namespace NetGen.Generators.Program;

/// <summary>A network's programs for one target.</summary>
/// <param name="Inference">The forward pass.</param>
/// <param name="Training">The training step; null without a loss.</param>
/// <param name="Decoding">The forward pass over the next tokens; null where there is none.</param>
/// <param name="Features">The forward pass to the stages with Features; null without any.</param>
/// <param name="Quantized">The forward pass in integers; null where there is nothing quantized.</param>
internal sealed record Programs(
    LoweredProgram Inference, LoweredProgram? Training, LoweredProgram? Decoding, LoweredProgram? Features, LoweredProgram? Quantized)
{
    /// <summary>What explains the forward pass; none where nothing is to be explained.</summary>
    public IReadOnlyList<(Explanation Explanation, LoweredProgram Program)> Explanations { get; init; } = [];
}

/// <summary>A program from lowering to text: calls in order over buffers. Each pass over calls makes a new one.</summary>
/// <param name="Pack">Packing of weights, before everything else.</param>
/// <param name="Forward">Up to the outputs.</param>
/// <param name="Loss">The loss; in training, with the first step of the backward pass where both run over the same elements.</param>
/// <param name="Backward">Everything after the loss; empty for inference.</param>
/// <param name="Buffers">All memory.</param>
/// <param name="Outputs">What is predicted.</param>
/// <param name="LossValue">Where the loss lies; null without one.</param>
internal sealed record LoweredProgram(
    IReadOnlyList<Launch> Pack, IReadOnlyList<Launch> Forward, IReadOnlyList<Launch> Loss, IReadOnlyList<Launch> Backward,
    IReadOnlyList<Buffer> Buffers, IReadOnlyList<Buffer> Outputs, Buffer? LossValue)
{
    /// <summary>Buffers that somebody reads after the last call.</summary>
    public required IReadOnlyList<Buffer> Results { get; init; }

    /// <summary>Where each loss lies, without its weight in the sum.</summary>
    public required IReadOnlyList<Buffer> Losses { get; init; }

    /// <summary>When each buffer is needed; not known before <see cref="Lifetimes"/>.</summary>
    public Lifetimes Lifetimes { get; init; } = Lifetimes.Unknown;

    /// <summary>The arrays that <see cref="Rolling"/> made of buffers.</summary>
    public IReadOnlyList<BufferArray> Arrays { get; init; } = [];

    /// <summary>Where the buffers lie, as far as that is decided.</summary>
    public required Places Places { get; init; }

    /// <summary>Stages with trained weights, where calls depend on which of them are frozen; else none.</summary>
    public IReadOnlyList<string> TrainedStages { get; init; } = [];

    /// <summary>Whether its buffers have their places.</summary>
    public bool IsPlaced { get; init; }

    /// <summary>The calls by section, in order.</summary>
    public IReadOnlyList<IReadOnlyList<Launch>> Sections => [Pack, Forward, Loss, Backward];

    /// <summary>
    /// Bytes of one sample's activations that no plan could do without: those that live at the same time, or a chunk's largest value.
    /// </summary>
    public long LeastActivations => Math.Max(Lifetimes.LargestLiveSet(Places), LargestOfChunk);

    /// <summary>Whether it computes gradients.</summary>
    public required bool Trains { get; init; }

    /// <summary>The same with other calls.</summary>
    public LoweredProgram With(IReadOnlyList<IReadOnlyList<Launch>> sections) =>
        this with { Pack = sections[0], Forward = sections[1], Loss = sections[2], Backward = sections[3] };

    /// <summary>
    /// Where the weights begin that are updated with their gradients: those of a loop as the first of so many at equal distances.
    /// </summary>
    public IEnumerable<(int First, int Count, int Stride)> UpdatedEarly => Unconditional(Loss.Concat(Backward))
        .SelectMany(launch => launch is LoopLaunch loop
            ? Unconditional(loop.Body).Select(call => (Call: call, Loop: (LoopLaunch?)loop))
            : [(Call: launch, Loop: null)])
        .Where(call => call.Call is RowsGradientLaunch { Updates: true })
        .Select(call => Range(((RowsGradientLaunch)call.Call).Weights, call.Loop))
        .OrderBy(range => range.First);

    /// <summary>Whether no kernel reads behind the last value of an input.</summary>
    public bool IsReadInPlace(int input) => All.All(launch => launch.ReadsExactly
        || launch.Accesses.All(access => access.Buffer.Kind != BufferKind.Input || access.Buffer.Number != input));

    /// <summary>Whether processes that train together speak to each other in it.</summary>
    public bool SumsOverProcesses => All.OfType<ProcessSumLaunch>().Any();

    /// <summary>Every call as written: those of a loop once.</summary>
    public IEnumerable<Launch> All => Flat(Sections.SelectMany(section => section));

    /// <summary>Multiply-adds of one sample.</summary>
    public long MultiplyAdds => Sum(Sections.SelectMany(section => section));

    /// <summary>Bytes of the block of a kind: of one sample where it grows with the batch.</summary>
    public long SizeOf(BufferKind kind) => Math.Max(
        Buffers.Where(b => b.Root == b && Places.KindOf(b) == kind)
            .Select(b => Places.OffsetOf(b) + Places.BytesOf(b.Layout))
            .DefaultIfEmpty(0)
            .Max(),
        kind == BufferKind.Activation ? LargestOfChunk : 0);

    /// <summary>The most samples that a chunk has.</summary>
    public int ChunkSamples => Unconditional(Sections.SelectMany(section => section))
        .OfType<ChunkedLaunch>()
        .Where(chunks => chunks.Body is not [ScanLaunch])
        .Select(chunks => chunks.Samples)
        .DefaultIfEmpty(0)
        .Max();

    /// <summary>
    /// What one sample takes of the largest buffer of a chunk. It is referred to from where the batch's first sample would lie, which must
    /// not be before the arena: a reference outside of its memory is none that .NET can trace.
    /// </summary>
    private long LargestOfChunk => Places.OfChunks.Select(buffer => Places.BytesOf(buffer.Layout)).DefaultIfEmpty(0).Max();

    private (int First, int Count, int Stride) Range(Buffer weights, LoopLaunch? loop)
    {
        if (loop is null || !loop.Steps.TryGetValue(weights, out int step))
        {
            return (weights.Start, 1, 0);
        }

        int stride = Places.ArrayOf(weights)!.Distance;
        return (step > 0 ? weights.Start : weights.Start - (loop.Count - 1) * stride, loop.Count, stride);
    }

    /// <summary>Calls, those in conditions among the others.</summary>
    private static IEnumerable<Launch> Unconditional(IEnumerable<Launch> launches) =>
        launches.SelectMany(launch => launch is TrainedLaunch trained ? Unconditional(trained.Body) : [launch]);

    private static IEnumerable<Launch> Flat(IEnumerable<Launch> launches) => launches.SelectMany(launch => launch switch
    {
        LoopLaunch loop => Flat(loop.Body),
        ChunkedLaunch chunks => Flat(chunks.Body),
        TrainedLaunch trained => Flat(trained.Body),
        ScanLaunch scan => Flat(scan.Body),
        _ => [launch],
    });

    private static long Sum(IEnumerable<Launch> launches) => launches.Sum(launch => launch switch
    {
        LoopLaunch loop => loop.Count * Sum(loop.Body),
        ChunkedLaunch chunks => Sum(chunks.Body),
        TrainedLaunch trained => Sum(trained.Body),
        ScanLaunch scan => scan.Most * Sum(scan.Body),
        _ => launch.MultiplyAdds,
    });
}
