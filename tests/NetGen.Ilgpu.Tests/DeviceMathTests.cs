using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Numerics;

namespace NetGen.Ilgpu.Tests;

/// <summary>The functions of kernels against the mathematics in double.</summary>
public sealed class DeviceMathTests
{
    private static readonly double[] s_arguments =
        [0, 1e-20, -1e-20, 1e-3, -0.01, 0.1, -0.29, 0.31, 0.5, -0.84, 0.86, 1, -1.5, 2, 3.7, -4.2, 5.5, -8, 12, 19, -30, 60, -80];

    private static readonly (string Name, Func<double, double, double> Function)[] s_functions =
    [
        ("Exp", (a, _) => Math.Exp(a)),
        ("Log", (a, _) => Math.Log(Math.Abs(a))),
        ("Sqrt", (a, _) => Math.Sqrt(Math.Abs(a))),
        ("Tanh", (a, _) => Math.Tanh(a)),
        ("Sigmoid", (a, _) => 1 / (1 + Math.Exp(-a))),
        ("Softplus", (a, _) => Math.Max(a, 0) + Math.Log(1 + Math.Exp(-Math.Abs(a)))),
        ("Erf", (a, _) => Erf(a)),
        ("Max", Math.Max),
        ("Min", Math.Min),
    ];

    public static TheoryData<int> DeviceNumbers => Devices.Numbers;

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void SingleIsNearDouble(int device) => Check<float>(Devices.All[device], DeviceMathKernels.Single, 1e-5);

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void DoubleIsNearDouble(int device) => Check<double>(Devices.All[device], DeviceMathKernels.Double, 1e-14);

    [Fact]
    public void NotANumberStays()
    {
        Assert.True(float.IsNaN(DeviceMath.Max(float.NaN, 0)) && float.IsNaN(DeviceMath.Max(0, float.NaN)));
        Assert.True(double.IsNaN(DeviceMath.Min(double.NaN, 0)) && double.IsNaN(DeviceMath.Min(0, double.NaN)));
        Func<double, double>[] functions = [DeviceMath.Exp, DeviceMath.Log, DeviceMath.Tanh, DeviceMath.Erf, DeviceMath.Softplus];
        foreach (Func<double, double> function in functions)
        {
            Assert.True(double.IsNaN(function(double.NaN)));
        }

        Assert.Equal(double.PositiveInfinity, DeviceMath.Exp(1000.0));
        Assert.Equal(0, DeviceMath.Exp(-1000.0));
        Assert.Equal(double.PositiveInfinity, DeviceMath.Log(double.PositiveInfinity));
        Assert.Equal(Math.Log(1e-310), DeviceMath.Log(1e-310), 1e-10);
        Assert.True(double.IsNaN(DeviceMath.Log(-1.0)));
    }

    private static void Check<T>(IlgpuDevice device, Action<DeviceMathArguments<T>> kernel, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = s_arguments.Length;
        using KernelQueue queue = new(device);
        using MemoryBuffer1D<T, Stride1D.Dense> a = device.Allocate<T>(count), b = device.Allocate<T>(count);
        using MemoryBuffer1D<T, Stride1D.Dense> results = device.Allocate<T>(count * s_functions.Length);
        using MemoryBuffer1D<float, Stride1D.Dense> uniforms = device.Allocate<float>(count);
        a.View.BaseView.CopyFromCPU(Array.ConvertAll(s_arguments, T.CreateTruncating));
        b.View.BaseView.CopyFromCPU(Array.ConvertAll(s_arguments, value => T.CreateTruncating(-value / 2)));
        queue.LaunchOver(count, kernel, new DeviceMathArguments<T>
        {
            Count = count,
            A = a.View.BaseView,
            B = b.View.BaseView,
            Results = results.View.BaseView,
            Uniforms = uniforms.View.BaseView,
        });
        queue.Synchronize();
        T[] actual = results.View.BaseView.GetAsArray();
        for (int f = 0; f < s_functions.Length; f++)
        {
            for (int i = 0; i < count; i++)
            {
                double x = double.CreateTruncating(T.CreateTruncating(s_arguments[i]));
                double expected = s_functions[f].Function(x, double.CreateTruncating(T.CreateTruncating(-s_arguments[i] / 2)));
                double value = double.CreateTruncating(actual[(f * count) + i]);
                bool isNear = double.IsFinite(expected)
                    ? Math.Abs(value - expected) <= tolerance * Scale(s_functions[f].Name, expected)
                    : value == expected;
                Assert.True(isNear, $"{s_functions[f].Name}({x}) is {value}, not {expected}");
            }
        }

        float[] drawn = uniforms.View.BaseView.GetAsArray();
        Assert.Equal([.. Enumerable.Range(0, count).Select(i => Philox.Uniform((uint)i, 7, 0x1234_5678))], drawn);
    }

    /// <summary>What errors are relative to; sums with a logarithm have an absolute one.</summary>
    private static double Scale(string function, double expected) =>
        function is "Softplus" or "Log" ? Math.Max(1, Math.Abs(expected)) : Math.Abs(expected);

    /// <summary>The error function by the runtime's vectorized one, which has its own tests.</summary>
    private static double Erf(double a) => Unsafe.BitCast<D1, double>(VectorMath.Erf<D1, double>(Unsafe.BitCast<double, D1>(a)));
}
