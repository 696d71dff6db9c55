using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <content>The minimax polynomials, by Horner's rule.</content>
public static partial class VectorMath
{
    /// <summary>q(r) = (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpSingle<V, T>(V r)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(0.0013941163);
        p = V.Fma(p, r, V.Const(0.008363208));
        p = V.Fma(p, r, V.Const(0.041666374));
        p = V.Fma(p, r, V.Const(0.16666576));
        return V.Fma(p, r, V.Const(0.5));
    }

    /// <summary>q(r) = (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpDouble<V, T>(V r)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(2.511009630403349e-08);
        p = V.Fma(p, r, V.Const(2.7620140796145187e-07));
        p = V.Fma(p, r, V.Const(2.755724221351069e-06));
        p = V.Fma(p, r, V.Const(2.4801521185224727e-05));
        p = V.Fma(p, r, V.Const(0.00019841269886699926));
        p = V.Fma(p, r, V.Const(0.0013888888917285545));
        p = V.Fma(p, r, V.Const(0.008333333333322172));
        p = V.Fma(p, r, V.Const(0.04166666666662398));
        p = V.Fma(p, r, V.Const(0.16666666666666674));
        return V.Fma(p, r, V.Const(0.5000000000000001));
    }

    /// <summary>(2 · artanh(s) / s − 2) / s² as a function of z = s² for |s| ≤ (√2 − 1) / (√2 + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogSingle<V, T>(V z)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(0.29582566);
        p = V.Fma(p, z, V.Const(0.39988708));
        return V.Fma(p, z, V.Const(0.66666687));
    }

    /// <summary>(2 · artanh(s) / s − 2) / s² as a function of z = s² for |s| ≤ (√2 − 1) / (√2 + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogDouble<V, T>(V z)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(0.14618416871215997);
        p = V.Fma(p, z, V.Const(0.15331552896669207));
        p = V.Fma(p, z, V.Const(0.18182894545355477));
        p = V.Fma(p, z, V.Const(0.22222211054622024));
        p = V.Fma(p, z, V.Const(0.28571428626510875));
        p = V.Fma(p, z, V.Const(0.399999999998982));
        return V.Fma(p, z, V.Const(0.666666666666667));
    }

    /// <summary>erf(x) / x − 1 as a function of z = x² for |x| ≤ 1.07.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V NearErfSingle<V, T>(V z)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(7.52075424e-05);
        p = V.Fma(p, z, V.Const(-0.000791285934));
        p = V.Fma(p, z, V.Const(0.00517771819));
        p = V.Fma(p, z, V.Const(-0.0268485151));
        p = V.Fma(p, z, V.Const(0.112834665));
        p = V.Fma(p, z, V.Const(-0.376126162));
        return V.Fma(p, z, V.Const(0.128379164));
    }

    /// <summary>erf(x) / x − 1 as a function of z = x² for |x| ≤ 0.85.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V NearErfDouble<V, T>(V z)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(1.068010502497288e-08);
        p = V.Fma(p, z, V.Const(-1.569871018273799e-07));
        p = V.Fma(p, z, V.Const(1.6399368261474309e-06));
        p = V.Fma(p, z, V.Const(-1.4921942495124544e-05));
        p = V.Fma(p, z, V.Const(0.00012055191408541727));
        p = V.Fma(p, z, V.Const(-0.0008548323540777122));
        p = V.Fma(p, z, V.Const(0.005223977571930533));
        p = V.Fma(p, z, V.Const(-0.02686617064032919));
        p = V.Fma(p, z, V.Const(0.1128379167093301));
        p = V.Fma(p, z, V.Const(-0.37612638903183354));
        return V.Fma(p, z, V.Const(0.12837916709551256));
    }

    /// <summary>(1 − erf(x))^⅛ for x from 1.07 to 3.92, weighted by the power's derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V FarErfSingle<V, T>(V x)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(0.000154776111);
        p = V.Fma(p, x, V.Const(-0.00252222828));
        p = V.Fma(p, x, V.Const(0.0131536325));
        p = V.Fma(p, x, V.Const(-0.0118888785));
        p = V.Fma(p, x, V.Const(-0.0607847293));
        p = V.Fma(p, x, V.Const(-0.145477739));
        return V.Fma(p, x, V.Const(1.00094544));
    }

    /// <summary>ln(1 − erf(x)) for x from 0.85 to 6, weighted by 1 − erf(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V FarErfDouble<V, T>(V x)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(-8.004760601726251e-12);
        p = V.Fma(p, x, V.Const(3.2137602437858874e-10));
        p = V.Fma(p, x, V.Const(-5.992298067923884e-09));
        p = V.Fma(p, x, V.Const(6.872565223394449e-08));
        p = V.Fma(p, x, V.Const(-5.3989448911371e-07));
        p = V.Fma(p, x, V.Const(3.0458704793926507e-06));
        p = V.Fma(p, x, V.Const(-1.2433779132693775e-05));
        p = V.Fma(p, x, V.Const(3.488189213834464e-05));
        p = V.Fma(p, x, V.Const(-5.050994427284743e-05));
        p = V.Fma(p, x, V.Const(-7.529583682609384e-05));
        p = V.Fma(p, x, V.Const(0.0006776187393653782));
        p = V.Fma(p, x, V.Const(-0.0018024705388814551));
        p = V.Fma(p, x, V.Const(0.0003034822672356909));
        p = V.Fma(p, x, V.Const(0.019066865556016926));
        p = V.Fma(p, x, V.Const(-0.10274362521135663));
        p = V.Fma(p, x, V.Const(-0.6366290960463797));
        p = V.Fma(p, x, V.Const(-1.128377328266331));
        return V.Fma(p, x, V.Const(-1.677875398878857e-07));
    }

    /// <summary>(sin(r) / r − 1) / r² as a function of z = r² for |r| ≤ π/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinSingle<V, T>(V z)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(2.6049795e-06);
        p = V.Fma(p, z, V.Const(-0.000198092603));
        p = V.Fma(p, z, V.Const(0.00833306182));
        return V.Fma(p, z, V.Const(-0.166666597));
    }

    /// <summary>(sin(r) / r − 1) / r² as a function of z = r² for |r| ≤ π/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinDouble<V, T>(V z)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(2.7211630863311752e-15);
        p = V.Fma(p, z, V.Const(-7.642990385327941e-13));
        p = V.Fma(p, z, V.Const(1.6058939664438838e-10));
        p = V.Fma(p, z, V.Const(-2.505210687199768e-08));
        p = V.Fma(p, z, V.Const(2.755731921112872e-06));
        p = V.Fma(p, z, V.Const(-0.00019841269841209172));
        p = V.Fma(p, z, V.Const(0.008333333333333194));
        return V.Fma(p, z, V.Const(-0.16666666666666666));
    }

    /// <summary>(arctan(t) / t − 1) / t² as a function of z = t² for |t| ≤ ½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AtanSingle<V, T>(V z)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(-0.0513254553);
        p = V.Fma(p, z, V.Const(0.101599865));
        p = V.Fma(p, z, V.Const(-0.141750053));
        p = V.Fma(p, z, V.Const(0.199942261));
        return V.Fma(p, z, V.Const(-0.33333233));
    }

    /// <summary>(arctan(t) / t − 1) / t² as a function of z = t² for |t| ≤ ½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AtanDouble<V, T>(V z)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p = V.Const(0.01011690624132815);
        p = V.Fma(p, z, V.Const(-0.027435063601930845));
        p = V.Fma(p, z, V.Const(0.041865135864006975));
        p = V.Fma(p, z, V.Const(-0.05122009993092895));
        p = V.Fma(p, z, V.Const(0.058583000975643985));
        p = V.Fma(p, z, V.Const(-0.06663810832722188));
        p = V.Fma(p, z, V.Const(0.07692073938456176));
        p = V.Fma(p, z, V.Const(-0.090908962467537));
        p = V.Fma(p, z, V.Const(0.1111111065973404));
        p = V.Fma(p, z, V.Const(-0.14285714276388584));
        p = V.Fma(p, z, V.Const(0.19999999999903145));
        return V.Fma(p, z, V.Const(-0.3333333333333298));
    }
}
