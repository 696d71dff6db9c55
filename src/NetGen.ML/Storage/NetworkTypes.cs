using System.Collections.Concurrent;
using System.Numerics;
using System.Reflection;

namespace NetGen.ML;

/// <summary>
/// How networks are made again: where a pipeline is loaded, where a fit trains a copy, and where several threads predict.
/// </summary>
public static class NetworkTypes
{
    private static readonly ConcurrentDictionary<string, object> Factories = new(StringComparer.Ordinal);

    /// <summary>Says how networks of a type are made; a second call for the type replaces the first.</summary>
    /// <param name="factory">Makes one, with any weights: <c>() => new SpamNetwork()</c>. Called by several threads.</param>
    public static void Register<T>(Func<Network<T>> factory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(factory);
        Factories[NameOf(factory().GetType())] = factory;
    }

    /// <summary>A type's name in files.</summary>
    internal static string NameOf(Type type) => type.FullName!;

    /// <summary>Makes a network by the name of its type: a <see cref="Network{T}"/> of float or double.</summary>
    /// <exception cref="InvalidOperationException">The type was not registered.</exception>
    internal static object Create(string name) => Factories.TryGetValue(name, out object? factory)
        ? factory is Func<Network<double>> doubles ? doubles() : ((Func<Network<float>>)factory)()
        : throw new InvalidOperationException(Advice(name));

    /// <summary>What to do where a network of a type cannot be made.</summary>
    internal static string Advice(string name)
    {
        string type = name[(name.LastIndexOfAny(['.', '+']) + 1)..];
        return $"the NetGen network {name}, which was not registered: call mlContext.RegisterNetwork(() => new {type}()) before";
    }

    /// <summary>What makes networks of this one's type: what was registered, else its constructor where that needs no arguments.</summary>
    /// <exception cref="InvalidOperationException">Neither is there.</exception>
    internal static Func<Network<T>> FactoryOf<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Type type = network.GetType();
        if (Factories.TryGetValue(NameOf(type), out object? factory))
        {
            return (Func<Network<T>>)factory;
        }

        ConstructorInfo constructor = type.GetConstructors().FirstOrDefault(
            candidate => Array.TrueForAll(candidate.GetParameters(), parameter => parameter.HasDefaultValue))
            ?? throw new InvalidOperationException(
                $"{type.Name} has no public constructor that needs no arguments: "
                    + $"call NetworkTypes.Register(() => new {type.Name}(…)) before.");
        object?[] arguments = Array.ConvertAll(constructor.GetParameters(), parameter => parameter.DefaultValue);
        return () => (Network<T>)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    /// <summary>A network with the weights of another.</summary>
    internal static Network<T> Copy<T>(Network<T> network, Func<Network<T>> create)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> copy = create();
        WeightTransfer.Copy(network.WholePart, copy.WholePart);
        return copy;
    }
}
