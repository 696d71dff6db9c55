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

    /// <summary>Normal with variance 0.02²: the start of GPT-2, Radford et al. 2019.</summary>
    Normal002,

    /// <summary>A fixed table (positions × features): see <see cref="Numerics.Positions.FillSinusoidal"/>.</summary>
    Sinusoidal,

    /// <summary>A fixed table (positions × head size): see <see cref="Numerics.Rotary.Fill"/>.</summary>
    Rotary,

    /// <summary>All one number, the scale.</summary>
    Constant,
}
