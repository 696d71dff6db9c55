using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>Numbers as a kernel's worker knows them.</summary>
internal static class WorkerDim
{
    /// <summary>"worker.Past + worker.Length(0) * 3".</summary>
    public static string Code(this Dim dim)
    {
        string product = dim.Product("worker.Batch", i => $"worker.Length({i})");
        return !dim.HasPast ? product : product == "0" ? "worker.Past" : $"worker.Past + {product}";
    }
}
