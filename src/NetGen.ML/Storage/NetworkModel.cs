using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML;
using static System.FormattableString;

namespace NetGen.ML;

/// <summary>A network in the file of a pipeline: its description as JSON, its weights as safetensors.</summary>
internal static class NetworkModel
{
    /// <summary>What ML.NET finds <see cref="NetworkLoader"/> by.</summary>
    public const string Loader = "NetGenNetwork";

    private const string DescriptionEntry = "network.json", WeightsEntry = "network.safetensors";
    private const int Version = 1;

    // A threshold may be infinite.
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes a network.</summary>
    /// <exception cref="SafetensorsException">A weight is NaN or infinite.</exception>
    public static void Save<T>(ModelSaveContext context, NetworkPool<T> pool, ColumnNames names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string type = NetworkTypes.NameOf(pool.Network.GetType());
        MachineLearning.SaveHeader(context, Loader, NetworkTypes.Advice(type));
        Description description = new(Version, type, pool.Meaning, names);
        MachineLearning.SaveEntry(
            context, DescriptionEntry, writer => writer.Write(JsonSerializer.SerializeToUtf8Bytes(description, Json)));
        MachineLearning.SaveEntry(context, WeightsEntry, writer => pool.Network.Save(writer.BaseStream));
    }

    /// <summary>Reads a network.</summary>
    /// <param name="context">Where ML.NET's loading stands.</param>
    /// <exception cref="InvalidOperationException">The network's type was not registered.</exception>
    /// <exception cref="InvalidDataException">A part is missing, or of a later version, or does not fit the network.</exception>
    public static ITransformer Load(object context)
    {
        MachineLearning.LoadHeader(context);
        Description? description = Read(context, DescriptionEntry, stream => JsonSerializer.Deserialize<Description>(stream, Json));
        if (description is not { Version: Version, Network: not null, Meaning.Keys: not null, Names: not null })
        {
            throw new InvalidDataException(
                Invariant($"{DescriptionEntry}: version {description?.Version} is not read here, but {Version}, or parts are missing."));
        }

        object network = NetworkTypes.Create(description.Network);
        return network is Network<double> doubles
            ? Load(context, description, doubles)
            : Load(context, description, (Network<float>)network);
    }

    private static NetworkTransformer<T> Load<T>(object context, Description description, Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Read(context, WeightsEntry, stream =>
        {
            network.Load(stream);
            return true;
        });
        Check(description, network);
        return new(network, new NetworkPool<T>(network, NetworkTypes.FactoryOf(network), description.Meaning), description.Names);
    }

    private static void Check<T>(Description description, Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Interpretation meaning = description.Meaning;
        int outputs = network.OutputShape.Size;
        string? problem = meaning.Outputs != outputs ? Invariant($"{meaning.Outputs} outputs, but {description.Network} has {outputs}.")
            : !NetworkTasks.Serves(network.Plan, meaning.Task) ? $"{description.Network} cannot serve for {meaning.Task}."
            : !meaning.Keys.Fit(outputs) ? Invariant($"the keys are not those of {outputs} outputs, or not of their type.")
            : null;
        if (problem is not null)
        {
            throw new InvalidDataException($"{DescriptionEntry}: {problem}");
        }
    }

    private static TResult? Read<TResult>(object context, string entry, Func<Stream, TResult> read)
    {
        TResult? result = default;
        try
        {
            return MachineLearning.LoadEntry(context, entry, reader => result = read(reader.BaseStream))
                ? result
                : throw new InvalidDataException($"{entry} is missing beside a network.");
        }
        catch (Exception exception) when (exception is JsonException or SafetensorsException)
        {
            throw new InvalidDataException($"{entry}: {exception.Message}", exception);
        }
    }

    /// <summary>All of a network but its weights.</summary>
    private sealed record Description(int Version, string Network, Interpretation Meaning, ColumnNames Names);
}
