using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>An opaque kernel as GPU code.</summary>
internal abstract class OpaqueTemplate
{
    /// <summary>Names of the operands, in the order of the kernel's operands: fields of the argument struct. Scratch and missing tokens are left out.</summary>
    public abstract IReadOnlyList<string> Operands(OpaqueKernel kernel);

    /// <summary>The kernels to launch one after the other.</summary>
    /// <param name="kernel">What to compute; decoding is not done on the GPU.</param>
    /// <param name="accumulates">Whether a gradient is added to what is there.</param>
    /// <param name="element">"float" or "double".</param>
    public abstract IEnumerable<GpuKernelText> Kernels(OpaqueKernel kernel, bool accumulates, string element);

    /// <summary>The names of those operands that are buffers.</summary>
    protected static IReadOnlyList<string> Named(OpaqueKernel kernel, params string[] names) =>
        [.. names.Where((_, i) => kernel.Operands[i].Kind is not (OperandSource.Scratch or OperandSource.NoTokens))];

    /// <summary>A number of the element type as C#.</summary>
    protected static string Literal(double value, string element) => DevicePrinter.Literal(value, element);

    /// <summary>A kernel with one thread for each of <paramref name="items"/>; <paramref name="write"/> tells what thread i does.</summary>
    /// <param name="suffix">Of the kernel's name.</param>
    /// <param name="formula">For people.</param>
    /// <param name="items">How many, without the factor Batch where <paramref name="perSample"/> is true.</param>
    /// <param name="perSample">Whether each sample has that many.</param>
    /// <param name="write">Writes the body of the condition.</param>
    protected static GpuKernelText ForEach(string suffix, string formula, GpuNumber items, bool perSample, Action<SourceWriter> write)
    {
        // A warp is enough where there is little to do.
        int threads = items.Constant is { } count && count <= 1024 ? 32 : 128;
        string batch = perSample ? "Batch * " : "", deviceBatch = perSample ? "g.Batch * " : "";
        SourceWriter w = new();
        w.Line($"int i = Grid.IdxX * {threads} + Group.IdxX;");
        using (w.Open($"if (i < {deviceBatch}{items.Device})"))
        {
            write(w);
        }

        return new GpuKernelText(suffix, formula, $"Ceil({batch}{items.Host}, {threads})", threads, Lines(w));
    }

    /// <summary>What was written, line by line.</summary>
    protected static IReadOnlyList<string> Lines(SourceWriter w) => w.ToString().TrimEnd('\n').Split('\n');
}

/// <summary>A GPU kernel of an <see cref="OpaqueTemplate"/>.</summary>
/// <param name="Suffix">Appended to the kernel's name where there are several; "" otherwise.</param>
/// <param name="Formula">For people: stands above the kernel.</param>
/// <param name="Groups">Number of groups on the host, as C#: may use Batch, Length(0), Ceil(a, b).</param>
/// <param name="Threads">Threads of a group: a constant ≤ 256.</param>
/// <param name="Body">
/// Lines of the kernel's body; operands are g.Q etc., views that start at the buffer's element 0; g.Batch, g.Length0 … (int);
/// g.Clock: [0] step, [1] seed; g.Stream (uint).
/// </param>
internal sealed record GpuKernelText(string Suffix, string Formula, string Groups, int Threads, IReadOnlyList<string> Body);

/// <summary>Which template an opaque kernel has.</summary>
internal static class OpaqueTemplates
{
    private static readonly Dictionary<string, OpaqueTemplate> Known = new()
    {
        ["Embedding.Gather"] = new EmbeddingGather(),
        ["Embedding.AddGradient"] = new EmbeddingGradient(),
        ["Embedding.SumOverSamples"] = new SumOverSamples(),
        ["Rotary.Apply"] = new Rotation(isInverse: false),
        ["Rotary.ApplyInverse"] = new Rotation(isInverse: true),
        ["BatchedProduct.Run"] = new BatchedProduct(),
        ["Attention.Forward"] = new AttentionForward(),
        ["Attention.Backward"] = new AttentionBackward(),
    };

    /// <summary>The template of a method of the runtime, "Attention.Forward".</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static OpaqueTemplate For(string method) => Known.TryGetValue(method, out OpaqueTemplate template)
        ? template
        : throw new InvalidOperationException($"No GPU code for {method}.");
}
