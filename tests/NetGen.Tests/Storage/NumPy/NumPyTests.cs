using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Storage.NumPyFiles;

/// <summary>Arrays as NumPy wrote them, and as it reads them.</summary>
public sealed class NumPyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_type_in_both_orders_of_bytes_and_dimensions_is_read()
    {
        using NumPyArchive archive = NumPy.OpenArchive(Fixture("arrays.npz"));
        Assert.Equal(44, archive.Names.Count);
        foreach (string name in archive.Names.Where(name => name.Contains('_', StringComparison.Ordinal)))
        {
            NumPyArray array = archive[name];
            Assert.Equal(new Shape(2, 3, 4), array.Shape);
            Assert.Equal(Expected(name[..2]), array.ToDoubles());
            Assert.Equal(Array.ConvertAll(Expected(name[..2]), value => (float)value), array.ToSingles());
            if (name[0] == 'f')
            {
                Assert.Throws<InvalidOperationException>(() => array.ToInt32s());
            }
            else
            {
                Assert.Equal(Array.ConvertAll(Expected(name[..2]), value => (int)value), array.ToInt32s());
            }
        }

        Assert.Equal((typeof(Half), typeof(ulong)), (archive["f2_big_F"].ElementType, archive["u8_little_C"].ElementType));
        Assert.Equal([true, false, false], archive["b1_little_F"].AsSpan<bool>()[..3].ToArray());
        Assert.Equal(2.5, archive["scalar"].ToDoubles().Single());
        Assert.Equal((0, new Shape(0, 3)), (archive["empty"].ToSingles().Length, archive["empty"].Shape));
        Assert.Throws<InvalidOperationException>(() => archive["f4_little_C"].AsSpan<double>().Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_is_read(int version)
    {
        string path = Fixture($"version{version}.npy");
        NumPyArray array = NumPy.Load(path);
        Assert.Equal(new Shape(3, 2), array.Shape);
        Assert.Equal(Expected("f4")[..6], array.ToDoubles());
        using MemoryStream twice = new([.. File.ReadAllBytes(path), .. File.ReadAllBytes(path), 1]);
        Assert.Equal(array.ToSingles(), NumPy.Load(twice).ToSingles());
        Assert.Equal(array.ToSingles(), NumPy.Load(twice).ToSingles());
        Assert.Equal(twice.Length - 1, twice.Position);
    }

    [Theory]
    [InlineData("objects.npy", "descr", "Python objects")]
    [InlineData("records.npy", "header", "arrays of records")]
    [InlineData("texts.npy", "descr", "'<U2' is not read")]
    public void What_is_no_array_of_numbers_is_refused(string name, string field, string problem)
    {
        NumPyFormatException refused = Assert.Throws<NumPyFormatException>(() => NumPy.Load(Fixture(name)));
        Assert.Equal((Fixture(name), null, field), (refused.FileName, refused.Entry, refused.Field));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_what_NumPy_writes()
    {
        string path = _folder.File("a.npy");
        NumPy.Save(path, Array.ConvertAll(Expected("f4")[..6], value => (float)value), new Shape(3, 2));
        Assert.Equal(File.ReadAllBytes(Fixture("version1.npy")), File.ReadAllBytes(path));
        NumPy.Save(path, [(Half)1.5f, (Half)(-2f)]);
        Assert.Equal([1.5f, -2], NumPy.Load(path).ToSingles());
        using MemoryStream stream = new();
        NumPy.Save(stream, NumPyArray.From<bool>([true, false], new Shape(2, 1)));
        Assert.Equal(0, stream.Length % 2);
        stream.Position = 0;
        Assert.Equal("2×1 Boolean", $"{NumPy.Load(stream)}");
        Assert.Throws<NotSupportedException>(() => NumPyArray.From([1m]));
        Assert.Throws<ArgumentException>(() => NumPyArray.From([1f], new Shape(2)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_archive_keeps_its_arrays(bool compressed)
    {
        string path = _folder.File("a.npz");
        NumPyArray zeros = NumPyArray.From(new double[1000], new Shape(10, 100)), ones = NumPyArray.From<long>([1, -1]);
        NumPy.SaveArchive(path, [new("zeros", zeros), new("with/slash", ones)], compressed);
        Assert.Equal(compressed, new FileInfo(path).Length < 4000);
        using NumPyArchive archive = NumPy.OpenArchive(path);
        Assert.Equal(["zeros", "with/slash"], archive.Names);
        Assert.Equal(zeros.Shape, archive["zeros"].Shape);
        Assert.Equal([1, -1], archive["with/slash"].AsSpan<long>().ToArray());
        Assert.Throws<NumPyFormatException>(() => archive["other"]);
        Assert.Throws<ArgumentException>(() => NumPy.SaveArchive(path, [new("a", ones), new("a", ones)]));
        Assert.Throws<ArgumentException>(() => NumPy.SaveArchive(path, [new("", ones)]));
    }

    [Fact]
    public void Numbers_that_do_not_fit_are_refused()
    {
        Assert.Throws<OverflowException>(() => NumPyArray.From<long>([1L << 40]).ToInt32s());
        Assert.Throws<OverflowException>(() => NumPyArray.From<ulong>([ulong.MaxValue]).ToInt32s());
        Assert.Throws<OverflowException>(() => NumPyArray.From<double>([1e300]).ToSingles());
        Assert.Equal(float.PositiveInfinity, NumPyArray.From<double>([double.PositiveInfinity]).ToSingles().Single());
    }

    [Fact]
    public void Dimensions_may_be_put_in_another_order()
    {
        NumPyArray array = NumPyArray.From(Enumerable.Range(0, 24).ToArray(), new Shape(2, 3, 4));
        NumPyArray turned = array.Permuted(2, 0, 1);
        Assert.Equal(new Shape(4, 2, 3), turned.Shape);
        Assert.Equal([0, 4, 8, 12, 16, 20, 1, 5], turned.ToInt32s()[..8]);
        Assert.Equal(array.ToInt32s(), turned.Permuted(1, 2, 0).ToInt32s());
        Assert.Throws<ArgumentException>(() => array.Permuted(0, 1, 1));
        Assert.Throws<ArgumentException>(() => array.Permuted(0, 1));
    }

    [Fact]
    public void Columns_are_a_dataset()
    {
        using NumPyArchive archive = NumPy.OpenArchive(Fixture("samples.npz"));
        Dataset images = archive.ToDataset("x", "labels");
        Assert.Equal((5, new Shape(1, 2, 3), 3), (images.Count, images.InputShape, images.Classes));
        Assert.Equal(5, archive.ToDataset("tokens", "labels").Count);
        Assert.Equal(5, archive.ToDataset("y", "y").Count);
        Assert.Equal(
            "labels", Assert.Throws<NumPyFormatException>(() => archive.ToDataset("zeros", "labels")).Entry);
        Assert.Throws<NumPyFormatException>(() => archive.ToDataset("x", "nothing"));
    }

    [Fact]
    public void Weights_go_to_an_archive_and_back()
    {
        StepClassifier network = new(1), other = new(2);
        string path = _folder.File("weights.npz");
        NumPy.SaveWeights(path, network.Parameters);
        LoadReport report = NumPy.LoadWeights(path, other.Parameters);
        Assert.Equal(StepData.Bits(network), StepData.Bits(other));
        Assert.Equal(network.Parameters.Count, report.Loaded.Count);

        int[] before = StepData.Bits(other);
        NumPy.SaveArchive(path, [new("Head.linear1.bias", NumPyArray.From<double>([1, 2, 3])), new("b", NumPyArray.From([1f]))]);
        NumPyFormatException refused = Assert.Throws<NumPyFormatException>(() => NumPy.LoadWeights(path, other.Parameters));
        Assert.Contains("not in the file; the network has", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, StepData.Bits(other));
        Parameter[] bias = [other.Head["linear1.bias"]];
        NumPy.LoadWeights(path, bias, new WeightNames().Ignore("b"));
        Assert.Equal([1, 2, 3], other.Head["linear1.bias"].Span.ToArray());
        NumPy.SaveArchive(path, [new("Head.linear1.bias", NumPyArray.From<int>([1, 2, 3]))]);
        Assert.Contains(
            "I32, no number type of weights",
            Assert.Throws<NumPyFormatException>(() => NumPy.LoadWeights(path, bias)).Message, StringComparison.Ordinal);
    }

    /// <summary>As tests/fixtures/make_numpy.py makes them.</summary>
    private static double[] Expected(string code) => [.. Enumerable.Range(0, 24).Select(i => i * 7 % 11).Select(k => code[0] switch
    {
        'b' => k % 2 == 0 ? 1.0 : 0,
        'u' => k,
        'f' => (k - 3) / 4.0,
        _ => k - 3,
    })];

    internal static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", "numpy", name);
}
