using System.Buffers.Binary;
using System.IO.Compression;
using Xunit;

namespace NetGen.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_images_and_labels_whatever_the_file_is_called(bool packed)
    {
        byte[] images = Idx(0x803, [2, 2, 3], [.. Enumerable.Range(0, 12).Select(i => (byte)(20 * i))]);
        byte[] labels = Idx(0x801, [2], [7, 1]);
        string imagesPath = _folder.Write("images.bin", packed ? Gzip(images) : images);
        string labelsPath = _folder.Write("labels.bin", packed ? Gzip(labels) : labels);

        IdxImages read = IdxReader.ReadImages(imagesPath);
        Dataset data = IdxReader.ReadDataset(imagesPath, labelsPath);

        Assert.Equal((2, 2, 3), (read.Count, read.Rows, read.Columns));
        Assert.Equal(220, read.Pixels[11]);
        Assert.Equal([7, 1], IdxReader.ReadLabels(labelsPath));
        Assert.Equal(new Shape(1, 2, 3), data.InputShape);
        Assert.Equal((2, 8), (data.Count, data.Classes));
        float[] inputs = new float[6];
        data.ReadInputs([1], inputs);
        Assert.Equal(220 * (1 / 255f), inputs[5]);
    }

    [Fact]
    public void Reads_a_file_larger_than_its_first_buffer()
    {
        byte[] pixels = new byte[3 * 1000 * 1000];
        new Random(1).NextBytes(pixels);
        Assert.Equal(pixels, IdxReader.ReadImages(_folder.Write("a", Idx(0x803, [3, 1000, 1000], pixels))).Pixels);
        Assert.Equal(pixels, IdxReader.ReadImages(_folder.Write("b", Gzip(Idx(0x803, [3, 1000, 1000], pixels)))).Pixels);
    }

    [Theory]
    [InlineData("magic", "00")]
    [InlineData("magic", "01000803 00000001 00000001 00000001 05")]
    [InlineData("element type", "00000D03 00000001 00000001 00000001 05")]
    [InlineData("dimensions", "00000801 00000001 05")]
    [InlineData("dimensions", "00000804 00000001 00000001 00000001 00000001 05")]
    [InlineData("count", "00000803")]
    [InlineData("count", "00000803 00000000 00000001 00000001")]
    [InlineData("count", "00000803 FFFFFFFF 00000001 00000001 05")]
    [InlineData("rows", "00000803 00000001 000000")]
    [InlineData("rows", "00000803 00000001 00000000 00000001")]
    [InlineData("rows", "00000803 00010000 00010000 00010000 05")]
    [InlineData("columns", "00000803 00000001 00000001 80000000 05")]
    [InlineData("columns", "00000803 00008000 00008000 00000002 05")]
    [InlineData("payload", "00000803 00000001 00000001 00000002 05")]
    [InlineData("payload", "00000803 00000001 00000001 00000001 0506")]
    [InlineData("payload", "00000803 00000001 00000001 00000001")]
    public void A_wrong_field_is_named(string field, string content)
    {
        byte[] bytes = Convert.FromHexString(content.Replace(" ", "", StringComparison.Ordinal));
        foreach (string path in new[] { _folder.Write("plain", bytes), _folder.Write("packed", Gzip(bytes)) })
        {
            IdxFormatException exception = Assert.Throws<IdxFormatException>(() => IdxReader.ReadImages(path));
            Assert.Equal((field, path), (exception.Field, exception.FileName));
            Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_header_cannot_claim_memory_that_the_file_does_not_fill()
    {
        string path = _folder.Write("huge", Idx(0x803, [1 << 20, 1 << 5, 1 << 5], [1, 2, 3]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<IdxFormatException>(() => IdxReader.ReadImages(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Damaged_gzip_is_named()
    {
        byte[] packed = Gzip(Idx(0x801, [200], [.. Enumerable.Range(0, 200).Select(i => (byte)(i * i))]));
        byte[] broken = [.. packed[..20], .. Enumerable.Repeat((byte)0xFF, packed.Length - 20)];
        IdxFormatException exception = Assert.Throws<IdxFormatException>(() => IdxReader.ReadLabels(_folder.Write("gz", broken)));
        Assert.Contains(exception.Field, new[] { "gzip", "payload" });
        Assert.Throws<IdxFormatException>(() => IdxReader.ReadLabels(_folder.Write("cut", packed[..(packed.Length / 2)])));
    }

    [Fact]
    public void Images_and_labels_of_different_count_do_not_go_together()
    {
        string images = _folder.Write("images", Idx(0x803, [2, 1, 1], [1, 2]));
        string labels = _folder.Write("labels", Idx(0x801, [3], [1, 2, 3]));
        IdxFormatException exception = Assert.Throws<IdxFormatException>(() => IdxReader.ReadDataset(images, labels));
        Assert.Equal((labels, "count"), (exception.FileName, exception.Field));
        Assert.Contains("3 labels do not fit the 2 images", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_a_FileNotFoundException() =>
        Assert.Throws<FileNotFoundException>(() => IdxReader.ReadLabels(_folder.File("nowhere")));

    private static byte[] Idx(uint magic, uint[] sizes, byte[] payload)
    {
        byte[] header = new byte[4 + (4 * sizes.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4 + (4 * i)), sizes[i]);
        }

        return [.. header, .. payload];
    }

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
