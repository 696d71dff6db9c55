using System.IO.Compression;
using System.Text;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Storage.NumPyFiles;

/// <summary>Files of NumPy that are damaged or made to do harm: a typed error that says where, and little memory.</summary>
public sealed class HostileNumPyTests : IDisposable
{
    private const int Rounds = 3000;
    private const long LittleMemory = 4 << 20;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1099511627776,), }", "shape")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000, 2000000), }", "data")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (300000000,), }", "data")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }", "shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3), }", "data")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }", "header")]
    [InlineData("{'descr': '<f4', 'shape': (2,), }", "fortran_order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "shape")]
    [InlineData("{'fortran_order': False, 'shape': (2,), }", "descr")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': True}", "header")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "descr")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (1,), }", "descr")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } import os", "header")]
    [InlineData("__import__('os').system('true')", "header")]
    [InlineData("", "header")]
    public void A_header_that_is_wrong_is_named_and_claims_no_memory(string header, string field)
    {
        string path = _folder.Write("a.npy", Npy(header, new byte[8]));
        NumPyFormatException refused = Cheaply(() => NumPy.Load(path));
        Assert.Equal((path, field), (refused.FileName, refused.Field));

        // A stream does not say how long it is.
        if (field is "shape" or "data")
        {
            Cheaply(() => NumPy.Load(new MemoryStream(Npy(header, new byte[8]))));
        }
    }

    [Fact]
    public void Dimensions_without_number_and_long_headers_are_refused()
    {
        string many = string.Concat(Enumerable.Repeat("1,", 100)), more = string.Concat(Enumerable.Repeat("1,", 30_000));
        Expect(Npy($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({many}), }}", [0]), "shape");
        Expect(Npy($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({more}), }}", [0]), "header");
        Expect([0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0x7F], "header");
        Expect([0x93, .. "NUMPY"u8, 9, 0, 0, 0, 0, 0], "version");
        Expect([.. "PK\x03\x04 an archive .npy"u8], "magic");
        Expect([], "magic");
        byte[] whole = File.ReadAllBytes(NumPyTests.Fixture("version1.npy"));
        Expect([.. whole, 0], "data");

        void Expect(byte[] bytes, string field) =>
            Assert.Equal(field, Cheaply(() => NumPy.Load(_folder.Write("a.npy", bytes))).Field);
    }

    [Fact]
    public void A_cut_file_is_refused_wherever_it_ends()
    {
        byte[] whole = File.ReadAllBytes(NumPyTests.Fixture("version2.npy"));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<NumPyFormatException>(() => NumPy.Load(new MemoryStream(whole[..length])));
        }
    }

    [Fact]
    public void A_bomb_is_not_unpacked()
    {
        string path = _folder.File("bomb.npz");
        byte[] zeros = new byte[1 << 20];
        using (ZipArchive zip = new(File.Create(path), ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("a.npy").Open();
            entry.Write(Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (104857600,), }", []));
            for (int i = 0; i < 100; i++)
            {
                entry.Write(zeros);
            }
        }

        NumPyFormatException refused = Cheaply(() => NumPy.OpenArchive(path));
        Assert.Equal("archive", refused.Field);
        Assert.Contains("pass maxBytes", refused.Message, StringComparison.Ordinal);
        using NumPyArchive archive = NumPy.OpenArchive(path, maxBytes: 200 << 20);
        Assert.Equal([new string('a', 1)], archive.Names);

        // A header that says less, or more, than the archive holds.
        using (ZipArchive zip = new(File.Create(path + "2"), ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("a.npy").Open();
            entry.Write(Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (104857600,), }", new byte[9]));
        }

        using NumPyArchive lying = NumPy.OpenArchive(path + "2");
        refused = Cheaply(() => lying["a"]);
        Assert.Equal(("a", "data"), (refused.Entry, refused.Field));
    }

    [Fact]
    public void Entries_that_are_no_arrays_and_names_twice_are_refused()
    {
        Assert.Equal("b.txt", Refused("a.npy", "b.txt").Entry);
        Assert.Equal("a.npy", Refused("a.npy", "a.npy").Entry);
        Assert.Equal(".npy", Refused(".npy").Entry);
        Assert.Equal("file", Assert.Throws<NumPyFormatException>(() => NumPy.OpenArchive(NumPyTests.Fixture("version1.npy"))).Field);
        Assert.Throws<NumPyFormatException>(() => NumPy.OpenArchive(_folder.Path));
        Assert.Throws<ArgumentOutOfRangeException>(() => NumPy.OpenArchive(NumPyTests.Fixture("arrays.npz"), maxBytes: 0));

        NumPyFormatException Refused(params string[] names)
        {
            string path = _folder.File("a.npz");
            using (ZipArchive zip = new(File.Create(path), ZipArchiveMode.Create))
            {
                foreach (string name in names)
                {
                    zip.CreateEntry(name).Open().Dispose();
                }
            }

            return Assert.Throws<NumPyFormatException>(() => NumPy.OpenArchive(path));
        }
    }

    [Theory]
    [InlineData("samples.npz")]
    [InlineData("arrays.npz")]
    public void A_damaged_archive_gives_its_arrays_or_the_typed_exception(string name)
    {
        byte[] whole = File.ReadAllBytes(NumPyTests.Fixture(name));
        byte[][] good = Read(NumPyTests.Fixture(name));
        Random random = new(1);
        int refused = 0;
        for (int round = 0; round < Rounds / 4; round++)
        {
            string path = _folder.Write("a.npz", Damaged(whole, random));
            Exception? thrown = Record.Exception(() =>
            {
                byte[][] read = Read(path);
                Assert.All(read, array => Assert.Contains(good, one => one.AsSpan().SequenceEqual(array)));
            });
            if (thrown is not null)
            {
                Assert.IsType<NumPyFormatException>(thrown);
                refused++;
            }
        }

        Assert.InRange(refused, Rounds / 8, Rounds / 4);

        static byte[][] Read(string path)
        {
            using NumPyArchive archive = NumPy.OpenArchive(path);
            return [.. archive.Names.Select(array => archive[array].Bytes)];
        }
    }

    [Fact]
    public void A_damaged_array_is_read_or_gives_the_typed_exception()
    {
        byte[] whole = File.ReadAllBytes(NumPyTests.Fixture("version3.npy"));
        Random random = new(2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
        {
            byte[] damaged = Damaged(whole, random);
            Exception? thrown = Record.Exception(() => NumPy.Load(new MemoryStream(damaged)));
            Assert.True(thrown is null or NumPyFormatException, $"{thrown}");
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Rounds * LittleMemory);
    }

    [Fact]
    public void Damaged_weights_change_nothing_or_are_whole()
    {
        StepClassifier network = new(1);
        string path = _folder.File("weights.npz");
        NumPy.SaveWeights(path, network.Parameters);
        byte[] whole = File.ReadAllBytes(path);
        int[] bits = StepData.Bits(network);
        Random random = new(3);
        for (int round = 0; round < Rounds / 8; round++)
        {
            _folder.Write("damaged.npz", Damaged(whole, random));
            Exception? thrown = Record.Exception(() => NumPy.LoadWeights(_folder.File("damaged.npz"), network.Parameters));
            Assert.True(thrown is null or NumPyFormatException, $"{thrown}");
            Assert.Equal(bits, StepData.Bits(network));
        }
    }

    /// <summary>A few bytes changed, taken out, put in or cut off.</summary>
    private static byte[] Damaged(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int change = random.Next(1, 4); change > 0 && bytes.Count > 1; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveAt(at);
                    break;
                case 1:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }

        return [.. bytes];
    }

    private static NumPyFormatException Cheaply(Func<object> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        NumPyFormatException refused = Assert.Throws<NumPyFormatException>(() => read());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, LittleMemory);
        return refused;
    }

    private static byte[] Npy(string header, byte[] data)
    {
        byte[] text = Encoding.ASCII.GetBytes(header);
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. text, .. data];
    }
}
