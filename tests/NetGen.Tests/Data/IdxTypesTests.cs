using System.Buffers.Binary;
using Xunit;

namespace NetGen.Tests.Data;

/// <summary>Element types and dimensions of IDX files.</summary>
public sealed class IdxTypesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_element_type_is_read()
    {
        Check<byte>("00000801 00000002 07FF", [7, 255]);
        Check<sbyte>("00000901 00000002 07FF", [7, -1]);
        Check<short>("00000B01 00000002 0102 FFFE", [258, -2]);
        Check<int>("00000C01 00000002 01020304 FFFFFFFE", [16909060, -2]);
        Check<float>("00000D01 00000002 3FC00000 C0000000", [1.5f, -2]);
        Check<double>("00000E01 00000002 3FF8000000000000 C000000000000000", [1.5, -2]);

        void Check<T>(string hex, T[] expected)
            where T : unmanaged
        {
            IdxArray array = IdxReader.Read(Write(hex));
            Assert.Equal((typeof(T), 2), (array.ElementType, array.Count));
            Assert.Equal(expected, array.AsSpan<T>().ToArray());
            Assert.Equal(Array.ConvertAll(expected, value => System.Convert.ToDouble(value)), array.ToDoubles());
            Assert.Equal(Array.ConvertAll(expected, value => System.Convert.ToSingle(value)), array.ToSingles());
            Assert.Throws<InvalidOperationException>(() => array.AsSpan<long>().Length);
            if (array.IsInteger)
            {
                Assert.Equal(Array.ConvertAll(expected, value => System.Convert.ToInt32(value)), array.ToInt32s());
            }
            else
            {
                Assert.Throws<InvalidOperationException>(array.ToInt32s);
            }
        }
    }

    [Theory]
    [InlineData("00000801 00000002 0102", "2 Byte", "[]")]
    [InlineData("00000802 00000002 00000001 0102", "2×1 Byte", "1")]
    [InlineData("00000803 00000001 00000002 00000001 0102", "1×2×1 Byte", "2×1")]
    [InlineData("00000B04 00000001 00000001 00000002 00000001 0001 0002", "1×1×2×1 Int16", "1×2×1")]
    [InlineData("00000905 00000001 00000001 00000002 00000001 00000001 0102", "1×1×2×1×1 SByte", "1×2×1×1")]
    public void Any_number_of_dimensions_is_read(string hex, string text, string sample)
    {
        IdxArray array = IdxReader.Read(Write(hex));
        Assert.Equal((text, sample), (array.ToString(), array.SampleShape.ToString()));
        Assert.Equal([1, 2], array.ToInt32s());
    }

    [Theory]
    [InlineData("magic", "00000D")]
    [InlineData("element type", "00000A01 00000001 05")]
    [InlineData("element type", "00000F01 00000001 05")]
    [InlineData("dimensions", "00000800 05")]
    [InlineData("count", "00000802 00000000 00000001")]
    [InlineData("size 2", "00000802 00000001")]
    [InlineData("size 2", "00000E02 08000000 00000002")]
    [InlineData("size 4", "00000804 00000001 00000001 00000001 00000000")]
    [InlineData("payload", "00000D01 00000002 3FC00000 C00000")]
    [InlineData("payload", "00000D01 00000001 3FC00000 C0")]
    public void A_wrong_field_is_named(string field, string hex)
    {
        IdxFormatException exception = Assert.Throws<IdxFormatException>(() => IdxReader.Read(Write(hex)));
        Assert.Equal(field, exception.Field);
    }

    [Fact]
    public void A_dataset_has_features_images_and_several_channels()
    {
        string labels = Write("00000801 00000002 0100", "labels");
        string six = Write("00000D02 00000002 00000003 3F800000 40000000 40400000 C0800000 40A00000 40C00000");
        Dataset features = IdxReader.ReadDataset(six, labels);
        Assert.Equal((new Shape(3), 2), (features.InputShape, features.Classes));
        float[] inputs = new float[6];
        features.ReadInputs([0, 1], inputs);
        Assert.Equal([1, 2, 3, -4, 5, 6], inputs);

        Dataset grey = IdxReader.ReadDataset(Write("00000B03 00000002 00000001 00000002 0100 FF00 0001 0002"), labels);
        Assert.Equal(new Shape(1, 1, 2), grey.InputShape);
        grey.ReadInputs([0, 1], inputs);
        Assert.Equal([256, -256, 1, 2], inputs[..4]);

        Dataset color = IdxReader.ReadDataset(Write("00000804 00000002 00000003 00000001 00000001 00 33 66 99 CC FF"), labels);
        Assert.Equal(new Shape(3, 1, 1), color.InputShape);
        color.ReadInputs([1], inputs);
        Assert.Equal([0x99 * (1 / 255f), 0xCC * (1 / 255f), 0xFF * (1 / 255f)], inputs[..3]);
    }

    [Fact]
    public void Targets_are_labels_of_any_whole_number_type_or_values()
    {
        string inputs = Write("00000802 00000002 00000002 01020304", "inputs");
        Dataset wide = IdxReader.ReadDataset(inputs, Write("00000C01 00000002 000003E7 00000001"));
        int[] labels = new int[2];
        wide.ReadLabels([0, 1], labels);
        Assert.Equal([999, 1, 1000], [.. labels, wide.Classes]);

        Dataset each = IdxReader.ReadDataset(inputs, Write("00000802 00000002 00000002 01020304"));
        int[] four = new int[4];
        each.ReadLabels([0, 1], four);
        Assert.Equal([1, 2, 3, 4], four);

        Dataset values = IdxReader.ReadDataset(inputs, Write("00000E01 00000002 3FF8000000000000 C000000000000000"));
        float[] targets = new float[2];
        values.ReadTargets([0, 1], targets);
        Assert.Equal([1.5f, -2, 1], [.. targets, values.TargetSize]);
    }

    [Fact]
    public void What_no_dataset_can_hold_is_refused_by_the_file_at_fault()
    {
        string inputs = Write("00000802 00000002 00000001 0102", "inputs"), labels = Write("00000801 00000002 0100", "labels");
        string negative = Write("00000901 00000002 01FF", "negative"), nan = Write("00000D02 00000002 00000001 7FC00000 00000000", "nan");
        Expect(negative, "payload", "label -1", () => IdxReader.ReadDataset(inputs, negative));
        Expect(nan, "payload", "NaN", () => IdxReader.ReadDataset(nan, labels));
        Expect(labels, "dimensions", "2 Byte, as a file of labels does", () => IdxReader.ReadDataset(labels, inputs));

        static void Expect(string path, string field, string message, Action read)
        {
            IdxFormatException exception = Assert.Throws<IdxFormatException>(read);
            Assert.Equal((path, field), (exception.FileName, exception.Field));
            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Labels_of_other_types_are_read_where_they_fit_a_byte()
    {
        Assert.Equal([7, 1], IdxReader.ReadLabels(Write("00000C01 00000002 00000007 00000001")));
        Expect("payload", "00000B01 00000001 0100");
        Expect("payload", "00000901 00000001 FF");
        Expect("element type", "00000D01 00000001 3F800000");
        Expect("dimensions", "00000802 00000001 00000001 01");
    }

    private void Expect(string field, string hex) =>
        Assert.Equal(field, Assert.Throws<IdxFormatException>(() => IdxReader.ReadLabels(Write(hex))).Field);

    [Fact]
    public void A_double_that_no_float_holds_is_an_error()
    {
        byte[] bytes = [.. Convert.FromHexString("00000E0100000002"), .. new byte[8], .. new byte[8]];
        BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(16), 1e39);
        IdxArray array = IdxReader.Read(_folder.Write("a", bytes));
        Assert.Equal([0, 1e39], array.ToDoubles());
        Assert.Contains("Element 1 is 1E+39", Assert.Throws<OverflowException>(array.ToSingles).Message, StringComparison.Ordinal);
    }

    private string Write(string hex, string name = "file") =>
        _folder.Write(name, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
}
