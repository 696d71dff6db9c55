using System.Reflection;
using ILGPU.Runtime.Cuda;
using NetGen.Generators.Tests.Contracts;

namespace NetGen.Ilgpu.Tests;

/// <summary>
/// Generated kernels as CUDA's driver gets them: of every sample network, and of the contract cases that the simulator runs.
/// </summary>
public sealed class GeneratedPtxTests
{
    public static TheoryData<string> Samples => [.. SampleNetworks.Names];

    public static TheoryData<string, bool> Cases
    {
        get
        {
            TheoryData<string, bool> cases = [];
            foreach ((OperatorCase operatorCase, bool isDouble) in DeviceCases.NetworksOnSimulator)
            {
                cases.Add(operatorCase.Name, isDouble);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void SamplesCompileForAmpere(string network) => Check(SampleNetworks.Find(network), CudaArchitecture.SM_80);

    [Theory]
    [MemberData(nameof(Samples))]
    public void SamplesCompileForHopper(string network) => Check(SampleNetworks.Find(network), CudaArchitecture.SM_90);

    [Theory]
    [MemberData(nameof(Cases))]
    public void CasesCompile(string name, bool isDouble)
    {
        OperatorCase operatorCase = OperatorCases.Find(name);
        object network = isDouble ? CompiledCases.Create<double>(operatorCase) : CompiledCases.Create<float>(operatorCase);
        Check(network.GetType(), CudaArchitecture.SM_80);
    }

    /// <summary>The second convolution of the benchmark, 32 → 64 channels, and the gradient of its weights.</summary>
    [Theory]
    [InlineData("BodyConv2d0To")]
    [InlineData("DBodyConv2d")]
    public void AlignedProductsReadFourNumbersAtOnce(string start)
    {
        MethodInfo kernel = PtxCompiler.KernelsOf(SampleNetworks.Find("NetGen.Benchmarks.Cnn"))
            .First(method => method.Name.StartsWith(start, StringComparison.Ordinal));
        string ptx = PtxCompiler.Compile(kernel, CudaArchitecture.SM_80);
        Assert.Contains("ld.global.v4", ptx, StringComparison.Ordinal);
        Assert.Contains("ld.shared.v4", ptx, StringComparison.Ordinal);
    }

    private static void Check(Type network, CudaArchitecture architecture)
    {
        IReadOnlyList<MethodInfo> kernels = PtxCompiler.KernelsOf(network);
        Assert.NotEmpty(kernels);
        Assert.All(kernels, kernel => Assert.Empty(PtxCompiler.Faults(PtxCompiler.Compile(kernel, architecture))));
    }
}
