using System.IO.Compression;
using Xunit;

namespace NetGen.Tests.Data;

/// <summary>Packed files that are damaged, or more than they seem.</summary>
public sealed class IdxGzipTests : IDisposable
{
    private const int Count = 20_000;

    // Hardly packed, so that the file is longer than the buffers it is read with.
    private static readonly byte[] Labels = Label(Count);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_checksum_or_a_length_that_is_wrong_or_cut_off_is_an_error()
    {
        byte[] packed = Pack(Labels);
        for (int i = 1; i <= 8; i++)
        {
            byte[] changed = [.. packed];
            changed[^i] ^= 0x10;
            ExpectGzipError(changed);
            ExpectGzipError(packed[..^i]);
        }

        // A pixel changed, and the checksum that would tell cut off.
        byte[] stored = Pack(Labels, CompressionLevel.NoCompression);
        stored[100] ^= 1;
        ExpectGzipError(stored);
        ExpectGzipError(stored[..^8]);
    }

    [Fact]
    public void Whatever_follows_the_packed_data_is_an_error()
    {
        byte[] packed = Pack(Labels);
        byte[][] rubbish =
        [
            [0], new byte[8], new byte[1000], [0x1F], [0x1F, 0x8B], [0x1F, 0x8B, 8], [0x1F, 0x1F, 0x8B], "rubbish"u8.ToArray(),
            packed[..20], packed[^8..],
        ];
        foreach (byte[] behind in rubbish)
        {
            ExpectGzipError([.. packed, .. behind]);
        }
    }

    [Fact]
    public void Every_truncation_is_an_error()
    {
        byte[] packed = Pack(Label(300));
        for (int length = 2; length < packed.Length; length++)
        {
            ExpectGzipError(packed[..length]);
        }
    }

    [Fact]
    public void Members_one_behind_the_other_are_one_file()
    {
        byte[] empty = Convert.FromHexString("1F8B080000000000000303000000000000000000");
        foreach (int at in new[] { 0, 1, 8, 9, 5000, Labels.Length - 1, Labels.Length })
        {
            byte[] joined = [.. Pack(Labels[..at]), .. empty, .. Pack(Labels[at..], CompressionLevel.NoCompression), .. empty];
            Assert.Equal(Labels[8..], IdxReader.ReadLabels(_folder.Write("joined", joined)));
            ExpectGzipError(joined[..^1]);
        }
    }

    [Fact]
    public void Members_may_end_where_a_buffer_does()
    {
        // Lengths of the first member around the buffers of the stream.
        for (int extra = 8192 - 64; extra < 8192 + 8; extra++)
        {
            byte[] joined = [.. Pack(Labels[..extra], CompressionLevel.NoCompression), .. Pack(Labels[extra..])];
            Assert.Equal(Labels[8..], IdxReader.ReadLabels(_folder.Write("joined", joined)));
            byte[] single = Pack(Label(extra), CompressionLevel.NoCompression);
            Assert.Equal(extra, IdxReader.ReadLabels(_folder.Write("single", single)).Length);
            ExpectGzipError([.. single, 0]);
        }
    }

    [Fact]
    public void Much_more_than_was_packed_needs_leave()
    {
        const int Size = 100 << 20;
        string path = _folder.Write("zeros", Pack([0, 0, 8, 1, .. BitConverter.GetBytes(Size).Reverse(), .. new byte[Size]]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        IdxFormatException exception = Assert.Throws<IdxFormatException>(() => IdxReader.ReadLabels(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains("maxBytes", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Size, IdxReader.ReadLabels(path, maxBytes: Size).Length);
        Assert.Throws<IdxFormatException>(() => IdxReader.ReadLabels(path, maxBytes: Size - 1));
    }

    [Fact]
    public void A_bound_holds_for_plain_files_too()
    {
        string path = _folder.Write("plain", Labels);
        Assert.Equal(Count, IdxReader.ReadLabels(path, maxBytes: Count).Length);
        Assert.Throws<IdxFormatException>(() => IdxReader.ReadLabels(path, maxBytes: Count - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => IdxReader.ReadLabels(path, maxBytes: 0));
    }

    [Fact]
    public void Data_beyond_the_header_is_not_unpacked()
    {
        byte[] bomb = Pack([0, 0, 8, 1, 0, 0, 0, 2, .. new byte[50 << 20]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("payload", Assert.Throws<IdxFormatException>(() => IdxReader.ReadLabels(_folder.Write("bomb", bomb))).Field);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Something_else_says_what_it_is_packed_or_not()
    {
        Expect("a web page ('<!DOCTYPE html>')", "<!DOCTYPE html>\n<title>404</title>"u8.ToArray());
        Expect("a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"u8.ToArray());
        Expect("packed with gzip: unpack it first", Pack(Labels), packedOnly: true);
        Expect("a zip", "PK\x03\x04\x14\0\0\0"u8.ToArray());
        Expect("a NumPy array (.npy)", [0x93, .. "NUMPY\x01\0"u8]);
        Expect("text, which begins 'label,pixel0'", "label,pixel0\n5,0\n"u8.ToArray());
        Expect("a picture (PNG)", [0x89, .. "PNG\r\n\x1A\n"u8]);
        Expect("a safetensors file", [2, 0, 0, 0, 0, 0, 0, 0, .. "{}"u8]);
        Expect("empty", []);

        void Expect(string kind, byte[] content, bool packedOnly = false)
        {
            foreach (byte[] bytes in packedOnly ? [Pack(content)] : new[] { content, Pack(content) })
            {
                string path = _folder.Write("a-idx1-ubyte.gz", bytes);
                IdxFormatException exception = Assert.Throws<IdxFormatException>(() => IdxReader.ReadLabels(path));
                Assert.Equal("magic", exception.Field);
                Assert.Contains($"no IDX file; it is {kind}", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    private static byte[] Label(int count)
    {
        byte[] values = new byte[count];
        new Random(1).NextBytes(values);
        return [0, 0, 8, 1, .. BitConverter.GetBytes(count).Reverse(), .. values];
    }

    private static byte[] Pack(byte[] content, CompressionLevel level = CompressionLevel.Fastest)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, level))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private void ExpectGzipError(byte[] content)
    {
        IdxFormatException exception = Assert.Throws<IdxFormatException>(() => IdxReader.ReadLabels(_folder.Write("packed", content)));
        Assert.Equal("gzip", exception.Field);
    }
}
