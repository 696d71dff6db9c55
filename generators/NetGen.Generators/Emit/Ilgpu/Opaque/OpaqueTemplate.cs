using NetGen.Generators.Graph;

namespace NetGen.Generators.Emit.Ilgpu;

/// <summary>An opaque kernel as GPU code.</summary>
internal abstract class OpaqueTemplate
{
    /// <summary>Names of the operands, in the order of the kernel's operands: fields of the argument struct. Scratch and missing tokens are left out.</summary>
    public abstract IReadOnlyList<string> Operands(OpaqueKernel kernel);

    /// <summary>The kernels to launch one after the other.</summary>
    public abstract IEnumerable<GpuKernelText> Kernels(OpaqueKernel kernel, bool accumulates, string element);
}

/// <summary>One kernel of a template.</summary>
/// <param name="Suffix">Appended to the kernel's name where there are several; "" otherwise.</param>
/// <param name="Formula">For people: stands above the kernel.</param>
/// <param name="Groups">Number of groups on the host, as C#: may use Batch, Length(0), Ceil(a, b).</param>
/// <param name="Threads">Threads of a group: a constant ≤ 256.</param>
/// <param name="Body">Lines of the kernel's body.</param>
internal sealed record GpuKernelText(string Suffix, string Formula, string Groups, int Threads, IReadOnlyList<string> Body);

/// <summary>Which template serves which method of the CPU's runtime.</summary>
internal static class OpaqueTemplates
{
    public static OpaqueTemplate For(string method) => throw new InvalidOperationException($"No GPU code for {method}.");
}
