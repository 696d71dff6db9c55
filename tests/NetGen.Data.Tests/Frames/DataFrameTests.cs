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
}
