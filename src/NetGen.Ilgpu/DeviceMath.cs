using ILGPU;
using ILGPU.Algorithms;

namespace NetGen.Ilgpu;

/// <summary>
/// The mathematics that kernels may call: what ILGPU compiles rightly for every kind of device. Products and sums are fused by the
/// device's own compiler. In <see cref="float"/> exponential and logarithm are the hardware's, within a few units of 10⁻⁷.
/// </summary>
public static partial class DeviceMath
{
    private const uint PhiloxMultiplier = 0xD256_D193;
    private const uint PhiloxKeyStep = 0x9E37_79B9;
    private const int PhiloxRounds = 10;

    /// <summary>eᵃ.</summary>
    public static float Exp(float a) => XMath.Exp(a);

    /// <summary>ln a; −∞ for 0.</summary>
    public static float Log(float a) => XMath.Log(a);

    /// <summary>
    /// ln(1 + a) = e · ln 2 + ln(1 + f) with 1 + a = (1 + f) · 2ᵉ, where f = a · 2⁻ᵉ + (2⁻ᵉ − 1); the method and polynomial of
    /// <see cref="Numerics.VectorMath"/>, since the hardware's logarithm has no digits near 1.
    /// </summary>
    public static float Log1P(float a)
    {
        float sum = a + 1;
        uint bits = Interop.FloatAsInt(sum);
        int e = (int)((bits >> 23) & 0xFF) - 127;
        float m = Interop.IntAsFloat((bits & 0x007F_FFFF) | 0x3F80_0000);
        e = m > 1.4142135623730951f ? e + 1 : e;

        // The largest a need powers that are no normal numbers any more.
        float power = Interop.IntAsFloat((uint)(2 - e + 127) << 23) * 0.25f;
        float f = (a * power) + (power - 1);
        float s = f / (f + 2);
        float z = s * s;
        float r = 0.29582566f;
        r = (r * z) + 0.39988708f;
        r = ((r * z) + 0.66666687f) * z;
        float y = (e * 0.693359375f) + (f - ((s * (f - r)) + (e * 0.00021219444f)));

        y = sum < float.PositiveInfinity ? y : sum;
        y = sum < 0 ? float.NaN : y;
        return sum == 0 ? float.NegativeInfinity : y;
    }

    /// <summary>√a.</summary>
    public static float Sqrt(float a) => XMath.Sqrt(a);

    /// <summary>√a.</summary>
    public static double Sqrt(double a) => XMath.Sqrt(a);

    /// <summary>|a|.</summary>
    public static float Abs(float a) => XMath.Abs(a);

    /// <summary>|a|.</summary>
    public static double Abs(double a) => XMath.Abs(a);

    /// <summary>The larger of the two; NaN where one is NaN.</summary>
    public static float Max(float a, float b) => XMath.IsNaN(b) ? b : a < b ? b : a;

    /// <summary>The larger of the two; NaN where one is NaN.</summary>
    public static double Max(double a, double b) => XMath.IsNaN(b) ? b : a < b ? b : a;

    /// <summary>The smaller of the two; NaN where one is NaN.</summary>
    public static float Min(float a, float b) => XMath.IsNaN(b) ? b : a > b ? b : a;

    /// <summary>The smaller of the two; NaN where one is NaN.</summary>
    public static double Min(double a, double b) => XMath.IsNaN(b) ? b : a > b ? b : a;

    /// <summary>
    /// tanh a = (1 − t) / (1 + t) with t = e^(−2|a|), and its Taylor series a − a³/3 + 2a⁵/15 − 17a⁷/315 + 62a⁹/2835 near 0, where the
    /// difference would cancel.
    /// </summary>
    public static float Tanh(float a)
    {
        float magnitude = Abs(a), z = a * a;
        float near = 62f / 2835;
        near = (near * z) - (17f / 315);
        near = (near * z) + (2f / 15);
        near = (near * z) - (1f / 3);
        near = (near * z * a) + a;
        float t = Exp(-2 * magnitude);
        float far = (1 - t) / (1 + t);
        far = a < 0 ? -far : far;
        return magnitude < 0.3f ? near : far;
    }

    /// <summary>σ(a) = 1 / (1 + e⁻ᵃ).</summary>
    public static float Sigmoid(float a) => 1 / (1 + Exp(-a));

    /// <summary>ln(1 + eᵃ) = max(a, 0) + ln(1 + e^−|a|).</summary>
    public static float Softplus(float a) => Max(a, 0) + Log(1 + Exp(-Abs(a)));

    /// <summary>
    /// erf a: an odd polynomial near 0, beyond it ±(1 − r(|a|)), where r is the 8th power of a polynomial; the polynomials of
    /// <see cref="Numerics.VectorMath"/>.
    /// </summary>
    public static float Erf(float a)
    {
        float z = a * a;
        float near = 7.52075424e-05f;
        near = (near * z) - 0.000791285934f;
        near = (near * z) + 0.00517771819f;
        near = (near * z) - 0.0268485151f;
        near = (near * z) + 0.112834665f;
        near = (near * z) - 0.376126162f;
        near = (near * z) + 0.128379164f;
        near = (near * a) + a;

        float magnitude = Abs(a);
        float x = Min(magnitude, 3.92f);
        float root = 0.000154776111f;
        root = (root * x) - 0.00252222828f;
        root = (root * x) + 0.0131536325f;
        root = (root * x) - 0.0118888785f;
        root = (root * x) - 0.0607847293f;
        root = (root * x) - 0.145477739f;
        root = (root * x) + 1.00094544f;
        float fourth = root * root * (root * root);
        float far = 1 - (fourth * fourth);
        far = a < 0 ? -far : far;
        return magnitude > 1.07f ? far : near;
    }

    /// <summary>
    /// The uniform random number in [0, 1) of an element: bit for bit that of <see cref="Numerics.Philox.Uniform"/>.
    /// </summary>
    /// <param name="index">The element.</param>
    /// <param name="step">The stream.</param>
    /// <param name="key">The key.</param>
    public static float Uniform(uint index, uint step, uint key)
    {
        uint a = index >> 1, b = step;
        for (int round = 0; round < PhiloxRounds; round++)
        {
            ulong product = (ulong)PhiloxMultiplier * a;
            a = (uint)(product >> 32) ^ key ^ b;
            b = (uint)product;
            key += PhiloxKeyStep;
        }

        uint word = (index & 1) == 0 ? a : b;
        return (int)(word >> 8) * (1f / (1 << 24));
    }

    /// <summary>The larger one.</summary>
    public static int Max(int a, int b) => a > b ? a : b;

    /// <summary>The smaller one.</summary>
    public static int Min(int a, int b) => a < b ? a : b;
}
