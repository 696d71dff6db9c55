namespace NetGen.Generators.Lowering;

/// <summary>What a program is lowered for.</summary>
internal enum Target
{
    /// <summary>A team of threads with vectors: NetGen.Runtime.CompiledProgram.</summary>
    Cpu,

    /// <summary>Kernels of groups of threads, launched one after the other: NetGen.Ilgpu.IlgpuProgram.</summary>
    Gpu,
}
