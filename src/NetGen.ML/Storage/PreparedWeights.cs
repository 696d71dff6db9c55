using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.ML;

namespace NetGen.ML;

/// <summary>
/// Weights with the ML.NET pipeline that prepares what the network is given, for programs that keep the two apart: the weights are a
/// safetensors file as ever, the pipeline a zip beside it, and neither is taken without the other. A pipeline with the network in it is
/// one file of <c>mlContext.Model.Save</c>.
/// </summary>
public static class PreparedWeights
{
    /// <summary>
    /// Writes "spam.safetensors" and, beside it, "spam.preparation.zip", each whole or not at all. <see cref="Network{T}.Load(string)"/>
    /// then refuses the weights, so that nobody forgets the preparation.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file of the weights; existing files are replaced.</param>
    /// <param name="context">What saves the pipeline.</param>
    /// <param name="preparation">The pipeline, fitted to what the network was trained on.</param>
    /// <param name="inputSchema">The columns that go into it.</param>
    /// <exception cref="SafetensorsException">A weight is NaN or infinite.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void SaveWithPreparation<T>(
        this Network<T> network, string path, MLContext context, ITransformer preparation, DataViewSchema inputSchema)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(preparation);
        ArgumentNullException.ThrowIfNull(inputSchema);
        using MemoryStream pipeline = new();
        context.Model.Save(preparation, inputSchema, pipeline);
        byte[] bytes = pipeline.ToArray();
        Marker marker = new(Marker.Known, NameBeside(path), Marker.HashOf(bytes));
        AtomicFile.Write(marker.Beside(path), stream => stream.Write(bytes));
        Dictionary<string, string> remarks = new() { [Preparation.Remark] = JsonSerializer.Serialize(marker) };
        WeightTransfer.Read(network.Parameters, () => Safetensors.Save(path, network.Parameters, remarks));
    }

    /// <summary>Reads what <see cref="SaveWithPreparation"/> wrote: the weights into the network, and the pipeline.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file of the weights.</param>
    /// <param name="context">What loads the pipeline.</param>
    /// <param name="inputSchema">The columns that go into the pipeline.</param>
    /// <returns>The pipeline, to which <c>network.AsTransformer()</c> may be appended.</returns>
    /// <exception cref="SafetensorsException">
    /// The weights are damaged, of another network, without a preparation or with another one than lies there; nothing is changed.
    /// </exception>
    /// <exception cref="IOException">A file is not there, or cannot be read; nothing is changed.</exception>
    public static ITransformer LoadWithPreparation<T>(
        this Network<T> network, string path, MLContext context, out DataViewSchema inputSchema)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(context);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Marker marker = Marker.Of(file);
        byte[] bytes = File.ReadAllBytes(marker.Beside(path));
        if (Marker.HashOf(bytes) != marker.Sha256)
        {
            throw new SafetensorsException(path, Preparation.Remark, $"{marker.File} is not the one that the weights were saved with.");
        }

        using MemoryStream pipeline = new(bytes, writable: false);
        ITransformer preparation = context.Model.Load(pipeline, out inputSchema);
        WeightTransfer.Load(file, network.Parameters);
        return preparation;
    }

    /// <summary>What follows another point, as in "wine.v2", is no extension.</summary>
    private static string NameBeside(string path)
    {
        const string Weights = ".safetensors";
        string name = Path.GetFileName(path);
        return (name.EndsWith(Weights, StringComparison.OrdinalIgnoreCase) ? name[..^Weights.Length] : name) + ".preparation.zip";
    }

    /// <summary>What the weights say of the pipeline.</summary>
    /// <param name="Format">Tells it from other preparations.</param>
    /// <param name="File">Its name, in the same folder.</param>
    /// <param name="Sha256">Of its bytes.</param>
    private sealed record Marker(string Format, string File, string Sha256)
    {
        public const string Known = "netgen.ml.preparation/1";

        public static Marker Of(SafetensorsFile file)
        {
            if (!file.Metadata.TryGetValue(Preparation.Remark, out string? text))
            {
                throw new SafetensorsException(file.FileName, Preparation.Remark, "the weights were saved without one: Load reads them.");
            }

            Marker? marker = null;
            try
            {
                marker = JsonSerializer.Deserialize<Marker>(text);
            }
            catch (JsonException)
            {
                // Told below.
            }

            return marker is { Format: Known, File.Length: > 0, Sha256: not null } && Path.GetFileName(marker.File) == marker.File
                ? marker
                : throw new SafetensorsException(
                    file.FileName,
                    Preparation.Remark,
                    "it is no pipeline of ML.NET, or damaged; Load(path, out Preparation?) reads NetGen's own.");
        }

        public static string HashOf(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

        public string Beside(string path) => Path.Combine(Path.GetDirectoryName(path) ?? "", File);
    }
}
