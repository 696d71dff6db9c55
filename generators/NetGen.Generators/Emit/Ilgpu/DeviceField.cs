using System.Text.RegularExpressions;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Emit.Ilgpu;

/// <summary>Numbers that are known at run time only: the lowering names them as the CPU's workers do, a kernel has them as arguments, the host by name.</summary>
internal static class DeviceField
{
    private static readonly Regex s_worker = new(@"worker\.Length\((\d+)\)");
    private static readonly Regex s_length = new(@"\bg\.Length(\d+)\b");
    private static readonly Regex s_batch = new(@"\bg\.Batch\b");

    /// <summary>In a kernel: "g.Length0".</summary>
    public static string InKernel(this Field field) => InKernel(field.Code);

    /// <summary>In a kernel: "g.Length0".</summary>
    public static string InKernel(string code) => s_worker.Replace(code, "g.Length$1");

    /// <summary>What a kernel's code is on the host: "g.Batch * g.Length0" → "Batch * Length(0)".</summary>
    public static string OnHost(string kernelCode) => s_batch.Replace(s_length.Replace(kernelCode, "Length($1)"), "Batch");
}
