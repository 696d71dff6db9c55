namespace NetGen.Generators.Kernels;

/// <summary>The products that make one result: outer × inner × a run of them, and the elements from one to the next of each.</summary>
internal sealed record Nest(int OuterCount, int OuterStep, int InnerCount, int InnerStep, int Run, int RunStep = 1)
{
    // What runs once makes no step.
    public int OuterStep { get; } = OuterCount == 1 ? 0 : OuterStep;

    public int InnerStep { get; } = InnerCount == 1 ? 0 : InnerStep;

    public int Depth => OuterCount * InnerCount * Run;
}
