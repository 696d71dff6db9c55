namespace NetGen.Ilgpu;

/// <content>Sine, cosine and arc tangent: the methods and polynomials of <see cref="Numerics.VectorMath"/>.</content>
public static partial class DeviceMath
{
    /// <summary>sin a = (−1)ᵏ · sin r with k = round(a / π), r = a − k · π. In [−1, 1] for every number.</summary>
    public static float Sin(float a)
    {
        float k = Round(a * (float)(1 / Math.PI));
        return ReducedSin(a, k, k);
    }

    /// <summary>cos a = (−1)ᵏ · sin r with k = round(a / π + ½), r = a − (k − ½) · π. In [−1, 1] for every number.</summary>
    public static float Cos(float a)
    {
        float k = Round((a * (float)(1 / Math.PI)) + 0.5f);
        return ReducedSin(a, k, k - 0.5f);
    }

    /// <summary>sin a = (−1)ᵏ · sin r with k = round(a / π), r = a − k · π. In [−1, 1] for every number.</summary>
    public static double Sin(double a)
    {
        double k = Round(a * (1 / Math.PI));
        return ReducedSin(a, k, k);
    }

    /// <summary>cos a = (−1)ᵏ · sin r with k = round(a / π + ½), r = a − (k − ½) · π. In [−1, 1] for every number.</summary>
    public static double Cos(double a)
    {
        double k = Round((a * (1 / Math.PI)) + 0.5);
        return ReducedSin(a, k, k - 0.5);
    }

    /// <summary>arctan a = m · π/4 + arctan t with t = a, (a − 1) / (a + 1) or −1 / a for |a| up to ½, 2 and ∞.</summary>
    public static float Atan(float a)
    {
        float x = Abs(a);
        bool isMiddle = x > 0.5f, isLarge = x > 2;

        // One by one: in a nested choice of whole numbers ILGPU takes the 2 for a truth value.
        float m = isMiddle ? 1f : 0;
        m = isLarge ? 2 : m;
        float numerator = isMiddle ? x - 1 : x;
        numerator = isLarge ? -1 : numerator;
        float denominator = isMiddle ? x + 1 : 1;
        denominator = isLarge ? x : denominator;
        float t = numerator / denominator;
        float z = t * t;
        float p = -0.0513254553f;
        p = (p * z) + 0.101599865f;
        p = (p * z) - 0.141750053f;
        p = (p * z) + 0.199942261f;
        p = (p * z) - 0.33333233f;
        float y = (t * z * p) + t;
        return CopySign((m * 0.785398185f) + (y - (m * 2.18556941e-08f)), a);
    }

    /// <summary>arctan a = m · π/4 + arctan t with t = a, (a − 1) / (a + 1) or −1 / a for |a| up to ½, 2 and ∞.</summary>
    public static double Atan(double a)
    {
        double x = Abs(a);
        bool isMiddle = x > 0.5, isLarge = x > 2;
        double m = isMiddle ? 1.0 : 0;
        m = isLarge ? 2 : m;
        double numerator = isMiddle ? x - 1 : x;
        numerator = isLarge ? -1 : numerator;
        double denominator = isMiddle ? x + 1 : 1;
        denominator = isLarge ? x : denominator;
        double t = numerator / denominator;
        double z = t * t;
        double p = 0.01011690624132815;
        p = (p * z) - 0.027435063601930845;
        p = (p * z) + 0.041865135864006975;
        p = (p * z) - 0.05122009993092895;
        p = (p * z) + 0.058583000975643985;
        p = (p * z) - 0.06663810832722188;
        p = (p * z) + 0.07692073938456176;
        p = (p * z) - 0.090908962467537;
        p = (p * z) + 0.1111111065973404;
        p = (p * z) - 0.14285714276388584;
        p = (p * z) + 0.19999999999903145;
        p = (p * z) - 0.3333333333333298;
        double y = (t * z * p) + t;
        return CopySign((m * 0.7853981633974483) + (y + (m * 3.061616997868383e-17)), a);
    }

    /// <summary>(−1)ᵏ · sin(a − n · π), with π in three parts: the first, whose products with n are exact, takes almost all of a.</summary>
    private static float ReducedSin(float a, float k, float n)
    {
        float r = a - (n * 3.140625f);
        r -= n * 0.000967653585f;
        r -= n * 5.12668814e-12f;
        float z = r * r;
        float p = 2.6049795e-06f;
        p = (p * z) - 0.000198092603f;
        p = (p * z) + 0.00833306182f;
        p = (p * z) - 0.166666597f;
        float y = Min(Max((r * z * p) + r, -1), 1);
        float odd = k - (2 * Round(k * 0.5f));
        return odd == 0 ? y : -y;
    }

    /// <summary>(−1)ᵏ · sin(a − n · π), with π in three parts: the first, whose products with n are exact, takes almost all of a.</summary>
    private static double ReducedSin(double a, double k, double n)
    {
        double r = a - (n * 3.1415926534682512);
        r -= n * 1.2154201012607932e-10;
        r -= n * 4.044532497591901e-21;
        double z = r * r;
        double p = 2.7211630863311752e-15;
        p = (p * z) - 7.642990385327941e-13;
        p = (p * z) + 1.6058939664438838e-10;
        p = (p * z) - 2.505210687199768e-08;
        p = (p * z) + 2.755731921112872e-06;
        p = (p * z) - 0.00019841269841209172;
        p = (p * z) + 0.008333333333333194;
        p = (p * z) - 0.16666666666666666;
        double y = Min(Max((r * z * p) + r, -1), 1);
        double odd = k - (2 * Round(k * 0.5));
        return odd == 0 ? y : -y;
    }
}
