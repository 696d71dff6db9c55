using Xunit;

namespace NetGen.Tests.Storage.Imports;

/// <summary>Rules of names and layouts, on files and networks of a few numbers.</summary>
public sealed class WeightNamesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly NamedLayers _network = new(3);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("layer*.*.conv1.weight", "layer1.0.conv1.weight", "1|0")]
    [InlineData("layer*.*.conv1.weight", "layer1.0.x.conv1.weight", null)]
    [InlineData("**.weight", "a.b.weight", "a.b")]
    [InlineData("**.weight", ".weight", null)]
    [InlineData("*.weight", "a.b.weight", null)]
    [InlineData("module.**", "module.a.b", "a.b")]
    [InlineData("**.a.**", "x.a.a.y", "x|a.y")]
    [InlineData("a*a", "aaa", "a")]
    [InlineData("a*a", "aa", null)]
    [InlineData("exact", "exact", "")]
    [InlineData("exact", "exactly", null)]
    public void Open_places_take_what_is_between_the_texts(string pattern, string name, string? places) =>
        Assert.Equal(places, new NamePattern(pattern).Match(name) is { } found ? string.Join('|', found) : null);

    [Fact]
    public void Rules_that_cannot_be_meant_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new WeightNames().Map("a.*", "b"));
        Assert.Throws<ArgumentException>(() => new WeightNames().Map(["a.*", "b"], "c.*"));
        Assert.Throws<ArgumentException>(() => new WeightNames().Map([], "c"));
        Assert.Throws<ArgumentException>(() => new WeightNames().Rename("", "b"));
        Assert.Throws<ArgumentException>(() => new WeightNames().Ignore("a***b"));
        Assert.Throws<ArgumentException>(() => WeightLayout.Same.WithGates("ifg"));
        Assert.Throws<ArgumentException>(() => WeightLayout.Same.WithGates("iffo"));
    }

    [Fact]
    public void Names_that_no_rule_takes_are_kept_and_a_beginning_may_be_taken_away()
    {
        string path = Save([.. _network.Parameters.Select(parameter => parameter.Renamed("module." + parameter.Name))]);
        NamedLayers other = new(4);
        Assert.Equal(_network.Parameters.Count, other.Load(path, new WeightNames().Rename("module.**", "**")).Loaded.Count);
        Assert.Equal(Values(_network, "Head.linear0.weight"), Values(other, "Head.linear0.weight"));
        Assert.Throws<SafetensorsException>(() => other.Load(path, new WeightNames()));
    }

    [Fact]
    public void A_matrix_may_lie_across()
    {
        string path = Save(Floats("kernel", new(4, 2), 1, 2, 3, 4, 5, 6, 7, 8), Floats("bias", new(2), 9, 10));
        LoadReport report = _network.LoadPartial(path, new WeightNames()
            .Map("kernel", "Head.linear0.weight", WeightLayout.Transposed).Map("bias", "Head.linear0.bias", WeightLayout.Transposed));
        Assert.Equal([1, 3, 5, 7, 2, 4, 6, 8], Values(_network, "Head.linear0.weight"));
        Assert.Equal([9, 10], Values(_network, "Head.linear0.bias"));
        Assert.Equal(["Head.linear0.weight", "Head.linear0.bias"], report.Loaded);

        // As it lies it does not fit.
        report = _network.LoadPartial(path, new WeightNames().Map("kernel", "Head.linear0.weight"));
        Assert.Equal(new UnfitTensor("Head.linear0.weight", "F32 4×2", "F32 2×4"), report.Unfit.Single());
        Assert.Equal(["bias"], report.NotUsed);
    }

    [Fact]
    public void Several_tensors_may_be_one_and_one_several()
    {
        string path = Save(
            Floats("q", new(1, 4), 1, 2, 3, 4), Floats("k", new(1, 4), 5, 6, 7, 8), Floats("both", new(4, 4), [.. Count(16)]));
        LoadReport report = _network.LoadPartial(path, new WeightNames()
            .Map(["q", "k"], "Head.linear0.weight").Map("both", ["Left.linear0.weight", "Right.linear0.weight"]));
        Assert.Equal(["Left.linear0.weight", "Right.linear0.weight", "Head.linear0.weight"], report.Loaded);
        Assert.Empty(report.NotUsed);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Values(_network, "Head.linear0.weight"));
        Assert.Equal([0, 1, 2, 3], Values(_network, "Left.linear0.weight"));
        Assert.Equal(Count(16)[4..], Values(_network, "Right.linear0.weight"));

        // Rows that are too many, and parts that are missing.
        report = _network.LoadPartial(path, new WeightNames()
            .Map(["q", "k", "both"], "Head.linear0.weight").Map(["k", "v"], "Right.linear0.weight").Map("q", "Lost.weight"));
        Assert.Equal("the file has 6 rows in all, the network 2", report.Remarks["Head.linear0.weight"]);
        Assert.Equal("the file lacks v; the network has 3×4", report.Remarks["Right.linear0.weight"]);
        Assert.Contains("F32 1×4 + F32 1×4 + F32 4×4", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "F32 1×4; for Lost.weight, which the network lacks",
            _network.LoadPartial(path, new WeightNames().Map("q", "Lost.weight")).Remarks["q"]);
    }

    [Fact]
    public void Gates_come_in_any_order_and_biases_are_added()
    {
        string path = Save(
            Floats("W", new(1, 8), 1, 2, 3, 4, 5, 6, 7, 8), Floats("R", new(8, 2), [.. Count(16)]),
            Floats("a", new(8), [.. Count(8)]), Floats("b", new(8), 10, 10, 10, 10, 20, 20, 20, 20),
            Floats("i", new(6), 1, 2, 3, 4, 5, 6), Floats("h", new(6), 10, 20, 30, 40, 50, 60));
        LoadReport report = _network.LoadPartial(path, new WeightNames()
            .Map("W", "Lstm.lstm0.weight_ih_l0", WeightLayout.Transposed.WithGates("iofg"))
            .Map("R", "Lstm.lstm0.weight_hh_l0", WeightLayout.Same.WithGates("fgio"))
            .Map(["a", "b"], "Lstm.lstm0.bias_l0", WeightLayout.Summed)
            .Map(["i", "h"], "Gru.gru0.bias_l0", WeightLayout.GruBias).Map("h", "Gru.gru0.bias_hn_l0", WeightLayout.GruCandidateBias));
        Assert.Equal([1, 2, 5, 6, 7, 8, 3, 4], Values(_network, "Lstm.lstm0.weight_ih_l0"));
        Assert.Equal([8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15], Values(_network, "Lstm.lstm0.weight_hh_l0"));
        Assert.Equal([10, 11, 12, 13, 24, 25, 26, 27], Values(_network, "Lstm.lstm0.bias_l0"));
        Assert.Equal([11, 22, 33, 44, 5, 6], Values(_network, "Gru.gru0.bias_l0"));
        Assert.Equal([50, 60], Values(_network, "Gru.gru0.bias_hn_l0"));
        Assert.Empty(report.NotUsed);
    }

    [Fact]
    public void Dimensions_of_one_may_stand_in_front()
    {
        string path = Save(
            Floats("W", new(1, 8, 1), 1, 2, 3, 4, 5, 6, 7, 8), Floats("kernel", new(1, 4, 2), 1, 2, 3, 4, 5, 6, 7, 8),
            Floats("positions", new(1, 3, 4), [.. Count(12)]),
            Floats("q", new(1, 1, 4), 1, 2, 3, 4), Floats("v", new(2, 4), [.. Count(8)]));
        LoadReport report = _network.LoadPartial(path, new WeightNames()
            .Map("W", "Lstm.lstm0.weight_ih_l0", WeightLayout.Same.WithGates("iofg"))
            .Map("kernel", "Head.linear0.weight", WeightLayout.Transposed)
            .Map("positions", "Left.linear0.weight", WeightLayout.FirstRows)
            .Map(["q", "v"], "Right.linear0.weight"));
        Assert.Equal([1, 2, 5, 6, 7, 8, 3, 4], Values(_network, "Lstm.lstm0.weight_ih_l0"));
        Assert.Equal([1, 3, 5, 7, 2, 4, 6, 8], Values(_network, "Head.linear0.weight"));
        Assert.Equal([0, 1, 2, 3], Values(_network, "Left.linear0.weight"));
        Assert.Equal("the first 1 of 3 rows of positions", report.Remarks["Left.linear0.weight"]);
        Assert.Equal([1, 2, 3, 4, 0, 1, 2, 3, 4, 5, 6, 7], Values(_network, "Right.linear0.weight"));
        Assert.Empty(report.NotUsed);

        // Two directions are none.
        path = Save(Floats("W", new(2, 8, 1), [.. Count(16)]));
        report = _network.LoadPartial(path, new WeightNames().Map("W", "Lstm.lstm0.weight_ih_l0", WeightLayout.Same.WithGates("iofg")));
        Assert.Equal(["Lstm.lstm0.weight_ih_l0"], report.Unfit.Select(unfit => unfit.Name));
    }

    [Fact]
    public void What_is_no_weight_is_passed_over_and_said()
    {
        string path = Save(
            Floats("bn.num_batches_tracked", new(1), 1), Floats("e.position_ids", new(3), 0, 1, 2), Floats("mask", new(1), 1),
            Floats("Head.linear0.bias", new(2, 1), 5, 6));
        LoadReport report = _network.LoadPartial(path, new WeightNames().Ignore("mask"));
        Assert.Equal(["bn.num_batches_tracked", "e.position_ids", "mask"], report.Ignored);
        Assert.Equal("F32 3; passed over by **.position_ids", report.Remarks["e.position_ids"]);
        Assert.Equal([5, 6], Values(_network, "Head.linear0.bias"));
        Assert.StartsWith("1 parameter loaded, 12 parameters not, 0 tensors of the file not used, 3 passed over\n", report.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("\nHead.linear0.weight: not in the file; the network has 2×4", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_changes_where_not_everything_fits()
    {
        string path = Save([.. _network.Parameters.Skip(1), Floats(_network.Parameters[0].Name, new(3), 1, 2, 3)]);
        NamedLayers other = new(4);
        float[] before = [.. other.Parameters.SelectMany(parameter => parameter.Span.ToArray())];
        SafetensorsException refused = Assert.Throws<SafetensorsException>(() => other.Load(path, new WeightNames()));
        Assert.Equal(_network.Parameters[0].Name, refused.Field);
        Assert.Contains("the file holds F32 3, the network F32 8×1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, other.Parameters.SelectMany(parameter => parameter.Span.ToArray()));
    }

    [Fact]
    public void Tensors_renamed_alike_are_not_mixed_up()
    {
        string path = Save(Floats("a.bias", new(2), 1, 2), Floats("b.bias", new(2), 3, 4));
        LoadReport report = _network.LoadPartial(path, new WeightNames()
            .Rename("a.**", "**").Rename("b.**", "**").Map("bias", "Head.linear0.bias"));
        Assert.Equal([1, 2], Values(_network, "Head.linear0.bias"));
        Assert.Equal("F32 2; renamed to bias, as a.bias is", report.Remarks["b.bias"]);
    }

    private static Parameter Floats(string name, Shape shape, params float[] values) => TestParameters.Floats(name, shape, values);

    private static float[] Count(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];

    private static float[] Values(NamedLayers network, string name) =>
        network.Parameters.Single(parameter => parameter.Name == name).Span.ToArray();

    private string Save(params Parameter[] parameters)
    {
        string path = _folder.File("weights.safetensors");
        Safetensors.Save(path, parameters);
        return path;
    }
}

/// <summary>One of each kind that layouts are about.</summary>
[Network, Input(3, 1), MseLoss]
internal sealed partial class NamedLayers
{
    [Lstm(2)]
    public partial Layer Lstm { get; }

    [Gru(2, Bias = true), Reshape(6), Linear(4)]
    public partial Layer Gru { get; }

    [From(nameof(Gru)), Linear(1, Bias = false)]
    public partial Layer Left { get; }

    [From(nameof(Gru)), Linear(3, Bias = false)]
    public partial Layer Right { get; }

    [Concat(nameof(Left), nameof(Right)), Linear(2)]
    public partial Layer Head { get; }
}
