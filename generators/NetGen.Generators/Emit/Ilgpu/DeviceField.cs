using System.Text.RegularExpressions;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Emit.Ilgpu;

/// <summary>Numbers that are known at run time only, as a GPU's kernel and its host have them: the lowering names them as the CPU's workers do.</summary>
internal static class DeviceField
{
    private static readonly Regex s_length = new(@"worker\.Length\((\d+)\)");

    /// <summary>In a kernel: an argument.</summary>
    public static string InKernel(this Field field) => InKernel(field.Code);

    /// <summary>In a kernel: an argument.</summary>
    public static string InKernel(string code) => s_length.Replace(code, "g.Length$1");

    /// <summary>On the host: what the program knows of the run.</summary>
    public static string OnHost(string code) => s_length.Replace(code, "Length($1)");
}
