using CsCheck;
using NetGen.Data.Tests.Parquet;
using Xunit;

namespace NetGen.Data.Tests;

/// <summary>Whatever bytes a file has: it is read, or refused as what it is, soon and in little memory.</summary>
public sealed class FuzzTests
{
    private const long MostBytes = 64 << 20;

    private static readonly byte[] s_special = [.. ",\"\n\r1a ;.\t"u8, 0, 0xEF];

    private static readonly Gen<byte[]> s_csv = Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.Int[0, s_special.Length - 1].Select(i => s_special[i]).Array[0, 400]);

    [Fact]
    public void Any_bytes_are_a_table_or_refused_as_one() => Gen.Select(s_csv, Gen.Bool, Gen.Bool, Gen.Bool).Sample(
        (bytes, header, quoted, blanks) => Reads(bytes, path =>
        {
            CsvOptions csv = new() { HasHeader = header, IsQuoted = quoted, IsBlankSeparated = blanks };
            CsvData.Read(path, new() { Missing = MissingHandling.Keep }, csv);
            CsvData.Stream(path, new() { Missing = MissingHandling.Skip }, csv).ToDataset();
        }),
        iter: 2_000,
        threads: 1);

    [Fact]
    public void A_Parquet_file_with_bytes_changed_is_read_or_refused()
    {
        byte[] whole = ParquetFile.Write(20, 10);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 3].Sample(changes =>
        {
            byte[] bytes = [.. whole];
            foreach ((int first, byte value, int second, byte other) in changes)
            {
                (bytes[first], bytes[second]) = (value, other);
            }

            return Reads(bytes, path => ParquetData.Read(path, new() { Label = "kind", Missing = MissingHandling.Keep }));
        }, iter: 1_000, threads: 1);
    }

    [Fact]
    public void A_Parquet_file_that_is_cut_off_is_refused()
    {
        byte[] whole = ParquetFile.Write(20);
        Gen.Int[0, whole.Length - 1].Sample(length =>
        {
            using TempFile file = new(whole[..length]);
            Assert.Throws<DataFormatException>(() => ParquetData.Read(file.Path, new() { Label = "kind" }));
        }, iter: 200, threads: 1);
    }

    private static bool Reads(byte[] bytes, Action<string> read)
    {
        using TempFile file = new(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(file.Path);
        }
        catch (Exception refused) when (refused is DataFormatException or ArgumentException { ParamName: "options" })
        {
            Assert.NotEmpty(refused.Message);
        }
        catch (InvalidOperationException none) when (none.Message == "The stream has no samples.")
        {
            Assert.NotEmpty(none.Message);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        return true;
    }
}
