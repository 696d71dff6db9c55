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
        ("Sin", (a, _) => Math.Sin(a)),
        ("Cos", (a, _) => Math.Cos(a)),
        ("Atan", (a, _) => Math.Atan(a)),
        ("Log1P", (a, _) => Log1P(Math.Max(a, -1))),
        ("Floor", (a, _) => Math.Floor(a)),
        ("Round", (a, _) => Math.Round(a)),
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
        Func<double, double>[] functions =
        [
            DeviceMath.Exp, DeviceMath.Log, DeviceMath.Tanh, DeviceMath.Erf, DeviceMath.Softplus,
            DeviceMath.Sin, DeviceMath.Cos, DeviceMath.Atan, DeviceMath.Log1P, DeviceMath.Floor, DeviceMath.Round,
        ];
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

    [Fact]
    public void AnglesAndLogarithmsAreNearOverDenseArguments()
    {
        for (int i = -200_000; i <= 200_000; i++)
        {
            double x = i / 21.7;
            float single = (float)x;
            AssertNear(Math.Sin(single), DeviceMath.Sin(single), 2e-7);
            AssertNear(Math.Cos(single), DeviceMath.Cos(single), 2e-7);
            AssertNear(Math.Sin(x), DeviceMath.Sin(x), 3e-16);
            AssertNear(Math.Cos(x), DeviceMath.Cos(x), 3e-16);

            double small = i / 41_003.0, above = Math.Max(small, -0.75);
            single = (float)small;
            AssertClose(Math.Atan(single), DeviceMath.Atan(single), 2e-7);
            AssertClose(Math.Atan(small), DeviceMath.Atan(small), 5e-16);
            AssertClose(Log1P((float)above), DeviceMath.Log1P((float)above), 2e-7);
            AssertClose(Log1P(above), DeviceMath.Log1P(above), 6e-16);
        }
    }

    [Fact]
    public void AnglesAndLogarithmsHaveTheirLimits()
    {
        const double Infinity = double.PositiveInfinity;
        Assert.Equal((float)(Math.PI / 2), DeviceMath.Atan(float.PositiveInfinity));
        Assert.Equal(-Math.PI / 2, DeviceMath.Atan(-Infinity));
        Assert.True(double.IsNaN(DeviceMath.Sin(Infinity)) && float.IsNaN(DeviceMath.Cos(float.NegativeInfinity)));
        Assert.Equal((float.NegativeInfinity, -Infinity), (DeviceMath.Log1P(-1f), DeviceMath.Log1P(-1.0)));
        Assert.Equal((float.PositiveInfinity, Infinity), (DeviceMath.Log1P(float.PositiveInfinity), DeviceMath.Log1P(Infinity)));
        Assert.True(float.IsNaN(DeviceMath.Log1P(-1.5f)) && double.IsNaN(DeviceMath.Log1P(-Infinity)));
        Assert.Equal(Math.Log(float.MaxValue), DeviceMath.Log1P(float.MaxValue), 1e-5);
        Assert.Equal(Math.Log(double.MaxValue), DeviceMath.Log1P(double.MaxValue), 1e-12);
        Assert.Equal((1e-40f, -1e-310), (DeviceMath.Log1P(1e-40f), DeviceMath.Log1P(-1e-310)));
        for (int exponent = 0; exponent < 1024; exponent++)
        {
            double x = Math.ScaleB(1.3, exponent);
            Assert.InRange(DeviceMath.Sin(x), -1, 1);
            Assert.InRange(DeviceMath.Cos(x), -1, 1);
            Assert.InRange(DeviceMath.Sin((float)Math.ScaleB(1.3, exponent / 8)), -1, 1);
            Assert.InRange(DeviceMath.Cos((float)Math.ScaleB(1.3, exponent / 8)), -1, 1);
        }
    }

    [Fact]
    public void FloorAndRoundAreExact()
    {
        double[] special =
        [
            -0.0, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, double.MaxValue,
            8388607.5, -8388609, 16777217, 4503599627370495.5, -4503599627370497, 0.49999999999999994, -2.5000000000000004,
        ];
        foreach (double x in Enumerable.Range(-4000, 8001).Select(i => i / 100.0).Concat(special))
        {
            AssertSame(Math.Floor(x), DeviceMath.Floor(x));
            AssertSame(Math.Round(x), DeviceMath.Round(x));
            AssertSame(MathF.Floor((float)x), DeviceMath.Floor((float)x));
            AssertSame(MathF.Round((float)x), DeviceMath.Round((float)x));
        }
    }

    private static void AssertNear(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance, $"{actual:R} is not {expected:R}");

    private static void AssertClose(double expected, double actual, double tolerance) =>
        AssertNear(expected, actual, tolerance * Math.Abs(expected));

    /// <summary>Zeros' signs, too.</summary>
    private static void AssertSame(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));

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

    /// <summary>ln(1 + a): what 1 + a rounds away, times the logarithm's slope there, is added.</summary>
    private static double Log1P(double a) => a > -1 ? Math.Log(1 + a) + ((a - (1 + a - 1)) / (1 + a)) : Math.Log(1 + a);
}
