using System.IO.Compression;
using System.Security.Cryptography;

namespace Samples.Data;

/// <summary>One of the four IDX files of MNIST.</summary>
/// <param name="Name">Its usual name, unpacked: "train-images-idx3-ubyte".</param>
/// <param name="UnpackedLength">Bytes once unpacked.</param>
/// <param name="Sha256">SHA-256 of the unpacked content: mirrors may have packed it anew, so the packed bytes say nothing.</param>
internal sealed record MnistFile(string Name, int UnpackedLength, string Sha256)
{
    public static readonly MnistFile TrainImages =
        new("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");

    public static readonly MnistFile TrainLabels =
        new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");

    public static readonly MnistFile TestImages =
        new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");

    public static readonly MnistFile TestLabels =
        new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    public static readonly IReadOnlyList<MnistFile> All = [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>The name under which it is downloaded and cached.</summary>
    public string PackedName => Name + ".gz";

    /// <summary>Its path in a folder, packed or not, also under the older name with '.' before "idx"; null where it is not there.</summary>
    public string? FindIn(string folder)
    {
        string dotted = Name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [PackedName, Name, dotted + ".gz", dotted];
        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Whether a file, packed or not, holds exactly this content. Reads no more than its length.</summary>
    /// <exception cref="InvalidDataException">The packed data is damaged.</exception>
    public bool Matches(string path)
    {
        using FileStream file = File.OpenRead(path);
        bool packed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        if (!packed)
        {
            return Matches(file);
        }

        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        return Matches(unpacked);
    }

    private bool Matches(Stream content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long length = 0;
        for (int read; length <= UnpackedLength && (read = content.Read(buffer)) > 0; length += read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return length == UnpackedLength && Convert.ToHexStringLower(hash.GetHashAndReset()) == Sha256;
    }
}
