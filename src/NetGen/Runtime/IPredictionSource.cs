using System.Numerics;

namespace NetGen.Runtime;

/// <summary>Samples of several callers that are predicted together.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
internal interface IPredictionSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Puts checked samples where the program reads, one behind the other; nobody changes the weights, nor what is kept with them, until
    /// the outputs are there.
    /// </summary>
    /// <returns>How many there are; 0 for no prediction.</returns>
    int Put(InferenceProgram<T> program);

    /// <summary>Takes their outputs.</summary>
    void Take(InferenceProgram<T> program);
}
