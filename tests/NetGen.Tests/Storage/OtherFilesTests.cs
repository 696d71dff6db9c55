using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace NetGen.Tests.Storage;

/// <summary>Files that are not what their name says.</summary>
public sealed class OtherFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[]> OtherFiles() => new()
    {
        { "empty", [] },
        { "a Git LFS pointer", Text("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1188\n") },
        { "a web page ('<!DOCTYPE html>')", Text("<!DOCTYPE html>\n<html><head><title>404</title></head></html>") },
        { "a web page ('<HTML lang=\"de\">')", Text("\uFEFF\r\n <HTML lang=\"de\">\n<p>Über uns") },
        { "a web page", Text("<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>") },
        { "JSON text", Text("{\"metadata\": {\"total_size\": 1}, \"weight_map\": {}}") },
        { "JSON text", Text("{\"error\":{\"message\":\"Not found\"}}") },
        { "text, which begins 'label,1x1,1x2'", Text("label,1x1,1x2\n5,0,0\n") },
        { "PyTorch's own format", Zip("archive/data.pkl") },
        { "PyTorch's own format", Zip("weights/data.pkl", CompressionLevel.NoCompression) },
        { "PyTorch's own format", Hex("504B0304 0000 0808 0000 0000 0000 61726368 6976652F 64617461 2E706B6C") },
        { "NumPy arrays (.npz)", Zip("arr_0.npy") },
        { "a zip archive", Zip("model.weights.h5") },
        { "a zip archive", Hex("504B0304") },
        { "a Python pickle", Hex("80027D71002858060000007765696768747101") },
        { "a Python pickle", Hex("80048A0A6CFC9C46F9206AA850192E") },
        { "HDF5", Hex("894844460D0A1A0A0000000000080800") },
        { "GGUF", Hex("4747554603000000230100000000000019000000") },
        { "an ONNX model", Hex("08071207707974 6F7263681A05322E302E303A84") },
        { "an ONNX model", Hex("08083A8402 0A0178") },
        { "a NumPy array (.npy)", Hex("934E554D5059010076007B2764657363") },
        { "packed with gzip", Hex("1F8B08000000000000034B") },
        { "packed with bzip2", Hex("425A6839314159265359") },
        { "packed with xz", Hex("FD377A585A000004E6D6B446") },
        { "packed with zstd", Hex("28B52FFD2004210000") },
        { "a 7z archive", Hex("377ABCAF271C0004") },
        { "a tar archive", [.. Text("model/").Concat(new byte[251]), .. Text("ustar\0"), .. new byte[249]] },
        { "a TensorFlow Lite model", Hex("1C00000054464C3314002000") },
        { "a picture (PNG)", Hex("89504E470D0A1A0A0000000D") },
        { "a picture (JPEG)", Hex("FFD8FFE000104A464946") },
        { "zeros at its beginning", new byte[1000] },
    };

    [Theory]
    [MemberData(nameof(OtherFiles))]
    public void Something_else_than_safetensors_says_what_it_is(string kind, byte[] content)
    {
        string path = _folder.Write("w.safetensors", content);
        NormalizedNetwork network = new(seed: 1);
        SafetensorsException exception = Assert.Throws<SafetensorsException>(() => network.Load(path));
        Assert.Contains("no safetensors file; it is ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(kind, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_idx_file_says_so() =>
        ExpectOpening("an IDX file", _folder.Write("a", Hex("00000803 00000001 00000001 00000001 05")));

    [Theory]
    [InlineData(0x010280)]
    [InlineData(0x120308)]
    [InlineData(0x04034B50)]
    public void A_file_that_is_cut_off_is_not_taken_for_something_else(int length)
    {
        // The length's first bytes are those of a pickle, of ONNX, of a zip.
        byte[] cut = [.. BitConverter.GetBytes((long)length), .. Text("{\"a\":{\"dtype\"")];
        SafetensorsException exception = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(_folder.Write("a", cut)));
        Assert.Contains($"{length} bytes, but the file has 13 after it", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_refused() => ExpectBoth("a folder", _folder.Path);

    [UnixFact]
    public void A_pipe_is_refused_without_waiting_for_who_writes_to_it()
    {
        string pipe = _folder.File("pipe");
        using Process process = Process.Start("mkfifo", pipe);
        process.WaitForExit();
        ExpectBoth("a pipe", pipe);
    }

    [UnixFact]
    public void A_device_is_refused() => ExpectBoth("a device", "/dev/zero");

    private static void ExpectBoth(string kind, string path)
    {
        ExpectOpening(kind, path);
        IdxFormatException exception = Assert.Throws<IdxFormatException>(() => IdxReader.ReadLabels(path));
        Assert.Contains(kind, exception.Message, StringComparison.Ordinal);
    }

    private static void ExpectOpening(string kind, string path)
    {
        SafetensorsException exception = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        Assert.Contains(kind, exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));

    private static byte[] Zip(string entry, CompressionLevel level = CompressionLevel.Fastest)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create))
        {
            using Stream content = zip.CreateEntry(entry, level).Open();
            content.Write("content"u8);
        }

        return stream.ToArray();
    }
}
