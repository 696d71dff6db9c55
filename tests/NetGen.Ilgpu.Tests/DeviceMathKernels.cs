using ILGPU;

namespace NetGen.Ilgpu.Tests;

internal struct DeviceMathArguments<T>
    where T : unmanaged
{
    public int Count;
    public ArrayView<T> A;
    public ArrayView<T> B;
    public ArrayView<T> Results;
    public ArrayView<float> Uniforms;
}

/// <summary>Every function of <see cref="DeviceMath"/>, one block of results behind the other.</summary>
internal static class DeviceMathKernels
{
    public static void Single(DeviceMathArguments<float> g)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count)
        {
            float a = g.A[i], b = g.B[i];
            g.Results[i] = DeviceMath.Exp(a);
            g.Results[i + g.Count] = DeviceMath.Log(DeviceMath.Abs(a));
            g.Results[i + (2 * g.Count)] = DeviceMath.Sqrt(DeviceMath.Abs(a));
            g.Results[i + (3 * g.Count)] = DeviceMath.Tanh(a);
            g.Results[i + (4 * g.Count)] = DeviceMath.Sigmoid(a);
            g.Results[i + (5 * g.Count)] = DeviceMath.Softplus(a);
            g.Results[i + (6 * g.Count)] = DeviceMath.Erf(a);
            g.Results[i + (7 * g.Count)] = DeviceMath.Max(a, b);
            g.Results[i + (8 * g.Count)] = DeviceMath.Min(a, b);
            g.Results[i + (9 * g.Count)] = DeviceMath.Sin(a);
            g.Results[i + (10 * g.Count)] = DeviceMath.Cos(a);
            g.Results[i + (11 * g.Count)] = DeviceMath.Atan(a);
            g.Results[i + (12 * g.Count)] = DeviceMath.Log1P(DeviceMath.Max(a, -1));
            g.Results[i + (13 * g.Count)] = DeviceMath.Floor(a);
            g.Results[i + (14 * g.Count)] = DeviceMath.Round(a);
            g.Uniforms[i] = DeviceMath.Uniform((uint)i, 7, 0x1234_5678);
        }
    }

    public static void Double(DeviceMathArguments<double> g)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count)
        {
            double a = g.A[i], b = g.B[i];
            g.Results[i] = DeviceMath.Exp(a);
            g.Results[i + g.Count] = DeviceMath.Log(DeviceMath.Abs(a));
            g.Results[i + (2 * g.Count)] = DeviceMath.Sqrt(DeviceMath.Abs(a));
            g.Results[i + (3 * g.Count)] = DeviceMath.Tanh(a);
            g.Results[i + (4 * g.Count)] = DeviceMath.Sigmoid(a);
            g.Results[i + (5 * g.Count)] = DeviceMath.Softplus(a);
            g.Results[i + (6 * g.Count)] = DeviceMath.Erf(a);
            g.Results[i + (7 * g.Count)] = DeviceMath.Max(a, b);
            g.Results[i + (8 * g.Count)] = DeviceMath.Min(a, b);
            g.Results[i + (9 * g.Count)] = DeviceMath.Sin(a);
            g.Results[i + (10 * g.Count)] = DeviceMath.Cos(a);
            g.Results[i + (11 * g.Count)] = DeviceMath.Atan(a);
            g.Results[i + (12 * g.Count)] = DeviceMath.Log1P(DeviceMath.Max(a, -1));
            g.Results[i + (13 * g.Count)] = DeviceMath.Floor(a);
            g.Results[i + (14 * g.Count)] = DeviceMath.Round(a);
            g.Uniforms[i] = DeviceMath.Uniform((uint)i, 7, 0x1234_5678);
        }
    }
}
