using System.Diagnostics;
using System.Reflection;

namespace NetGen;

/// <summary>
/// What a run says of a project that was compiled without optimization: the generated code, which does the work, is a part of it.
/// </summary>
internal static class BuildHint
{
    /// <summary>A warning where an assembly is that of a Debug build; else null.</summary>
    public static string? Of(Assembly assembly) => assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true }
        ? $"{assembly.GetName().Name} is a Debug build, in which training is several times slower: "
            + "use a Release build (dotnet run -c Release)."
        : null;
}
