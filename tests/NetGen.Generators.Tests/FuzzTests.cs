using NetGen.Fuzz;
using NetGen.Fuzz.Declarations;
using NetGen.Fuzz.Sources;
using Xunit.Abstractions;

namespace NetGen.Generators.Tests;

/// <summary>
/// Random networks and mutated source, a few of what <c>dotnet run --project tests/NetGen.Fuzz</c> runs by the thousands: no crash, no
/// generated code with errors or warnings, nothing wrong that is accepted and nothing right that is rejected.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const ulong Seed = 21;
    private const int Count = 150;

    [Fact]
    public void Random_networks_compile_where_they_are_right_and_are_errors_where_not()
    {
        Fuzzer fuzzer = new(Seed) { TrainsOneIn = 15 };
        AssertNothing(fuzzer, Enumerable.Range(0, Count).SelectMany(fuzzer.Network));
        Assert.InRange(fuzzer.Counts.Right, Count / 3, Count);
        Assert.InRange(fuzzer.Counts.Wrong, Count / 10, Count);
        Assert.InRange(fuzzer.Counts.Trained, 3, Count);
    }

    [Fact]
    public void Mutated_source_is_compiled_or_left_to_messages()
    {
        Fuzzer fuzzer = new(Seed);
        AssertNothing(fuzzer, Enumerable.Range(0, Count).SelectMany(fuzzer.Source));
        Assert.InRange(fuzzer.Counts.AcceptedSources, 1, Count - 1);
    }

    [Fact]
    public void What_is_mutated_is_right_before() => Assert.Empty(Seeds.All.SelectMany(Fuzzer.Right));

    [Fact]
    public void Every_operation_and_loss_is_drawn()
    {
        Assert.Empty(Registry.Operations.Keys.Except(Layers.All.Select(layer => layer.Name)));
        Assert.Empty(Registry.Losses.Keys.Except(Losses.Names));
    }

    [Fact]
    public void The_same_seed_gives_the_same_network()
    {
        DeclarationGen networks = new();
        string[] sources =
        [
            .. Enumerable.Range(0, 2)
                .Select(_ => networks.Generate(new CsCheck.PCG(8, Seed), null!, out CsCheck.Size _).Source("Net")),
        ];

        Assert.Equal(sources[0], sources[1]);
    }

    private void AssertNothing(Fuzzer fuzzer, IEnumerable<Finding> findings)
    {
        Finding[] found = [.. findings];
        output.WriteLine($"Seed {Seed}: {fuzzer.Counts}");
        Assert.True(found.Length == 0, string.Join("\n\n", found.Take(5).Select(finding => $"{finding}")));
    }
}
