using System.Text;
using Xunit;

namespace NetGen.Tests.Storage;

public sealed class HostileSafetensorsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string> WrongHeaders() => new()
    {
        { "header", "no valid JSON", "" },
        { "header", "no valid JSON", "{" },
        { "header", "no valid JSON", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x""" },
        { "header", "expected an object", "[]" },
        {
            "header", "occurs twice",
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"""
        },
        { "header", "no valid JSON", """{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""" },
        { "header", "no valid JSON", """{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""" },
        { "header", "expected an object", new string('[', 100_000) },
        { "header", "no valid JSON", """{"a":{"shape":""" + new string('[', 100_000) },
        { "header", "no valid JSON", """{"a":{"shape":[""" + string.Concat(Enumerable.Repeat("{\"a\":", 50_000)) },
        { "__metadata__", "text as its values", """{"__metadata__":{"a":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""" },
        { "__metadata__", "occurs twice", """{"__metadata__":{"a":"1","a":"2"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""" },
        { "a", "expected an object", """{"a":[]}""" },
        { "a", "needs dtype, shape and data_offsets", """{"a":{"dtype":"F32","shape":[2]}}""" },
        { "a", "'dtype' occurs twice", """{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""" },
        { "a", "'more' is no field", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}""" },
        { "a", "0 to 8 are 8 bytes; F4 15 takes 7.5", """{"a":{"dtype":"F4","shape":[15],"data_offsets":[0,8]}}""" },
        { "a", "0 to 8 are 8 bytes; F6_E2M3 8 takes 6", """{"a":{"dtype":"F6_E2M3","shape":[8],"data_offsets":[0,8]}}""" },
        { "a", "a begin and an end not before it", """{"a":{"dtype":"NEW","shape":[2],"data_offsets":[8,0]}}""" },
        { "a", "end at 12, but the file holds 8 bytes", """{"a":{"dtype":"NEW","shape":[2],"data_offsets":[0,12]}}""" },
        { "data", "4 bytes follow", """{"a":{"dtype":"NEW","shape":[2],"data_offsets":[0,4]}}""" },
        { "a", "expected text as dtype", """{"a":{"dtype":3,"shape":[2],"data_offsets":[0,8]}}""" },
        { "a", "shape must hold whole numbers", """{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""" },
        { "a", "shape must hold whole numbers", """{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""" },
        { "a", "shape must hold whole numbers", """{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""" },
        { "a", "shape must hold whole numbers", """{"a":{"dtype":"F32","shape":[18446744073709551618],"data_offsets":[0,8]}}""" },
        { "a", "more than 2147483647 elements", """{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""" },
        { "a", "more than 2147483647 elements", """{"a":{"dtype":"F32","shape":[65536,65536,65536,65536],"data_offsets":[0,8]}}""" },
        {
            "a", "more than 64 dimensions",
            $$$"""{"a":{"dtype":"F32","shape":[{{{string.Join(',', Enumerable.Repeat(1, 65))}}}],"data_offsets":[0,8]}}"""
        },
        { "a", "expected an array as shape", """{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""" },
        { "a", "0 to 8 are 8 bytes; F32 3 takes 12", """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""" },
        { "a", "a begin and an end not before it", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""" },
        { "a", "a begin and an end not before it", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}""" },
        { "a", "data_offsets must hold whole numbers", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""" },
        { "a", "end at 12, but the file holds 8 bytes", """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""" },
        {
            "a", "but the file holds 8 bytes",
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775799,9223372036854775807]}}"""
        },
        { "a", "leaves a gap", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""" },
        {
            "b", "overlaps",
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"""
        },
        {
            "b", "overlaps",
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"""
        },
        { "data", "4 bytes follow", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""" },
        { "data", "8 bytes follow", "{}" },
    };

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public void A_wrong_header_is_refused_and_the_fault_named(string field, string message, string header) =>
        Expect(field, message, header);

    [Theory]
    [InlineData("")]
    [InlineData("01000000000000")]
    [InlineData("FFFFFFFFFFFFFFFF7B7D")]
    [InlineData("FFFFFFFFFFFFFF7F7B7D")]
    [InlineData("00E1F505000000007B7D")]
    [InlineData("03000000000000007B7D")]
    public void A_wrong_header_length_claims_no_memory(string content)
    {
        string path = _folder.Write("a", Convert.FromHexString(content));
        long before = GC.GetAllocatedBytesForCurrentThread();
        SafetensorsException exception = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal("header length", exception.Field);
    }

    [Fact]
    public void A_header_that_is_not_utf8_is_refused()
    {
        byte[] header = Encoding.Latin1.GetBytes("""{"é":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""");
        string path = _folder.Write("a", SafetensorsBytes.Make(header, new byte[8]));
        Assert.Contains(
            "not UTF-8", Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_name_does_not_make_a_long_message()
    {
        string header = $$$"""{"{{{new string('a', 1_000_000)}}}":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""";
        string path = _folder.Write("a", SafetensorsBytes.Make(header, new byte[8]));
        Assert.InRange(Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path)).Message.Length, 1, 2000);
    }

    [Fact]
    public void A_shape_without_end_claims_no_memory()
    {
        string shape = string.Join(',', Enumerable.Repeat(0, 5_000_000));
        string header = $$$"""{"a":{"dtype":"F32","shape":[{{{shape}}}],"data_offsets":[0,8]}}""";
        ExpectCheaply("a", "more than 64 dimensions", header);
    }

    [Fact]
    public void Offsets_without_end_claim_no_memory()
    {
        string header = $$$"""{"a":{"dtype":"F32","shape":[2],"data_offsets":[{{{string.Join(',', Enumerable.Repeat(0, 5_000_000))}}}]}}""";
        ExpectCheaply("a", "a begin and an end", header);
    }

    [Fact]
    public void Tensors_without_end_are_refused()
    {
        string entries = string.Join(',', Enumerable.Range(0, 100_001).Select(i => $$$"""
            "{{{i}}}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}
            """));
        Expect("header", "more than 100000 tensors", $"{{{entries}}}");
    }

    [Theory]
    [InlineData(500_000, 1)]
    [InlineData(20, 1_000_000)]
    public void Metadata_without_end_are_refused(int entries, int length)
    {
        string text = string.Join(',', Enumerable.Range(0, entries).Select(i => $"\"{i}\":\"{new string('x', length)}\""));
        string header = $"{{\"__metadata__\":{{{text}}}}}";
        string path = _folder.Write("a", SafetensorsBytes.Make(header, new byte[8]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("__metadata__", Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path)).Field);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, header.Length + (64 << 20));
    }

    [Fact]
    public void What_would_not_be_read_again_is_not_saved()
    {
        string path = _folder.File("a");
        Parameter[] parameters = [TestParameters.Floats("a", new(1), 1)];
        Safetensors.Save(path, parameters, new Dictionary<string, string> { ["note"] = new string('x', 1 << 20) });
        Dictionary<string, string> remarks = new() { ["note"] = new string('x', 17 << 20) };
        Assert.Equal("__metadata__", Assert.Throws<SafetensorsException>(() => Safetensors.Save(path, parameters, remarks)).Field);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal(1 << 20, file.Metadata["note"].Length);
    }

    [Fact]
    public void Every_truncation_of_a_file_is_refused()
    {
        byte[] whole = SafetensorsBytes.Make("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]);
        for (int length = 0; length < whole.Length; length++)
        {
            string path = _folder.Write("a", whole[..length]);
            Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        }

        SafetensorsFile.Open(_folder.Write("a", whole)).Dispose();
    }

    [Fact]
    public void A_changed_byte_gives_a_readable_file_or_the_typed_exception()
    {
        byte[] whole = SafetensorsBytes.Make(
            """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""", new byte[8]);
        int refused = 0;
        for (int i = 0; i < whole.Length - 8; i++)
        {
            foreach (byte value in "\0\"\\{}[]:,0-\u00ff"u8)
            {
                byte[] changed = [.. whole];
                changed[i] = value;
                string path = _folder.Write("a", changed);
                if (Record.Exception(() => SafetensorsFile.Open(path).Dispose()) is Exception exception)
                {
                    Assert.IsType<SafetensorsException>(exception);
                    refused++;
                }
            }
        }

        Assert.InRange(refused, 1, 12 * whole.Length);
    }

    [Fact]
    public void A_refused_file_is_closed_again()
    {
        string path = _folder.Write("a", SafetensorsBytes.Make("{}", new byte[8]));
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(exclusive.CanWrite);
    }

    [Fact]
    public void Spaces_empty_tensors_and_any_order_are_allowed()
    {
        string header =
            """{"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"none":{"dtype":"F32","shape":[0,3],"data_offsets":[4,4]},"a":"""
            + """{"data_offsets":[0,4],"shape":[],"dtype":"F32"}}   """;
        string path = _folder.Write("a", SafetensorsBytes.Make(header, [0, 0, 0, 0, 0, 0, 128, 63]));
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal([1f], file.ReadSingles("b"));
        Assert.Equal([0f], file.ReadSingles("a"));
        Assert.Empty(file.ReadSingles("none"));
    }

    private void Expect(string field, string message, string header)
    {
        string path = _folder.Write("a", SafetensorsBytes.Make(header, new byte[8]));
        SafetensorsException exception = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        Assert.Equal((path, field), (exception.FileName, exception.Field));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The header itself is read, but not much more is made of it.</summary>
    private void ExpectCheaply(string field, string message, string header)
    {
        string path = _folder.Write("a", SafetensorsBytes.Make(header, new byte[8]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        SafetensorsException exception = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, header.Length + (1 << 20));
        Assert.Equal(field, exception.Field);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
