using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generators.Tests.Ilgpu;

/// <summary>
/// A stand-in for ILGPU and NetGen.Ilgpu: the part of their surface that generated code uses, without any behaviour. With it, generated GPU
/// code is type-checked where the package feed has no ILGPU. It cannot run, and nothing that compiles against it counts as a run.
/// </summary>
internal static class Standin
{
    private const string Source = """
        namespace ILGPU
        {
            public readonly struct Index3D(int x, int y, int z) { public int Sum => x + y + z; }
            public readonly struct ArrayView<T> where T : unmanaged { public ref T this[int index] => throw null!; public ArrayView<TOther> Cast<TOther>() where TOther : unmanaged => default; }
            public static class Grid { public static int IdxX => 0; public static int IdxY => 0; public static int IdxZ => 0; }
            public static class Group { public static int IdxX => 0; public static void Barrier() { } }
            public static class SharedMemory { public static ArrayView<T> Allocate<T>(int extent) where T : unmanaged => default; }
        }

        namespace NetGen
        {
            public sealed class IlgpuDevice { }
        }

        namespace NetGen.Ilgpu
        {
            using global::ILGPU;
            using global::NetGen.Runtime;

            public struct Float4 { public float X, Y, Z, W; }

            public static class DeviceGroup
            {
                public const int Chunks = 64;
                public static T Sum<T>(ArrayView<T> shared, T value, int lanes) where T : unmanaged, System.Numerics.INumber<T> => value;
                public static T Max<T>(ArrayView<T> shared, T value, int lanes) where T : unmanaged, System.Numerics.INumber<T> => value;
                public static T SumDown<T>(ArrayView<T> shared, T value, int across, int down) where T : unmanaged, System.Numerics.INumber<T> => value;
            }

            public static class DeviceMath
            {
                public static float Exp(float x) => x;
                public static double Exp(double x) => x;
                public static float Log(float x) => x;
                public static double Log(double x) => x;
                public static float Sqrt(float x) => x;
                public static double Sqrt(double x) => x;
                public static float Tanh(float x) => x;
                public static double Tanh(double x) => x;
                public static float Sigmoid(float x) => x;
                public static double Sigmoid(double x) => x;
                public static float Erf(float x) => x;
                public static double Erf(double x) => x;
                public static float Softplus(float x) => x;
                public static double Softplus(double x) => x;
                public static float Abs(float x) => x;
                public static double Abs(double x) => x;
                public static float Max(float a, float b) => a;
                public static double Max(double a, double b) => a;
                public static int Max(int a, int b) => a;
                public static float Min(float a, float b) => a;
                public static double Min(double a, double b) => a;
                public static int Min(int a, int b) => a;
                public static float Uniform(uint index, uint step, uint key) => 0;
            }

            public abstract class IlgpuProgram<T>(int capacity, ProgramPlan plan) : BatchRunner<T> where T : unmanaged
            {
                public override int Capacity => capacity;
                public override ProgramPlan Signature => plan;
                public override System.Span<T> Values(int input) => default;
                public override System.Span<int> Tokens(int input) => default;
                public override System.Span<int> Labels(int target) => default;
                public override System.Span<T> Targets(int target) => default;
                public override BatchResult Run(int count, System.ReadOnlySpan<int> lengths) => default;
                protected int Batch => 0;
                protected int Length(int index) => 0;
                protected ArrayView<uint> Clock => default;
                protected ArrayView<T> InputBlock(int input) => default;
                protected ArrayView<int> TokenBlock(int input) => default;
                protected ArrayView<T> TargetBlock(int target) => default;
                protected ArrayView<int> LabelBlock(int target) => default;
                protected ArrayView<T> Activation(int offset) => default;
                protected ArrayView<T> CacheAt(int offset) => default;
                protected ArrayView<T> VectorAt(int offset) => default;
                protected ArrayView<T> Partial(int offset) => default;
                protected ArrayView<T> Panel(int offset) => default;
                protected ArrayView<T> ParameterAt(int offset) => default;
                protected static int Ceil(int items, int size) => 0;
                protected void Launch<TArguments>(System.Action<TArguments> kernel, Index3D groups, int threads, TArguments arguments) where TArguments : struct { }
                protected abstract void Record();
            }

            public abstract class IlgpuInferenceProgram<T>(ParameterStore<T> store, int capacity, IlgpuDevice device, ProgramPlan plan) : IlgpuProgram<T>(capacity, plan)
                where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
            {
                protected ParameterStore<T> Store => store;
                protected IlgpuDevice Device => device;
            }

            public abstract class IlgpuTrainingProgram<T>(ParameterStore<T> store, Optimizer optimizer, int capacity, TrainerOptions options, IlgpuDevice device, ProgramPlan plan)
                : IlgpuProgram<T>(capacity, plan)
                where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
            {
                protected ParameterStore<T> Store => store;
                protected IlgpuDevice Device => device;
                protected Optimizer Optimizer => optimizer;
                protected TrainerOptions Options => options;
                protected ArrayView<T> GradientAt(int offset) => default;
                protected abstract IlgpuInferenceProgram<T> CreateInference(int capacity);
            }
        }
        """;

    private static readonly Lazy<MetadataReference> s_reference = new(Compile);

    /// <summary>The stand-in as an assembly to reference.</summary>
    public static MetadataReference Reference => s_reference.Value;

    private static MetadataReference Compile()
    {
        CSharpCompilation compilation = Harness.Compilation(Source).WithAssemblyName("NetGen.Ilgpu.Standin");
        using MemoryStream image = new();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Take(5)));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
