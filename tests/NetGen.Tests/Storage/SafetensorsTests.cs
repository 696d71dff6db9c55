using System.Globalization;
using System.Text;
using Xunit;
using static NetGen.Tests.Storage.TestParameters;

namespace NetGen.Tests.Storage;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_saved_is_loaded_bit_for_bit()
    {
        CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
        Parameter[] saved =
        [
            Floats("Stem.weight", new(2, 3), 1.5f, -0f, float.NaN, float.Epsilon, 1 / 3f, -7),
            Floats("Stem.bias", new(1), 9),
        ];
        string path = _folder.File("a.safetensors");
        Safetensors.Save(path, saved, new Dictionary<string, string> { ["note"] = "Größe \"1\"" }, allowNonFinite: true);

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

        int reads = 0;
        using WatchedMemory lost = new([1], () => _ = ++reads < 2 ? 0 : throw new IOException("lost"));
        Assert.Throws<IOException>(() => Safetensors.Save(path, [Floats("a", new(1), 2), Over("b", lost)]));

        Assert.Equal(old, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Weights_that_are_not_finite_are_refused_unless_allowed(float value)
    {
        string path = _folder.File("a.safetensors");
        Safetensors.Save(path, [Floats("a", new(1), 1)]);
        byte[] old = File.ReadAllBytes(path);
        Parameter[] wrong = [Floats("Head.weight", new(2, 2), 1, 2, value, 3), Doubles("Head.weight", new(3), 1, 2, value)];
        foreach (Parameter parameter in wrong)
        {
            SafetensorsException exception = Assert.Throws<SafetensorsException>(
                () => Safetensors.Save(path, [Floats("a", new(1), 2), parameter]));
            Assert.Equal((path, "Head.weight"), (exception.FileName, exception.Field));
            Assert.Contains(FormattableString.Invariant($"element 2 is {value}"), exception.Message, StringComparison.Ordinal);
            Assert.Equal(old, File.ReadAllBytes(path));
            Safetensors.Save(_folder.File("b.safetensors"), [parameter], allowNonFinite: true);
        }
    }

    [Fact]
    public void A_network_says_which_of_its_weights_is_not_finite()
    {
        string path = _folder.File("a.safetensors");
        NormalizedNetwork network = new(seed: 1);
        network.Head["linear1.weight"].Span[5] = float.NaN;
        SafetensorsException exception = Assert.Throws<SafetensorsException>(() => network.Save(path));
        Assert.Contains("Head.linear1.weight: element 5 is NaN", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        network.Save(path, allowNonFinite: true);
        network.Load(path);
        Assert.True(float.IsNaN(network.Head["linear1.weight"].Span[5]));
    }

    [Fact]
    public void A_damaged_file_changes_no_weight()
    {
        string saved = _folder.File("a.safetensors");
        new NormalizedNetwork(seed: 1).Save(saved);
        byte[] whole = File.ReadAllBytes(saved);
        NormalizedNetwork network = new(seed: 2);
        float[] before = [.. network.Parameters.SelectMany(p => p.Span.ToArray())];
        for (int length = 0; length < whole.Length; length += 13)
        {
            ExpectNoChange(whole[..length]);
        }

        // All but the last parameter are as they should be.
        byte[] other = [.. whole];
        "I32"u8.CopyTo(other.AsSpan(other.AsSpan().LastIndexOf("F32"u8)));
        ExpectNoChange(other);
        whole.CopyTo(other, 0);
        other[other.AsSpan().LastIndexOf(":{"u8) - 2] = (byte)'?';
        ExpectNoChange(other);

        void ExpectNoChange(byte[] damaged)
        {
            string path = _folder.Write("damaged", damaged);
            Assert.Throws<SafetensorsException>(() => network.Load(path));
            Assert.Equal(before, network.Parameters.SelectMany(p => p.Span.ToArray()));
        }
    }

    [Fact]
    public void Batches_that_PyTorch_counted_are_passed_over_where_the_network_has_the_BatchNorm()
    {
        NormalizedNetwork trained = new(seed: 1), network = new(seed: 2);
        string path = _folder.File("a.safetensors");
        trained.Save(path);
        string known = AddCounter(path, "Head.batchnorm0.num_batches_tracked");
        string unknown = AddCounter(path, "Head.batchnorm1.num_batches_tracked");

        SafetensorsException exception = Assert.Throws<SafetensorsException>(() => network.Load(unknown));
        Assert.Equal("Head.batchnorm1.num_batches_tracked", exception.Field);
        Assert.EndsWith("the file holds I64 [].", exception.Message, StringComparison.Ordinal);
        Assert.NotEqual(trained.Parameters[0].Span.ToArray(), network.Parameters[0].Span.ToArray());

        network.Load(known);
        Assert.Equal(trained.Parameters.SelectMany(p => p.Span.ToArray()), network.Parameters.SelectMany(p => p.Span.ToArray()));
        using SafetensorsFile file = SafetensorsFile.Open(known);
        Assert.Equal("Head.batchnorm0.num_batches_tracked I64 []", file["Head.batchnorm0.num_batches_tracked"].ToString());

        string AddCounter(string from, string name)
        {
            byte[] bytes = File.ReadAllBytes(from);
            int length = (int)BitConverter.ToInt64(bytes), data = bytes.Length - 8 - length;
            string header = Encoding.UTF8.GetString(bytes, 8, length).TrimEnd()[..^1]
                + $$$""","{{{name}}}":{"dtype":"I64","shape":[],"data_offsets":[{{{data}}},{{{data + 8}}}]}}""";
            return _folder.Write(name, SafetensorsBytes.Make(header, [.. bytes[(8 + length)..], 7, 0, 0, 0, 0, 0, 0, 0]));
        }
    }

    [Theory]
    [InlineData("F4", 6, 3)]
    [InlineData("F6_E2M3", 4, 3)]
    [InlineData("F6_E3M2", 8, 6)]
    [InlineData("F8_E4M3FNUZ", 3, 3)]
    [InlineData("F8_E5M2FNUZ", 3, 3)]
    [InlineData("F8_E8M0", 3, 3)]
    [InlineData("C64", 2, 16)]
    [InlineData("I2_OF_TOMORROW", 5, 3)]
    public void A_type_that_is_not_read_leaves_the_rest_of_the_file_readable(string dtype, int elements, int bytes)
    {
        string header = """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"new":"""
            + $$$"""{"dtype":"{{{dtype}}}","shape":[1,{{{elements}}}],"data_offsets":[4,{{{4 + bytes}}}]}}""";
        string path = _folder.Write("a", SafetensorsBytes.Make(header, [0, 0, 128, 63, .. new byte[bytes]]));
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal([1f], file.ReadSingles("a"));
        Assert.Equal($"new {dtype} 1×{elements}", file["new"].ToString());
        foreach (Func<string, object> read in new Func<string, object>[] { file.ReadSingles, file.ReadDoubles, file.ReadInt32s })
        {
            string message = Assert.Throws<SafetensorsException>(() => read("new")).Message;
            Assert.Contains($"it holds {dtype}, not ", message, StringComparison.Ordinal);
        }

        Parameter first = Floats("a", new(1), -1);
        Parameter second = Floats("new", new(1, elements), new float[elements]);
        SafetensorsException exception = Assert.Throws<SafetensorsException>(() => Safetensors.Load(path, [first, second]));
        Assert.EndsWith($"the file holds {dtype}, the network F32.", exception.Message, StringComparison.Ordinal);
        Assert.Equal([-1], first.Span.ToArray());
    }

    [UnixFact]
    public void A_tensor_beyond_an_array_leaves_the_rest_of_the_file_readable()
    {
        // Without blocks on the disk: the file has a hole.
        const long Elements = 1L << 31;
        string path = _folder.Write("a", SafetensorsBytes.Make(
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"big":"""
                + $$$"""{"dtype":"F32","shape":[2,{{{Elements / 2}}}],"data_offsets":[4,{{{4 + (4 * Elements)}}}]}}""",
            [0, 0, 128, 63]));
        using (FileStream stream = new(path, FileMode.Open))
        {
            stream.SetLength(stream.Length + (4 * Elements));
        }

        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal([1f], file.ReadSingles("a"));
        SafetensorsException exception = Assert.Throws<SafetensorsException>(() => file.ReadSingles("big"));
        Assert.Contains("2147483648 elements", exception.Message, StringComparison.Ordinal);
        Assert.Throws<SafetensorsException>(() => Safetensors.Load(path, [Floats("a", new(1), 0)]));
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
            """{"i32":{"dtype":"I32","shape":[2],"data_offsets":[0,8]},"i64":{"dtype":"I64","shape":[1],"data_offsets":[8,16]},"big":"""
                + """{"dtype":"I64","shape":[1],"data_offsets":[16,24]}}""",
            data));
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal([-5, 0], file.ReadInt32s("i32"));
        Assert.Equal([77], file.ReadInt32s("i64"));
        Assert.Equal("big", Assert.Throws<SafetensorsException>(() => file.ReadInt32s("big")).Field);
        Assert.Contains(
            "holds I32, not F32", Assert.Throws<SafetensorsException>(() => file.ReadSingles("i32")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "no such tensor", Assert.Throws<SafetensorsException>(() => file.ReadSingles("none")).Message, StringComparison.Ordinal);
    }

    private static int[] Bits(Parameter parameter) => Array.ConvertAll(parameter.Span.ToArray(), BitConverter.SingleToInt32Bits);
}
