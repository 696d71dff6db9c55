namespace NetGen;

/// <summary>
/// How weights start; all of it is multiplied by <see cref="WeightedAttribute.Gain"/>. fanIn is the number of inputs of an output, fanOut
/// the number of outputs that an input reaches: of a table, such as an embedding's, its columns and its rows.
/// </summary>
public enum Initializer
{
    /// <summary>
    /// Chosen by the activation that follows: <see cref="HeUniform"/> before Relu and what is like it (LeakyRelu, PRelu, Relu6, Elu, Gelu,
    /// Silu, SwiGlu, Mish, Softplus, HardSwish), <see cref="LeCunNormal"/> before Selu, else <see cref="XavierUniform"/>. Tables of
    /// Embedding and LearnedPositions: normal with variance 0.02², as in GPT-2, Radford et al. 2019.
    /// </summary>
    Auto,

    /// <summary>Uniform in ±√(6 / fanIn). He et al. 2015, https://arxiv.org/abs/1502.01852.</summary>
    HeUniform,

    /// <summary>Normal with variance 2 / fanIn. He et al. 2015.</summary>
    HeNormal,

    /// <summary>Uniform in ±√(6 / (fanIn + fanOut)). Glorot and Bengio 2010.</summary>
    XavierUniform,

    /// <summary>Normal with variance 2 / (fanIn + fanOut). Glorot and Bengio 2010.</summary>
    XavierNormal,

    /// <summary>Uniform in ±√(3 / fanIn). LeCun et al. 1998, Efficient BackProp.</summary>
    LeCunUniform,

    /// <summary>Normal with variance 1 / fanIn. LeCun et al. 1998; what Selu wants, Klambauer et al. 2017.</summary>
    LeCunNormal,

    /// <summary>
    /// W·Wᵀ = I for the matrix of outputs × inputs, or Wᵀ·W = I where it has more rows than columns; uniformly distributed among all such.
    /// Saxe et al. 2014, https://arxiv.org/abs/1312.6120. Takes time by the square of the smaller side: seconds from a thousand on.
    /// </summary>
    Orthogonal,

    /// <summary>Standard normal, drawn again where it is beyond ±2: give the standard deviation before the cut as Gain.</summary>
    TruncatedNormal,

    /// <summary>Standard normal: give the standard deviation as Gain.</summary>
    Normal,

    /// <summary>Uniform in ±1: give the bound as Gain.</summary>
    Uniform,

    /// <summary>All 1: give the value as Gain.</summary>
    Constant,
}
