using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.Numerics;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>Tests that choose the vector width, which holds for the whole process, and those that measure time: they run alone.</summary>
[CollectionDefinition(nameof(VectorWidth), DisableParallelization = true)]
public sealed class VectorWidth;

/// <summary>The same network on the same batch gives the same at every vector width.</summary>
[Collection(nameof(VectorWidth))]
public sealed class VectorWidthTests : IDisposable
{
    private const double SingleTolerance = 1e-5;
    private const double DoubleTolerance = 1e-12;

    private readonly int _width = SimdWidth.Bits;

    public void Dispose() => SimdWidth.Bits = _width;

    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void Vectors_agree_with_single_elements_in_float(string name) => CompareWidths<float>(name, SingleTolerance);

    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void Vectors_agree_with_single_elements_in_double(string name) => CompareWidths<double>(name, DoubleTolerance);

    private static void CompareWidths<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OperatorCase operatorCase = OperatorCases.Find(name);
        SimdWidth.Bits = 0;
        Outcome elements = new CaseRun<T>(operatorCase).Measure();
        (int Bits, bool Exists)[] widths =
        [
            (128, Vector128.IsHardwareAccelerated),
            (256, Vector256.IsHardwareAccelerated),
            (512, Vector512.IsHardwareAccelerated),
        ];
        foreach ((int bits, bool exists) in widths)
        {
            if (exists)
            {
                SimdWidth.Bits = bits;
                Outcome.AssertClose(elements, new CaseRun<T>(operatorCase).Measure(), tolerance);
            }
        }
    }
}
