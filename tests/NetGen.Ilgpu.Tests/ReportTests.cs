using System.Reflection;

namespace NetGen.Ilgpu.Tests;

/// <summary>Leaves the line that the test command prints.</summary>
public sealed class ReportTests
{
    [Fact]
    public void SaysWhatRan()
    {
        string file = typeof(ReportTests).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "ReportFile").Value!;
        File.WriteAllText(file, Line);
        Assert.StartsWith("ILGPU", Line, StringComparison.Ordinal);
    }

    private static string Line =>
        $"ILGPU {typeof(ILGPU.Context).Assembly.GetName().Version?.ToString(3)} is there; "
            + $"tests ran on {string.Join("; ", Devices.All)}. {string.Join(" ", IlgpuDevice.List().Missing)}";
}
