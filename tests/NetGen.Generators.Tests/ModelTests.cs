using System.Collections.Immutable;
using System.Reflection;

namespace NetGen.Generators.Tests;

/// <summary>The incremental cache's contract: what it holds is value-equal and free of Roslyn's types.</summary>
public sealed class ModelTests
{
    [Theory]
    [InlineData(typeof(ParsedNetwork))]
    [InlineData(typeof(NetworkModel))]
    [InlineData(typeof(CompiledNetwork))]
    [InlineData(typeof(NetworkGenerator.NetworkOutcome))]
    public void A_cached_type_is_made_of_value_equal_parts(Type root)
    {
        var seen = new HashSet<Type>();
        var open = new Queue<(Type Type, string Path)>([(root, root.Name)]);
        while (open.TryDequeue(out (Type Type, string Path) item))
        {
            if (!seen.Add(item.Type) || item.Type.IsPrimitive || item.Type.IsEnum || item.Type == typeof(string))
            {
                continue;
            }

            if (item.Type.IsGenericType
                && item.Type.GetGenericTypeDefinition() is { } definition
                && (definition == typeof(EquatableArray<>) || definition == typeof(Nullable<>)))
            {
                open.Enqueue((item.Type.GetGenericArguments()[0], item.Path + "[]"));
                continue;
            }

            Assert.False(
                item.Type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal),
                $"{item.Path} is {item.Type}");
            Assert.True(IsRecord(item.Type), $"{item.Path} is {item.Type}: neither a record, nor a value, nor an EquatableArray");
            foreach (FieldInfo field in item.Type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                open.Enqueue((field.FieldType, $"{item.Path}.{field.Name}"));
            }
        }

        Assert.True(seen.Count > 2, "The walk found no members.");
    }

    [Fact]
    public void Equal_sources_give_equal_models()
    {
        ParsedNetwork first = Harness.Parse(Networks.ResidualMlp);
        ParsedNetwork second = Harness.Parse("// another place\n\n" + Networks.ResidualMlp.Replace("    ", "\t", StringComparison.Ordinal));

        Assert.NotSame(first, second);
        Assert.NotNull(first.Model);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Theory]
    [InlineData("Tanh", "Relu")]
    [InlineData("0.2f", "0.3f")]
    [InlineData("Bias = false", "Bias = true")]
    [InlineData("Input(6)", "Input(7)")]
    [InlineData("MseLoss", "BinaryCrossEntropyWithLogitsLoss")]
    [InlineData("Precision.Double", "Precision.Single")]
    [InlineData("internal partial", "public partial")]
    [InlineData("[Network(", "/// <summary>Mine.</summary>\n[Network(")]
    [InlineData("nameof(Second), nameof(Side)", "nameof(Side), nameof(Second)")]
    public void Another_network_gives_another_model(string from, string to) =>
        Assert.NotEqual(
            Harness.Parse(Networks.ResidualMlp).Model,
            Harness.Parse(Networks.ResidualMlp.Replace(from, to, StringComparison.Ordinal)).Model);

    [Fact]
    public void Arrays_compare_by_their_elements()
    {
        EquatableArray<string> abc = new(["a", "b", "c"]);

        Assert.Equal(new EquatableArray<string>(["a", "b", "c"]), abc);
        Assert.NotEqual(new EquatableArray<string>(["a", "b"]), abc);
        Assert.NotEqual(new EquatableArray<string>(["a", "c", "b"]), abc);
        Assert.Equal(default, EquatableArray<string>.Empty);
        Assert.Equal(default(EquatableArray<string>).GetHashCode(), EquatableArray<string>.Empty.GetHashCode());
    }

    private static bool IsRecord(Type type) =>
        type.IsClass && type.GetMethod("<Clone>$", BindingFlags.Instance | BindingFlags.Public) is not null;
}
