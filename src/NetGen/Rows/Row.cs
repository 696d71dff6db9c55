using System.Numerics;

namespace NetGen;

/// <summary>Functions of each element of a row, beside those of <see cref="Math"/> by <see cref="Row{T}.Map"/>.</summary>
public static class Row
{
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Row<T> Sigmoid<T>(Row<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => row.Map(static x => T.One / (T.One + T.Exp(-x)));

    /// <summary>The hyperbolic tangent.</summary>
    public static Row<T> Tanh<T>(Row<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => row.Map(T.Tanh);

    /// <summary>max(x, 0).</summary>
    public static Row<T> Relu<T>(Row<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => row.Map(static x => x > T.Zero ? x : T.Zero);

    /// <summary>eˣ.</summary>
    public static Row<T> Exp<T>(Row<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => row.Map(T.Exp);

    /// <summary>ln x.</summary>
    public static Row<T> Log<T>(Row<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => row.Map(T.Log);
}
