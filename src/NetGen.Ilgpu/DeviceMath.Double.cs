using ILGPU;
using ILGPU.Algorithms;

namespace NetGen.Ilgpu;

/// <content>
/// Functions in double: the hardware has none, and ILGPU's lose digits. The methods and polynomials are those of
/// <see cref="Numerics.VectorMath"/>.
/// </content>
public static partial class DeviceMath
{
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;

    /// <summary>eᵃ = 2ⁿ · eʳ with n = round(a / ln 2), r = a − n · ln 2.</summary>
    public static double Exp(double a)
    {
        double bounded = Min(Max(a, -746), 710);
        double p = 1 + ReducedExpM1(bounded, out int n);

        // In two steps, since 2ⁿ itself may be no normal number. NaN gives any n.
        int half = n / 2;
        return p * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>ln a = e · ln 2 + ln m with a = m · 2ᵉ, √½ &lt; m ≤ √2, and ln(1 + f) = f − s · (f − R(s²)), s = f / (2 + f).</summary>
    public static double Log(double a)
    {
        bool isSubnormal = a < 2.2250738585072014e-308;
        ulong bits = Interop.FloatAsInt(isSubnormal ? a * 9007199254740992.0 : a);
        int e = (int)((bits >> 52) & 0x7FF) - 1023;
        e = isSubnormal ? e - 53 : e;
        double m = Interop.IntAsFloat((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        bool isUpper = m > 1.4142135623730951;
        m = isUpper ? m * 0.5 : m;
        e = isUpper ? e + 1 : e;

        return LogOfProduct(m - 1, e, a);
    }

    /// <summary>ln(1 + a) = e · ln 2 + ln(1 + f) with 1 + a = (1 + f) · 2ᵉ, where f = a · 2⁻ᵉ + (2⁻ᵉ − 1).</summary>
    public static double Log1P(double a)
    {
        double sum = a + 1;
        ulong bits = Interop.FloatAsInt(sum);
        int e = (int)((bits >> 52) & 0x7FF) - 1023;
        double m = Interop.IntAsFloat((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        e = m > 1.4142135623730951 ? e + 1 : e;

        // The largest a need powers that are no normal numbers any more.
        double power = PowerOfTwo(2 - e) * 0.25;
        return LogOfProduct((a * power) + (power - 1), e, sum);
    }

    /// <summary>tanh a = (e²ᵃ − 1) / (e²ᵃ + 1), with e²ᵃ − 1 computed without cancellation.</summary>
    public static double Tanh(double a)
    {
        double bounded = Min(Max(a, -20), 20);
        double p = ReducedExpM1(bounded + bounded, out int n);
        double power = PowerOfTwo(n);
        double expM1 = (p * power) + (power - 1);
        return expM1 / (expM1 + 2);
    }

    /// <summary>σ(a) = 1 / (1 + e⁻ᵃ).</summary>
    public static double Sigmoid(double a) => 1 / (1 + Exp(-a));

    /// <summary>ln(1 + eᵃ) = max(a, 0) + ln(1 + e^−|a|).</summary>
    public static double Softplus(double a) => Max(a, 0) + Log(1 + Exp(-Abs(a)));

    /// <summary>erf a: an odd polynomial for |a| ≤ 0.85, beyond it ±(1 − e^g(|a|)) with a polynomial g(x) ≈ ln(1 − erf x).</summary>
    public static double Erf(double a)
    {
        double z = a * a;
        double near = 1.068010502497288e-08;
        near = (near * z) - 1.569871018273799e-07;
        near = (near * z) + 1.6399368261474309e-06;
        near = (near * z) - 1.4921942495124544e-05;
        near = (near * z) + 0.00012055191408541727;
        near = (near * z) - 0.0008548323540777122;
        near = (near * z) + 0.005223977571930533;
        near = (near * z) - 0.02686617064032919;
        near = (near * z) + 0.1128379167093301;
        near = (near * z) - 0.37612638903183354;
        near = (near * z) + 0.12837916709551256;
        near = (near * a) + a;

        double magnitude = Abs(a);
        double x = Min(magnitude, 6);
        double g = -8.004760601726251e-12;
        g = (g * x) + 3.2137602437858874e-10;
        g = (g * x) - 5.992298067923884e-09;
        g = (g * x) + 6.872565223394449e-08;
        g = (g * x) - 5.3989448911371e-07;
        g = (g * x) + 3.0458704793926507e-06;
        g = (g * x) - 1.2433779132693775e-05;
        g = (g * x) + 3.488189213834464e-05;
        g = (g * x) - 5.050994427284743e-05;
        g = (g * x) - 7.529583682609384e-05;
        g = (g * x) + 0.0006776187393653782;
        g = (g * x) - 0.0018024705388814551;
        g = (g * x) + 0.0003034822672356909;
        g = (g * x) + 0.019066865556016926;
        g = (g * x) - 0.10274362521135663;
        g = (g * x) - 0.6366290960463797;
        g = (g * x) - 1.128377328266331;
        g = (g * x) - 1.677875398878857e-07;
        double far = 1 - Exp(g);
        far = a < 0 ? -far : far;
        return magnitude > 0.85 ? far : near;
    }

    /// <summary>ln((1 + f) · 2ᵉ) for √½ &lt; 1 + f ≤ √2, or its limit where the product is no positive number.</summary>
    private static double LogOfProduct(double f, int e, double product)
    {
        double s = f / (f + 2);
        double z = s * s;
        double r = 0.14618416871215997;
        r = (r * z) + 0.15331552896669207;
        r = (r * z) + 0.18182894545355477;
        r = (r * z) + 0.22222211054622024;
        r = (r * z) + 0.28571428626510875;
        r = (r * z) + 0.399999999998982;
        r = ((r * z) + 0.666666666666667) * z;
        double y = (e * Ln2High) + (f - ((s * (f - r)) - (e * Ln2Low)));

        y = product < double.PositiveInfinity ? y : product;
        y = product < 0 ? double.NaN : y;
        return product == 0 ? double.NegativeInfinity : y;
    }

    /// <summary>The n and eʳ − 1 of a = n · ln 2 + r, with n whole and |r| ≤ ln 2 / 2: eʳ − 1 = r + r² · q(r).</summary>
    private static double ReducedExpM1(double a, out int n)
    {
        n = (int)((a * 1.4426950408889634) + (a < 0 ? -0.5 : 0.5));
        double r = a - (n * Ln2High) - (n * Ln2Low);
        double q = 2.511009630403349e-08;
        q = (q * r) + 2.7620140796145187e-07;
        q = (q * r) + 2.755724221351069e-06;
        q = (q * r) + 2.4801521185224727e-05;
        q = (q * r) + 0.00019841269886699926;
        q = (q * r) + 0.0013888888917285545;
        q = (q * r) + 0.008333333333322172;
        q = (q * r) + 0.04166666666662398;
        q = (q * r) + 0.16666666666666674;
        q = (q * r) + 0.5000000000000001;
        return (r * r * q) + r;
    }

    /// <summary>2ⁿ for n of a normal number.</summary>
    private static double PowerOfTwo(int n) => Interop.IntAsFloat((ulong)(n + 1023) << 52);
}
