using NetGen.Generators.Graph;

namespace NetGen.Generators.Kernels;

/// <summary>What is neither elementwise nor a contraction, and how the runtime's kernel of it is called. Value-equal.</summary>
internal abstract record OpaqueKernel
{
    /// <summary>The generic method's name, "Attention.Forward": called with the vector, the single element and the number type.</summary>
    public abstract string Method { get; }

    /// <summary>What else it is called with: the type of an operand that is of another; null for none.</summary>
    public virtual NumberType? FurtherType => null;

    /// <summary>For people.</summary>
    public abstract string Formula { get; }

    /// <summary>The parameters behind the worker, where these are not one shape.</summary>
    public virtual IReadOnlyList<Dim> Numbers => [];

    /// <summary>References, in the order of the parameters that follow.</summary>
    public abstract IReadOnlyList<KernelOperand> Operands { get; }

    /// <summary>Elements of scratch memory for each worker.</summary>
    public virtual int Scratch => 0;

    /// <summary>Whether it draws random numbers: its field Stream tells from where.</summary>
    public virtual bool IsRandom => false;

    /// <summary>Whether workers read and write each other's samples: it makes a parameter's gradient and can add to it.</summary>
    public virtual bool IsShared => false;

    /// <summary>Whether workers that share samples split the work on each.</summary>
    public virtual bool SplitsSamples => false;

    /// <summary>Whether its output may take the place of its first input, whose elements it leaves where they stay as they are.</summary>
    public virtual bool WorksInPlace => false;

    /// <summary>The same where an input lies with its two axes exchanged; null where it cannot read that.</summary>
    public virtual OpaqueKernel? WithTurned(int input) => null;

    /// <summary>The same giving its result with the two axes exchanged, from its inputs in reverse order; null where it cannot.</summary>
    public virtual OpaqueKernel? Turned => null;

    /// <summary>Whether its result stays until the next run.</summary>
    public virtual bool IsKept => false;

    /// <summary>Multiply-adds for one sample.</summary>
    public virtual long MultiplyAdds => 0;
}

/// <summary>What a kernel's reference refers to.</summary>
/// <param name="Kind">Which sort.</param>
/// <param name="Name">What formulas call it.</param>
/// <param name="Index">Input, Panels: its number. Result: its number among the further results.</param>
/// <param name="IsOfAll">Whether a worker reads other samples than its own: then these must be whole.</param>
internal sealed record KernelOperand(OperandSource Kind, string Name, int Index = 0, bool IsOfAll = false)
{
    /// <summary>Whether its rows may lie apart, in a box of other memory: <see cref="Numerics.RowsShape"/>.</summary>
    public bool MayBeBox { get; init; }

    /// <summary>The same, in a box of other memory or in its own.</summary>
    public KernelOperand OrBox => this with { MayBeBox = true };

    /// <summary>Panels: how the kernel wants the weights.</summary>
    public PackShape? Order { get; init; }

    public static readonly KernelOperand Scratch = new(OperandSource.Scratch, "Scratch");

    public static readonly KernelOperand NoTokens = new(OperandSource.NoTokens, "Tokens");

    public static KernelOperand Input(string name, int index) => new(OperandSource.Input, name, index);

    /// <summary>A parameter that the CPU's kernel reads from panels, a GPU's as it lies.</summary>
    public static KernelOperand Panels(string name, int index, PackShape order) => new(OperandSource.Panels, name, index) { Order = order };

    /// <summary>An input of which every sample of the batch is read.</summary>
    public static KernelOperand InputOfAll(string name, int index) => new(OperandSource.Input, name, index, IsOfAll: true);

    public static KernelOperand Output(string name) => new(OperandSource.Output, name);

    public static KernelOperand Result(string name, int index = 0) => new(OperandSource.Result, name, index);
}

internal enum OperandSource
{
    Input,

    /// <summary>An input that may be packed.</summary>
    Panels,
    Output,

    /// <summary>A further result: a <see cref="Graph.ResultNode"/>.</summary>
    Result,
    Scratch,

    /// <summary>A reference to nothing, where tokens may be left out.</summary>
    NoTokens,
}
