using Xunit;

namespace NetGen.Tests.Package;

/// <summary>A test of what `dotnet build -c Release` leaves behind, as the checks of a change do before they test.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReleaseBuildFactAttribute : FactAttribute
{
    public ReleaseBuildFactAttribute()
    {
        bool isThere = File.Exists(Path.Combine(DotNet.Root, "src", "NetGen", "bin", "Release", "net10.0", "NetGen.dll"));
        Skip = isThere ? null : "There is no Release build.";
    }
}
