using System.Buffers;
using System.Globalization;
using System.Text;
using Xunit;

namespace NetGen.Tests.Storage;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_saved_is_loaded_bit_for_bit()
    {
        CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
        Parameter[] saved = [Floats("Stem.weight", new(2, 3), 1.5f, -0f, float.NaN, float.Epsilon, 1 / 3f, -7), Floats("Stem.bias", new(1), 9)];
        string path = _folder.File("a.safetensors");
        Safetensors.Save(path, saved, new Dictionary<string, string> { ["note"] = "Größe \"1\"" });

        Parameter[] loaded = [Floats("Stem.bias", new(1), 0), Floats("Stem.weight", new(2, 3), 0, 0, 0, 0, 0, 0)];
        Safetensors.Load(path, loaded);

        Assert.Equal(Bits(saved[0]), Bits(loaded[1]));
        Assert.Equal(Bits(saved[1]), Bits(loaded[0]));
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal("Größe \"1\"", file.Metadata["note"]);
        Assert.Equal(["Stem.weight F32 2×3", "Stem.bias F32 1"], file.Tensors.Select(tensor => tensor.ToString()));
        Assert.True(file.Contains("Stem.bias") && !file.Contains("Stem"));
    }

    [Fact]
    public void Doubles_keep_their_precision_and_floats_widen()
    {
        string path = _folder.File("a.safetensors");
        Parameter wide = Doubles("x", new(2), 1 / 3d, 2);
        Safetensors.Save(path, [wide]);
        Parameter loaded = Doubles("x", new(2), 0, 0);
        Safetensors.Load(path, [loaded]);
        Assert.Equal([1 / 3d, 2], loaded.AsSpan<double>().ToArray());

        Safetensors.Save(path, [Floats("x", new(2), 1 / 3f, 4)]);
        Safetensors.Load(path, [loaded]);
        Assert.Equal([1 / 3f, 4d], loaded.AsSpan<double>().ToArray());
    }

    [Fact]
    public void The_file_is_laid_out_as_the_format_says()
    {
        string path = _folder.File("a.safetensors");
        Safetensors.Save(path, [Floats("w", new(2), 1, -2), Floats("scalar", new(), 0.5f)]);
        byte[] bytes = File.ReadAllBytes(path);
        int length = checked((int)BitConverter.ToInt64(bytes));
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"scalar":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""",
            Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal("0000803F000000C00000003F", Convert.ToHexString(bytes.AsSpan(8 + length)));
    }

    [Fact]
    public void Loading_refuses_what_does_not_fit_and_changes_nothing()
    {
        string path = _folder.File("a.safetensors");
        Safetensors.Save(path, [Floats("a", new(2), 1, 2), Floats("b", new(2, 2), 3, 4, 5, 6)]);
        Parameter first = Floats("a", new(2), -1, -1);

        ExpectRefusal("c", "lacks this parameter of shape 3", first, Floats("c", new(3), 0, 0, 0));
        ExpectRefusal("b", "the file holds shape 2×2, the network 4", first, Floats("b", new(4), 0, 0, 0, 0));
        ExpectRefusal("b", "no parameter of this name; the file holds F32 2×2", first);

        Safetensors.Save(path, [Floats("a", new(2), 1, 2), Doubles("b", new(1), 3)]);
        ExpectRefusal("b", "the file holds F64, the network F32", first, Floats("b", new(1), 0));

        // Data that is cut off is found before the first parameter changes.
        Safetensors.Save(path, [Floats("a", new(2), 1, 2), Floats("b", new(1), 3)]);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        ExpectRefusal("b", "the file holds 11 bytes of data", first, Floats("b", new(1), 0));

        void ExpectRefusal(string field, string message, params Parameter[] parameters)
        {
            SafetensorsException exception = Assert.Throws<SafetensorsException>(() => Safetensors.Load(path, parameters));
            Assert.Equal((path, field), (exception.FileName, exception.Field));
            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
            Assert.Equal([-1, -1], first.Span.ToArray());
        }
    }

    [Fact]
    public void A_save_that_fails_midway_leaves_the_old_file_whole_and_no_other()
    {
        string path = _folder.File("a.safetensors");
        Safetensors.Save(path, [Floats("a", new(1), 1)]);
        byte[] old = File.ReadAllBytes(path);

        Parameter[] parameters = [Floats("a", new(1), 2), new Parameter<float>("b", new(1), true, new LostMemory().Memory)];
        Assert.Throws<IOException>(() => Safetensors.Save(path, parameters));

        Assert.Equal(old, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_save_that_cannot_be_renamed_leaves_no_temporary_file()
    {
        string path = _folder.File("folder");
        Directory.CreateDirectory(path);
        Assert.ThrowsAny<Exception>(() => Safetensors.Save(path, [Floats("a", new(1), 1)]));
        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.True(Directory.Exists(path));
    }

    [Fact]
    public void Names_must_be_unique_and_not_reserved()
    {
        string path = _folder.File("a.safetensors");
        Assert.Throws<ArgumentException>(() => Safetensors.Save(path, [Floats("a", new(1), 1), Floats("a", new(1), 1)]));
        Assert.Throws<ArgumentException>(() => Safetensors.Save(path, [Floats("__metadata__", new(1), 1)]));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Integers_are_read_where_they_fit()
    {
        byte[] data = new byte[24];
        BitConverter.TryWriteBytes(data.AsSpan(0), -5);
        BitConverter.TryWriteBytes(data.AsSpan(8), 77L);
        BitConverter.TryWriteBytes(data.AsSpan(16), 1L << 40);
        string path = _folder.Write("i", SafetensorsBytes.Make(
            """{"i32":{"dtype":"I32","shape":[2],"data_offsets":[0,8]},"i64":{"dtype":"I64","shape":[1],"data_offsets":[8,16]},"big":{"dtype":"I64","shape":[1],"data_offsets":[16,24]}}""", data));
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal([-5, 0], file.ReadInt32s("i32"));
        Assert.Equal([77], file.ReadInt32s("i64"));
        Assert.Equal("big", Assert.Throws<SafetensorsException>(() => file.ReadInt32s("big")).Field);
        Assert.Contains("holds I32, not F32", Assert.Throws<SafetensorsException>(() => file.ReadSingles("i32")).Message, StringComparison.Ordinal);
        Assert.Contains("no such tensor", Assert.Throws<SafetensorsException>(() => file.ReadSingles("none")).Message, StringComparison.Ordinal);
    }

    private static Parameter Floats(string name, Shape shape, params float[] values) => new Parameter<float>(name, shape, true, values);

    private static Parameter Doubles(string name, Shape shape, params double[] values) => new Parameter<double>(name, shape, true, values);

    private static int[] Bits(Parameter parameter) => Array.ConvertAll(parameter.Span.ToArray(), BitConverter.SingleToInt32Bits);

    /// <summary>Memory whose reading fails, as a disk or a device does.</summary>
    private sealed class LostMemory : MemoryManager<float>
    {
        public override Memory<float> Memory => CreateMemory(1);

        public override Span<float> GetSpan() => throw new IOException("lost");

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
