using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Tests;

/// <summary>Names of the user's own never meet those of generated code.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("types named as the runtime's", """
        using NetGen;
        namespace My
        {
            public class Worker; public class Optimizer; public class Shape;
            public class Parameter; public class Kernels; public class Contraction;
            public class TrainerOptions; public class ParameterStore; public class Trainer; public class System; public class V;
            [Network, Input(4), CrossEntropyLoss]
            public partial class Net { [Linear(3), BatchNorm, Softmax, Linear(3)] public partial NetGen.Layer Head { get; } }
        }
        """)]
    [InlineData("types of the global namespace", """
        using NetGen;
        public class Worker; public class Optimizer; public class Panels; public class MethodImplAttribute;
        [Network, Input(4), MseLoss]
        public partial class Net { [Linear(1)] public partial Layer Head { get; } }
        """)]
    [InlineData("stages named as types the programs use", """
        using NetGen;
        [Network, Input(1, 8, 8), MseLoss]
        public partial class Net
        {
            [Conv2d(2)] public partial Layer Pooling { get; }
            [MaxPool2d(2)] public partial Layer SimdWidth { get; }
            [Flatten] public partial Layer Kernels { get; }
            [Linear(3)] public partial Layer Worker { get; }
            [Linear(2)] public partial Layer TrainingStep { get; }
            [Linear(1)] public partial Layer ParameterStart { get; }
        }
        """)]
    [InlineData("stages that differ in case", """
        using NetGen;
        [Network, Input(4), MseLoss]
        public partial class Net
        {
            private int _headLayer = 1;
            public int Count() => _headLayer;
            [Linear(3)] public partial Layer Head { get; }
            [Linear(3)] public partial Layer head { get; }
            [Linear(1)] public partial Layer @class { get; }
        }
        """)]
    [InlineData("networks that differ in case, and one nested under a file's concern", """
        using NetGen;
        [Network, Input(4), MseLoss] public partial class Net
        {
            [Linear(1)] public partial Layer Head { get; }

            [Network, Input(4), MseLoss] public partial class Forward { [Linear(1)] public partial Layer Head { get; } }
        }
        [Network, Input(4), MseLoss] public partial class NET { [Linear(1)] public partial Layer Head { get; } }
        """)]
    [InlineData("a network named as a keyword", """
        using NetGen;
        namespace My.@event;
        [Network, Input(4), MseLoss] public partial class @class { [Linear(1)] public partial Layer Head { get; } }
        [Network, Input(4), MseLoss] internal partial class Kernels { [Linear(1)] public partial Layer Head { get; } }
        [Network, Input(4), MseLoss] internal partial class Worker { [Linear(1)] public partial Layer Head { get; } }
        """)]
    [InlineData("inputs named as types that programs and kernels use", """
        using NetGen;
        [Network, MseLoss]
        [Input(5, 6, Name = "Memory"), Input(5, 6, Name = "LongMemory"), Input(5, 6, Name = "SharedMemory"), Input(2, 3, 4, Name = "Group")]
        [Input(2, 3, 4, Name = "ArrayView"), Input(5, 6, Name = "Contraction"), Input(5, 6, Name = "Kernels"), Input(6, Name = "Index3D")]
        public partial class Net
        {
            [From("Memory"), Permute(1, 0), Tanh, Permute(1, 0)] public partial Layer A { get; }
            [From("LongMemory"), Permute(1, 0), Tanh, Permute(1, 0), Add(nameof(A))] public partial Layer B { get; }
            [From("SharedMemory"), Permute(1, 0), Linear(5), Permute(1, 0), Add(nameof(B))] public partial Layer C { get; }
            [From("Group"), Conv2d(1, Padding = 1), Flatten] public partial Layer D { get; }
            [From("ArrayView"), Conv2d(1, Padding = 1), Flatten] public partial Layer E { get; }
            [From("Contraction"), Linear(6), Add(nameof(C))] public partial Layer F { get; }
            [From("Kernels"), Linear(6), Add(nameof(F)), Flatten] public partial Layer G { get; }
            [From("Index3D"), Concat(nameof(D), nameof(E), nameof(G)), Linear(2)] public partial Layer Head { get; }
        }
        """)]
    [InlineData("inputs and stages named as what generated methods are generic by", """
        using NetGen;
        [Network, MseLoss]
        [Input(5, 6, Name = "V"), Input(5, 6, Name = "S"), Input(6, Name = "T")]
        public partial class Net
        {
            [From("V"), Permute(1, 0), Tanh, Permute(1, 0)] public partial Layer I { get; }
            [From("S"), Linear(6), Add(nameof(I)), Flatten] public partial Layer W { get; }
            [From("T"), Concat(nameof(W)), Linear(2)] public partial Layer Head { get; }
        }
        """)]
    public void Generated_code_compiles_whatever_the_user_calls_things(string what, string source)
    {
        GeneratorRun run = Harness.Run(IlgpuProject.References, source);

        Assert.True(run.Result.Exception is null, $"{what}: {run.Result.Exception}");
        Assert.DoesNotContain(run.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(run.Problems);
    }

    [Fact]
    public void A_second_Network_attribute_on_one_class_leaves_the_other_networks_alone()
    {
        GeneratorRun run = Harness.Run("""
            using NetGen;
            [Network, Input(4), MseLoss] public partial class Twice { [Linear(1)] public partial Layer Head { get; } }
            [Network] public partial class Twice;
            [Network, Input(4), MseLoss] public partial class Other { [Linear(1)] public partial Layer Head { get; } }
            """);

        Assert.Null(run.Result.Exception);
        Assert.Contains("Twice.g.cs", run.Files.Keys);
        Assert.Contains("Other.Forward.g.cs", run.Files.Keys);
    }
}
