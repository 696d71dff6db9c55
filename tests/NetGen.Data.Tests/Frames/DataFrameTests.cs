using Microsoft.Data.Analysis;
using Xunit;

namespace NetGen.Data.Tests.Frames;

public sealed class DataFrameTests
{
    [Fact]
    public void Columns_of_a_frame_become_what_the_options_say()
    {
        DataFrame frame = new(
            new PrimitiveDataFrameColumn<double>("x", new double?[] { 1.5, null, 3 }),
            new PrimitiveDataFrameColumn<int>("n", [1, 2, 3]),
            new PrimitiveDataFrameColumn<bool>("flag", [true, false, true]),
            new StringDataFrameColumn("kind", ["b", "a", "b"]));
        TableOptions options = new() { Label = "kind", Missing = MissingHandling.Replace, Replacement = -1 };
        TableData data = frame.ToTable(options);
        Assert.Equal([1.5f, 1, 1, -1, 2, 0, 3, 3, 1], data.Features);
        Assert.Equal([1, 0, 1], data.Labels!);
        Assert.Equal("3 samples of 3, 2 classes", frame.ToDataset(options).ToString());
        DataFormatException missing = Assert.Throws<DataFormatException>(() => frame.ToDataset(new() { Label = "kind" }));
        Assert.Equal((2L, "x", "the data frame"), (missing.Line, missing.Column, missing.FileName));
        DataFormatException text = Assert.Throws<DataFormatException>(() => frame.ToDataset(options with { Label = "n" }));
        Assert.Equal((1L, "kind", "b"), (text.Line, text.Column, text.Value));
        Assert.Throws<ArgumentException>(() => frame.ToDataset(options with { Label = "none" }));
    }

    [Fact]
    public void Labels_and_groups_are_called_as_their_type_writes_them_and_none_is_NaN()
    {
        DataFrame frame = new(
            new PrimitiveDataFrameColumn<float>("x", [0.1f, float.NaN, 2]),
            new PrimitiveDataFrameColumn<bool>("flag", [true, false, true]),
            new PrimitiveDataFrameColumn<long>("id", [1L << 53, 2, (1L << 53) + 1]));
        TableData data = frame.ToTable(new() { Features = ["flag"], Label = "x", Group = "id", Missing = MissingHandling.Skip });
        Assert.Equal(["0.1", "2"], data.Classes);
        Assert.Equal(["9007199254740992", "2", "9007199254740993"], data.GroupNames);
        Assert.Equal(["false", "true"], frame.ToTable(new() { Features = ["id"], Label = "flag" }).Classes);
    }
}
