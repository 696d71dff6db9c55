using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace NetGen;

/// <summary>What a file really is, by its first bytes, and what to do about it: for files that are not what was expected.</summary>
internal static class FileKind
{
    /// <summary>How much of a file is looked at.</summary>
    public const int HeadSize = 512;

    private const int LongestQuote = 20;
    private const int TarMarkAt = 257;

    private const string SaveInPython = "read it in Python and write it with the package safetensors";
    private const string SaveInPyTorch = "in Python, write the weights with safetensors.torch.save_file";
    private const string Unpack = "unpack it first";

    private static readonly (byte[] Start, string Kind)[] Starts =
    [
        ([.. "PK\x05\x06"u8], "an empty zip archive"),
        ([0x1F, 0x8B], $"packed with gzip: {Unpack} (gunzip)"),
        ([.. "BZh"u8], $"packed with bzip2: {Unpack} (bunzip2)"),
        ([0xFD, .. "7zXZ"u8], $"packed with xz: {Unpack} (unxz)"),
        ([0x28, 0xB5, 0x2F, 0xFD], $"packed with zstd: {Unpack} (unzstd)"),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], $"a 7z archive: {Unpack}"),
        ([.. "Rar!"u8], $"a RAR archive: {Unpack}"),
        ([0x89, .. "HDF"u8], $"HDF5, as Keras writes it (.h5): {SaveInPython}"),
        ([.. "GGUF"u8], $"a GGUF file of llama.cpp: {SaveInPython}"),
        ([0x93, .. "NUMPY"u8], "a NumPy array (.npy): NumPy.Load reads it"),
        ([.. "MATLAB "u8], $"a MATLAB file (.mat): {SaveInPython}"),
        ([.. "PAR1"u8], $"a Parquet file: {SaveInPython}"),
        ([0x89, .. "PNG"u8], "a picture (PNG)"),
        ([0xFF, 0xD8, 0xFF], "a picture (JPEG)"),
        ([.. "%PDF"u8], "a PDF document"),
    ];

    /// <summary>Reads the beginning of a stream.</summary>
    public static ReadOnlySpan<byte> ReadHead(Stream stream)
    {
        byte[] head = new byte[HeadSize];
        return head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
    }

    /// <summary>"a Git LFS pointer: …", to be put after "is"; null where nothing is recognized.</summary>
    public static string? Describe(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return "empty: it was not written, or not downloaded, to its end";
        }

        foreach ((byte[] start, string kind) in Starts)
        {
            if (head.StartsWith(start))
            {
                return kind;
            }
        }

        return DescribeContainer(head) ?? DescribeText(head);
    }

    private static string? DescribeContainer(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\x03\x04"u8) ? DescribeZip(head)
        : head.Length > TarMarkAt && head[TarMarkAt..].StartsWith("ustar"u8) ? $"a tar archive: {Unpack} (tar -x)"
        : IsPickle(head) ? $"a Python pickle, as PyTorch wrote before version 1.6: {SaveInPyTorch}"
        : IsOnnx(head) ? $"an ONNX model (.onnx): {SaveInPython}"
        : head.Length > 8 && head[4..].StartsWith("TFL3"u8) ? $"a TensorFlow Lite model: {SaveInPython}"
        : IsIdx(head) ? "an IDX file, the format of MNIST: IdxReader reads it"
        : IsSafetensors(head) ? "a safetensors file: SafetensorsFile and Network.Load read it"
        : head.Length == HeadSize && !head.ContainsAnyExcept((byte)0)
            ? "zeros at its beginning: a download that did not end, or a damaged disk"
        : null;

    /// <summary>The name of the first entry says whose zip it is.</summary>
    private static string DescribeZip(ReadOnlySpan<byte> head) =>
        head.IndexOf("data.pkl"u8) >= 0 ? $"a zip as torch.save writes it, PyTorch's own format: {SaveInPyTorch}"
        : head.IndexOf(".npy"u8) >= 0 ? "a zip of NumPy arrays (.npz): NumPy.OpenArchive and NumPy.LoadWeights read it"
        : $"a zip archive, as PyTorch (.pt, .pth), Keras (.keras) and NumPy (.npz) write them: {Unpack}, or {SaveInPython}";

    private static string? DescribeText(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || !IsText(text))
        {
            return null;
        }

        return text.StartsWith("version https://git-lfs"u8)
                ? "a Git LFS pointer: the file that it stands for was not downloaded ('git lfs pull' does)"
            : text[0] == (byte)'<'
                ? $"a web page ('{Quote(text)}'), perhaps one that reports an error or asks to log in: download the file again"
            : text[0] is (byte)'{' or (byte)'['
                ? "JSON text: perhaps an index that names the files of a large model, or what a server answered instead of the file"
            : $"text, which begins '{Quote(text)}'";
    }

    private static bool IsPickle(ReadOnlySpan<byte> head) => head.Length > 2 && head[0] == 0x80 && head[1] is >= 2 and <= 5 && head[2] != 0;

    /// <summary>
    /// Protocol Buffers whose first field is a small number and whose second has a length: version and producer, or graph.
    /// </summary>
    private static bool IsOnnx(ReadOnlySpan<byte> head) =>
        head.Length > 4 && head[0] == 0x08 && head[1] is >= 1 and <= 31 && head[2] is 0x12 or 0x1A or 0x22 or 0x32 or 0x3A or 0x42;

    private static bool IsIdx(ReadOnlySpan<byte> head) =>
        head.Length >= 8 && head[0] == 0 && head[1] == 0 && head[2] is >= 0x08 and <= 0x0E && head[3] is >= 1 and <= 8;

    private static bool IsSafetensors(ReadOnlySpan<byte> head) =>
        head.Length > 8 && head[8] == (byte)'{' && BinaryPrimitives.ReadUInt64LittleEndian(head) <= SafetensorsHeader.LargestSize;

    /// <summary>Whether it is UTF-8 without control characters; the last character may be cut.</summary>
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (byte value in head)
        {
            if (value is (< 0x20 and not (byte)'\t' and not (byte)'\r' and not (byte)'\n') or 0x7F)
            {
                return false;
            }
        }

        int end = head.Length;
        while (end > Math.Max(head.Length - 4, 0) && head[end - 1] >= 0x80)
        {
            end--;
        }

        return Utf8.IsValid(head[..end]);
    }

    private static string Quote(ReadOnlySpan<byte> text)
    {
        string line = Encoding.UTF8.GetString(text).Split('\n', '\r')[0];
        return line.Length <= LongestQuote ? line : line[..LongestQuote] + "…";
    }
}
