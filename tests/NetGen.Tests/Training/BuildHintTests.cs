using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class BuildHintTests
{
    [Theory]
    [InlineData(DebuggableAttribute.DebuggingModes.Default | DebuggableAttribute.DebuggingModes.DisableOptimizations, true)]
    [InlineData(DebuggableAttribute.DebuggingModes.IgnoreSymbolStoreSequencePoints, false)]
    [InlineData(null, false)]
    public void ADebugBuildIsNamed(DebuggableAttribute.DebuggingModes? modes, bool isNamed)
    {
        string? hint = BuildHint.Of(Build(modes));

        Assert.Equal(isNamed, hint is not null);
        Assert.Contains(isNamed ? "Shop is a Debug build" : "", hint ?? "", StringComparison.Ordinal);
    }

    private static AssemblyBuilder Build(DebuggableAttribute.DebuggingModes? modes)
    {
        ConstructorInfo constructor = typeof(DebuggableAttribute).GetConstructor([typeof(DebuggableAttribute.DebuggingModes)])!;
        CustomAttributeBuilder[] attributes = modes is null ? [] : [new(constructor, [modes.Value])];
        return AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Shop"), AssemblyBuilderAccess.Run, attributes);
    }
}
