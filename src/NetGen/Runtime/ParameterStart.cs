using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>How a parameter starts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ParameterStart
{
    /// <summary>All 0.</summary>
    Zero,

    /// <summary>All 1.</summary>
    One,

    /// <summary>See <see cref="Initializer.HeUniform"/>.</summary>
    HeUniform,

    /// <summary>See <see cref="Initializer.HeNormal"/>.</summary>
    HeNormal,

    /// <summary>See <see cref="Initializer.XavierUniform"/>.</summary>
    XavierUniform,

    /// <summary>See <see cref="Initializer.XavierNormal"/>.</summary>
    XavierNormal,

    /// <summary>See <see cref="Initializer.LeCunUniform"/>.</summary>
    LeCunUniform,

    /// <summary>See <see cref="Initializer.LeCunNormal"/>.</summary>
    LeCunNormal,

    /// <summary>See <see cref="Initializer.Orthogonal"/>.</summary>
    Orthogonal,

    /// <summary>See <see cref="Initializer.TruncatedNormal"/>.</summary>
    TruncatedNormal,

    /// <summary>See <see cref="Initializer.Normal"/>.</summary>
    Normal,

    /// <summary>See <see cref="Initializer.Uniform"/>.</summary>
    Uniform,

    /// <summary>See <see cref="Initializer.Constant"/>.</summary>
    Constant,

    /// <summary>A fixed table (positions × features): see <see cref="Numerics.Positions.FillSinusoidal"/>.</summary>
    Sinusoidal,

    /// <summary>The norms of the rows of the parameter before it: see <see cref="LinearAttribute.WeightNorm"/>.</summary>
    RowNorms,

    /// <summary>A fixed table (positions × head size): see <see cref="Numerics.Rotary.Fill"/>.</summary>
    Rotary,
}
