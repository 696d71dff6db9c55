using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace NetGen.ML;

/// <summary>Called by ML.NET, by reflection, for a network in a pipeline's file.</summary>
internal static class NetworkLoader
{
    /// <summary>Reads a network.</summary>
    /// <param name="env">Of the context that loads.</param>
    /// <param name="context">A <c>ModelLoadContext</c>, a type that ML.NET keeps to itself.</param>
    /// <exception cref="InvalidOperationException">The network's type was not registered.</exception>
    public static ITransformer Create(IHostEnvironment env, object context)
    {
        ArgumentNullException.ThrowIfNull(env);
        return NetworkModel.Load(context);
    }
}
