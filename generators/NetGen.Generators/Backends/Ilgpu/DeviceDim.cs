using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>Numbers as a kernel's arguments and the host know them. A GPU does not decode, so nothing is past.</summary>
internal static class DeviceDim
{
    /// <summary>"g.Batch * g.Length0 * 3".</summary>
    public static string InKernel(this Dim dim) => dim.Product("g.Batch", i => $"g.Length{i}");

    /// <summary>"Batch * Length(0) * 3".</summary>
    public static string OnHost(this Dim dim) => dim.Product("Batch", i => $"Length({i})");

    /// <summary>A number as a factor or divisor: a product in parentheses.</summary>
    public static string Factor(string number) => number.Contains(' ') ? $"({number})" : number;
}
