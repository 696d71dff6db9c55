using NetGen.Runtime;

namespace NetGen;

/// <summary>Where the samples of a batch are put: what a program reads, or a place beside it.</summary>
/// <typeparam name="T">The program's number type.</typeparam>
internal interface IBatchMemory<T>
    where T : unmanaged
{
    /// <summary>What goes in and comes out.</summary>
    ProgramPlan Signature { get; }

    /// <inheritdoc cref="BatchRunner{T}.Values"/>
    Span<T> Values(int input);

    /// <inheritdoc cref="BatchRunner{T}.Tokens"/>
    Span<int> Tokens(int input);

    /// <inheritdoc cref="BatchRunner{T}.Labels"/>
    Span<int> Labels(int target);

    /// <inheritdoc cref="BatchRunner{T}.Targets"/>
    Span<T> Targets(int target);
}
