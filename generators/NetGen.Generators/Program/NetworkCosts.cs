using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;
using NetGen.Runtime;

namespace NetGen.Generators.Program;

/// <summary>What a network costs on the CPU: counted on its finished programs, so that it is what they allocate and compute.</summary>
/// <param name="Parameters">Numbers of all parameters, frozen ones too; running statistics are not counted.</param>
/// <param name="Flops">Multiplications and additions of contractions in a prediction of one sample.</param>
/// <param name="TrainingFlops">The same of a training step; 0 without a loss.</param>
/// <param name="Inference">Memory of a prediction.</param>
/// <param name="Training">Memory of a training step without what its optimizer remembers; null without a loss.</param>
/// <param name="SlotBytes">Bytes of one number for each weight that is trained.</param>
/// <param name="Stages">Each stage, in the order declared.</param>
internal sealed record NetworkCosts(
    long Parameters, long Flops, long TrainingFlops, ProgramFootprint Inference, ProgramFootprint? Training, long SlotBytes,
    IReadOnlyList<StageCosts> Stages)
{
    /// <summary>Numbers that AdamW remembers of each weight.</summary>
    public const int UsualSlots = 2;

    public static NetworkCosts Of(ShapedNetwork network, ParameterBlock parameters, Programs programs)
    {
        LoweredProgram inference = programs.Inference;
        int size = inference.Places.RealSize;
        long batch = network.Inputs.Sum(input => (long)input.Shape.Size * input.Shape.Type.Bytes(size))
            + network.Targets.Sum(target => Bytes(network, target, size));
        long statistics = parameters.Size
            - parameters.Parameters.Where(p => !p.IsWeight).Select(parameters.OffsetOf).DefaultIfEmpty(parameters.Size).Min();
        return new(
            network.Parameters.Where(p => p.IsWeight).Sum(p => (long)p.Size),
            2 * inference.MultiplyAdds,
            2 * (programs.Training?.MultiplyAdds ?? 0),
            Footprint(inference, parameters.Size, batch),
            programs.Training is { } training
                ? Footprint(training, (long)parameters.Size + parameters.TrainedSize + statistics, batch)
                : null,
            (long)size * parameters.TrainedSize,
            StagesOf(network, inference, programs.Training));
    }

    /// <summary>Bytes of a step on one thread with AdamW; 0 without a loss.</summary>
    public long TrainingBytes(int batchSize) => Training is { } training ? training.BytesAt(batchSize, 1) + UsualSlots * SlotBytes : 0;

    /// <summary>What a program allocates.</summary>
    /// <param name="program">The program.</param>
    /// <param name="kept">Elements beside it whatever the batch.</param>
    /// <param name="batch">Bytes of a sample as it was given.</param>
    private static ProgramFootprint Footprint(LoweredProgram program, long kept, long batch)
    {
        long chunk = program.SizeOf(BufferKind.Chunk);
        return new(
            kept * program.Places.RealSize + program.SizeOf(BufferKind.Panel) + program.SizeOf(BufferKind.Vector),
            program.SizeOf(BufferKind.Activation) + batch,
            program.SizeOf(BufferKind.Partial) + program.SizeOf(BufferKind.Scratch),
            chunk, chunk > 0 ? program.ChunkSamples : 0);
    }

    private static long Bytes(ShapedNetwork network, ShapedTarget target, int size)
    {
        TensorShape output = network.Outputs[target.Loss.Output].Shape;
        return target.IsWeight ? size
            : target.Loss.Loss.TakesLabels ? (long)output.Rows * NumberType.Int32.Bytes(size)
            : (long)size * target.Loss.Loss.Target(output).Size;
    }

    private static IReadOnlyList<StageCosts> StagesOf(ShapedNetwork network, LoweredProgram inference, LoweredProgram? training)
    {
        int size = inference.Places.RealSize;
        ILookup<string, Buffer> predicted = ByStage(inference), trained = ByStage(training ?? inference);
        HashSet<ParameterInfo> seen = [];
        List<StageCosts> stages = [];
        foreach (ShapedStage stage in network.Stages)
        {
            ParameterInfo[] own = [.. stage.Parameters.Where(p => p.IsWeight && seen.Add(p))];
            long Values(ILookup<string, Buffer> values) =>
                values[stage.Model.Name].Sum(buffer => inference.Places.BytesOf(buffer.Layout));
            stages.Add(new(
                stage.Model.Name, stage.Output, own.Sum(p => (long)p.Size), 2 * stage.Work,
                own.Sum(p => (long)p.Size) * size,
                own.Where(p => p.IsTrained).Sum(p => (long)p.Size) * size,
                Values(predicted), Values(trained)));
        }

        return stages;
    }

    /// <summary>What lives where most does, by the stage whose value or gradient it is: "∂Stem.relu0" is one of Stem.</summary>
    private static ILookup<string, Buffer> ByStage(LoweredProgram program) =>
        program.Lifetimes.FullestSet(program.Places).ToLookup(buffer => buffer.Name.TrimStart('∂').Split('.')[0]);
}

/// <summary>A stage's part in the costs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Output">Shape of its output.</param>
/// <param name="Parameters">Those that no stage before it has.</param>
/// <param name="Flops">Multiplications and additions of contractions forward, for one sample.</param>
/// <param name="WeightBytes">Bytes of its parameters.</param>
/// <param name="TrainedBytes">Bytes of those that are trained.</param>
/// <param name="ValueBytes">Bytes of a sample's values of it, where a prediction holds most.</param>
/// <param name="TrainingValueBytes">The same of a training step: values and gradients.</param>
internal sealed record StageCosts(
    string Name, TensorShape Output, long Parameters, long Flops, long WeightBytes, long TrainedBytes, long ValueBytes,
    long TrainingValueBytes)
{
    /// <summary>Its part in a prediction of one sample.</summary>
    public long InferenceBytes => WeightBytes + ValueBytes;

    /// <summary>Its part in a training step with AdamW.</summary>
    public long TrainingBytes(int batchSize) =>
        WeightBytes + TrainedBytes * (1 + NetworkCosts.UsualSlots) + TrainingValueBytes * batchSize;

    /// <summary>"352 parameters, 0.5 MFLOPs a sample".</summary>
    public string Text => $"{Words.Counted(Parameters, "parameter", "N0")}, {Words.Flops(Flops)} a sample";
}
