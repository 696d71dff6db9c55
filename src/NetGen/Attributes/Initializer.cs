namespace NetGen;

/// <summary>How weights start. Biases start at 0.</summary>
public enum Initializer
{
    /// <summary>
    /// Chosen by the activation that follows: <see cref="HeUniform"/> before Relu, LeakyRelu and Gelu, else <see cref="XavierUniform"/>.
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
}
