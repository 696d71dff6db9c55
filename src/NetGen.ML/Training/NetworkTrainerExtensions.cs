using System.Numerics;
using Microsoft.ML;

namespace NetGen.ML;

/// <summary>Networks in pipelines of ML.NET.</summary>
public static class NetworkTrainerExtensions
{
    /// <summary>
    /// Makes a network a trainer for a pipeline, <c>pipeline.Append(network.AsTrainer())</c>. Each fit trains a copy of its own; the
    /// network stays as it is.
    /// </summary>
    /// <param name="network">Gives the weights to begin with; from one vector of numbers to one output.</param>
    /// <param name="options">How to train, and the names of the columns.</param>
    /// <exception cref="NotSupportedException">
    /// The network has several inputs or outputs, takes tokens, or cannot serve for the task of the options.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The network can be made only with arguments and was not registered: see <see cref="NetworkTypes"/>.
    /// </exception>
    public static NetworkTrainer<T> AsTrainer<T>(this Network<T> network, NetworkTrainerOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return new NetworkTrainer<T>(network, options ?? new());
    }

    /// <summary>
    /// Makes a network that is trained a part of a pipeline which predicts: with the weights it has now. Classes have no names then.
    /// </summary>
    /// <param name="network">From one vector of numbers to one output.</param>
    /// <param name="options">
    /// The names of the columns, the task, and <see cref="NetworkTrainerOptions.AnomalyThreshold"/>, without which an autoencoder calls
    /// nothing anomalous.
    /// </param>
    /// <inheritdoc cref="AsTrainer{T}(Network{T}, NetworkTrainerOptions)"/>
    public static NetworkTransformer<T> AsTransformer<T>(this Network<T> network, NetworkTrainerOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new();
        Func<Network<T>> create = NetworkTypes.FactoryOf(network);
        NetworkTask task = NetworkTasks.Of(network.GetType().Name, network.Plan, options.Task);
        Network<T> copy = NetworkTypes.Copy(network, create);
        Interpretation meaning = Interpretation.Of(network, task) with { Threshold = options.AnomalyThreshold ?? float.PositiveInfinity };
        return new(copy, new NetworkPool<T>(copy, create, meaning), ColumnNames.Of(options));
    }

    /// <summary>
    /// Lets <c>mlContext.Model.Load</c> read pipelines with networks of this type: call it once for each type before.
    /// </summary>
    /// <param name="context">What loads.</param>
    /// <param name="factory">Makes such a network, whose weights are then loaded: <c>() => new SpamNetwork()</c>.</param>
    public static void RegisterNetwork<T>(this MLContext context, Func<Network<T>> factory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(context);
        NetworkTypes.Register(factory);
        context.ComponentCatalog.RegisterAssembly(new LoaderAssembly());
    }
}
