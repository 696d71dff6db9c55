using System.ComponentModel;
using System.Reflection;
using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>What is public for generated code alone takes what it is given: editors must not offer it.</summary>
public sealed class PlumbingTests
{
    public static TheoryData<Type> Plumbing => [.. typeof(Network<float>).Assembly.GetExportedTypes().Where(type =>
        type.Namespace is "NetGen.Runtime" or "NetGen.Numerics" && !type.IsNested)];

    [Theory]
    [MemberData(nameof(Plumbing))]
    public void Is_not_offered_by_editors(Type type) =>
        Assert.Equal(EditorBrowsableState.Never, type.GetCustomAttribute<EditorBrowsableAttribute>()?.State);

    [Fact]
    public void Threads_that_could_run_kernels_by_themselves_are_not_public() =>
        Assert.DoesNotContain(
            typeof(Network<float>).Assembly.GetExportedTypes(), static type => type.Name is "ThreadTeam" or "ITeamProgram");
}
