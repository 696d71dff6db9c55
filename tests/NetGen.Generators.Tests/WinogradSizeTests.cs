extern alias generator;

using Xunit;
using Plan = generator::NetGen.Generators.Backends.Cpu.Schedule.Winograd;
using Kernel = NetGen.Numerics.Winograd;

namespace NetGen.Generators.Tests;

/// <summary>The compiler reserves what the runtime's tiles need.</summary>
public class WinogradSizeTests
{
    [Theory]
    [InlineData(1, 16, 16)]
    [InlineData(14, 17, 33)]
    [InlineData(28, 64, 100)]
    public void Compiler_and_runtime_count_alike(int tiles, int channels, int columns)
    {
        Assert.Equal(Kernel.PanelLength(channels, columns), Plan.PanelSize(channels, columns));
        Assert.Equal(Kernel.ScratchLength(tiles, channels, columns), Plan.Scratch(tiles, channels, columns));
        Assert.Equal(Kernel.GradientScratchLength(tiles, channels, columns), Plan.GradientScratch(tiles, channels, columns));
    }
}
