using System.Buffers;
using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// Weights of a network, or of a part of it, from and to a file or another network: all or none, beside predictions and trainers on other
/// threads.
/// </summary>
internal static class WeightTransfer
{
    /// <summary>Writes parameters of one network to a file.</summary>
    public static void Save(
        string path, IReadOnlyList<Parameter> parameters, bool allowNonFinite, WeightStorage storage = WeightStorage.AsComputed) =>
        Read(parameters, () => Safetensors.Save(path, parameters, allowNonFinite: allowNonFinite, storage: storage));

    /// <summary>Writes parameters of one network to a stream.</summary>
    public static void Save(
        Stream stream, IReadOnlyList<Parameter> parameters, bool allowNonFinite, WeightStorage storage = WeightStorage.AsComputed) =>
        Read(parameters, () => Safetensors.Save(stream, parameters, allowNonFinite: allowNonFinite, storage: storage));

    /// <summary>
    /// Reads parameters of one network from a file with these names and no others; those that a checkpoint has besides are passed over.
    /// </summary>
    /// <param name="file">All of it is read before a weight changes.</param>
    /// <param name="parameters">Receive the values.</param>
    /// <param name="also">What else changes at the same moment.</param>
    public static void Load(SafetensorsFile file, IReadOnlyList<Parameter> parameters, Action? also = null)
    {
        if (parameters.Count == 0)
        {
            Safetensors.ReadAll(file, parameters);
            also?.Invoke();
            return;
        }

        IWeights weights = parameters[0].Weights;
        using WeightGate.Scope claim = weights.Gate.Claim();
        Change(
            weights,
            Safetensors.ReadAll(file, parameters, CheckpointNames.IsCheckpoint(file) ? CheckpointNames.IsBesideWeights : null) + also);
    }

    /// <summary>Calls with the newest values of one network in the host's memory, while nobody changes them.</summary>
    public static void Read(IReadOnlyList<Parameter> parameters, Action read)
    {
        if (parameters.Count == 0)
        {
            read();
            return;
        }

        IWeights weights = parameters[0].Weights;
        using (weights.Gate.Read())
        {
            weights.Fetch();
            read();
        }
    }

    /// <summary>Copies the values of all parameters, name by name.</summary>
    public static void Copy(WeightPart source, WeightPart target)
    {
        Parameter[] from = source.For(target);
        if (from.Length > 0 && from[0].Weights == target.Parameters[0].Weights)
        {
            throw new InvalidOperationException($"{source.Owner} and {target.Owner} are of one network, which has these weights once.");
        }

        if (from.Length > 0 && target.Parameters[0].ElementType == typeof(double))
        {
            Copy<double>(from, target.Parameters);
        }
        else if (from.Length > 0)
        {
            Copy<float>(from, target.Parameters);
        }
    }

    private static void Copy<T>(Parameter[] source, IReadOnlyList<Parameter> target)
        where T : unmanaged, INumberBase<T>
    {
        IWeights weights = target[0].Weights;
        using WeightGate.Scope claim = weights.Gate.Claim();
        T[] values = ArrayPool<T>.Shared.Rent(source.Sum(parameter => parameter.Shape.Size));
        try
        {
            // Never in both gates at once: two copies in opposite directions would wait for each other.
            Read(source, values);
            Change(weights, () => Write(values, target));
        }
        finally
        {
            ArrayPool<T>.Shared.Return(values);
        }
    }

    private static void Read<T>(Parameter[] source, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        IWeights weights = source[0].Weights;
        using (weights.Gate.Read())
        {
            weights.Fetch();
            foreach (Parameter parameter in source)
            {
                parameter.Read(values[..parameter.Shape.Size]);
                values = values[parameter.Shape.Size..];
            }
        }
    }

    private static void Write<T>(ReadOnlySpan<T> values, IReadOnlyList<Parameter> target)
        where T : unmanaged
    {
        foreach (Parameter parameter in target)
        {
            values[..parameter.Shape.Size].CopyTo(parameter.AsSpan<T>());
            values = values[parameter.Shape.Size..];
        }
    }

    /// <summary>Changes the values of one network, while nobody reads them; the caller has claimed them.</summary>
    public static void Change(IWeights weights, Action write)
    {
        using (weights.Gate.Change())
        {
            try
            {
                weights.Fetch();
                write();
            }
            finally
            {
                weights.Changed();
            }
        }
    }
}
