using NetGen.Generators.Backends.Ilgpu;
using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;

namespace NetGen.Generators.Graph;

/// <summary>How a kernel of the runtime is called: the operation's file says it once. Value-equal.</summary>
/// <param name="Method">The generic method's name, "Attention.Forward": called with the vector, the single element and the number type.</param>
/// <param name="Formula">For people.</param>
/// <param name="Settings">The parameters behind the worker, in their order; with <paramref name="ShapeType"/>, properties of that.</param>
/// <param name="Operands">References, in the order of the parameters that follow.</param>
internal sealed record OpaqueKernel(string Method, string Formula, EquatableArray<Setting> Settings, EquatableArray<KernelOperand> Operands)
{
    /// <summary>The struct that holds the settings; null where they are parameters.</summary>
    public string? ShapeType { get; init; }

    /// <summary>Elements of scratch memory for each worker.</summary>
    public int Scratch { get; init; }

    /// <summary>Whether it draws random numbers: its field Stream tells from where.</summary>
    public bool IsRandom { get; init; }

    /// <summary>Whether workers read and write each other's samples: it makes a parameter's gradient, and can add to what is there.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether workers that share samples split the work on each.</summary>
    public bool SplitsSamples { get; init; }

    /// <summary>Whether its result stays until the next run.</summary>
    public bool IsKept { get; init; }

    /// <summary>Multiply-adds for one sample.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The gradient of a table over the positions that was added to each sample's.</summary>
    public static OpaqueKernel SumOverSamples(TensorShape x) => new(
        "Embedding.SumOverSamples", "dP[t] = Σ dy[t] over the batch",
        new Setting[]
        {
            new Field("samples", Dim.Batch), new Field("rows", x.RunRows), new Field("allRows", x.Rows), new Field("width", x.Channels),
        }.ToEquatableArray(),
        new[] { KernelOperand.Input(0), KernelOperand.Output }.ToEquatableArray()) { IsShared = true };
}

/// <summary>What a kernel's reference refers to.</summary>
/// <param name="Kind">Which sort.</param>
/// <param name="Index">Input: its number. Result: its number among the further results.</param>
internal sealed record KernelOperand(OperandSource Kind, int Index = 0)
{
    public static readonly KernelOperand Output = new(OperandSource.Output);

    public static readonly KernelOperand Scratch = new(OperandSource.Scratch);

    public static readonly KernelOperand NoTokens = new(OperandSource.NoTokens);

    public static KernelOperand Input(int index) => new(OperandSource.Input, index);

    public static KernelOperand Result(int index) => new(OperandSource.Result, index);
}

internal enum OperandSource
{
    Input,
    Output,

    /// <summary>A further result: a <see cref="ResultNode"/>.</summary>
    Result,
    Scratch,

    /// <summary>A reference to nothing, where tokens may be left out.</summary>
    NoTokens,
}
