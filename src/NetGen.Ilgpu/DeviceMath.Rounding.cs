using ILGPU;

namespace NetGen.Ilgpu;

/// <content>Rounding to whole numbers, without the branches of ILGPU's.</content>
public static partial class DeviceMath
{
    /// <summary>The whole number nearest to a, the even one of two.</summary>
    public static float Round(float a)
    {
        // From here on every number is whole, and so the sum is rounded to one.
        const float Whole = 1 << 23;
        float magnitude = Abs(a);
        return CopySign(magnitude < Whole ? magnitude + Whole - Whole : magnitude, a);
    }

    /// <summary>The whole number nearest to a, the even one of two.</summary>
    public static double Round(double a)
    {
        const double Whole = 1L << 52;
        double magnitude = Abs(a);
        return CopySign(magnitude < Whole ? magnitude + Whole - Whole : magnitude, a);
    }

    /// <summary>The largest whole number that is not above a.</summary>
    public static float Floor(float a)
    {
        float rounded = Round(a);
        return rounded > a ? rounded - 1 : rounded;
    }

    /// <summary>The largest whole number that is not above a.</summary>
    public static double Floor(double a)
    {
        double rounded = Round(a);
        return rounded > a ? rounded - 1 : rounded;
    }

    /// <summary>A magnitude with the sign of another number.</summary>
    private static float CopySign(float magnitude, float sign) =>
        Interop.IntAsFloat(Interop.FloatAsInt(magnitude) | (Interop.FloatAsInt(sign) & 0x8000_0000));

    /// <summary>A magnitude with the sign of another number.</summary>
    private static double CopySign(double magnitude, double sign) =>
        Interop.IntAsFloat(Interop.FloatAsInt(magnitude) | (Interop.FloatAsInt(sign) & 0x8000_0000_0000_0000));
}
