using Xunit;

namespace NetGen.Data.Tests.Parquet;

public sealed class ParquetDataTests
{
    private static readonly TableOptions s_options = new() { Label = "kind", Ignored = ["z"] };

    [Fact]
    public void Row_groups_give_one_table_whose_columns_become_what_the_options_say()
    {
        using TempFile file = new(ParquetFile.Write(3, 2));
        TableData data = ParquetData.Read(file.Path, s_options);
        Assert.Equal(["x", "n", "flag"], data.FeatureNames);
        Assert.Equal([0, 0, 0, 0.5f, 1, 1, 1, 2, 0, 1.5f, 3, 1, 2, 4, 0], data.Features);
        Assert.Equal(["a", "b", "c"], data.Classes);
        Assert.Equal([0, 1, 2, 0, 1], data.Labels!);
        Assert.Equal(["0", "1", "2", "3", "4"], ParquetData.Read(file.Path, new() { Features = ["x"], Label = "n" }).Classes);
        Assert.Equal(["false", "true"], ParquetData.Read(file.Path, new() { Features = ["x"], Label = "flag" }).Classes);
    }

    [Fact]
    public void Labels_and_groups_are_called_as_their_type_writes_them_and_none_is_NaN()
    {
        using TempFile file = new(ParquetFile.Write([0.1f, float.NaN, 2], [1L << 53, 1_000_000_000_000_000, (1L << 53) + 1]));
        TableOptions options = new() { Features = ["id"], Label = "x", Group = "id", Missing = MissingHandling.Skip };
        TableData data = ParquetData.Read(file.Path, options);
        Assert.Equal(["0.1", "2"], data.Classes);
        Assert.Equal(["9007199254740992", "1000000000000000", "9007199254740993"], data.GroupNames);
        Assert.Equal("1000000000000000", ParquetData.Read(file.Path, new() { Features = ["id"], Label = "id" }).Classes[0]);
    }

    [Fact]
    public void Nulls_are_missing_and_texts_no_numbers()
    {
        using TempFile file = new(ParquetFile.Write(3, 3));
        TableOptions options = new() { Features = ["z"], Targets = ["n"] };
        DataFormatException thrown = Assert.Throws<DataFormatException>(() => ParquetData.Read(file.Path, options));
        Assert.Equal((1L, "z"), (thrown.Line, thrown.Column));
        Assert.Equal([1, 2, 3, 5], ParquetData.Read(file.Path, options with { Missing = MissingHandling.Skip }).Features);
        Assert.Equal([1, 2, 3, 5], ParquetData.Read(file.Path, options with { Missing = MissingHandling.Skip }).Targets!);
        Assert.Contains("row 1, column 'z'", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("kind", Assert.Throws<DataFormatException>(() => ParquetData.Read(file.Path, new() { Features = ["kind"] })).Column);
    }

    [Fact]
    public void A_stream_gives_what_the_dataset_has_and_knows_its_count()
    {
        using TempFile file = new(ParquetFile.Write(5, 0, 7));
        TableStream stream = ParquetData.Stream(file.Path, s_options), skipping = ParquetData.Stream(
            file.Path, new() { Features = ["z"], Targets = ["n"], Missing = MissingHandling.Skip });
        Assert.Equal((12L, null), (stream.Count, skipping.Count));
        Assert.Equal(9, skipping.ToDataset().Count);
        Dataset whole = ParquetData.Load(file.Path, s_options), read = stream.Prefetch().ToDataset();
        float[] expected = new float[36], values = new float[36];
        int[] all = [.. Enumerable.Range(0, 12)];
        whole.ReadInputs(all, expected);
        read.ReadInputs(all, values);
        Assert.Equal(expected, values);
        Assert.Equal([4, 4, 4], stream.ReadBlocks(4).Select(block => block.Count));
    }

    [Fact]
    public void A_footer_of_lists_in_lists_does_not_exhaust_the_stack()
    {
        byte[] lists = [.. Enumerable.Repeat((byte)0x19, 1_000_000)];
        using TempFile file = new([.. "PAR1"u8, .. lists, .. BitConverter.GetBytes(lists.Length), .. "PAR1"u8]);
        DataFormatException thrown = Assert.Throws<DataFormatException>(() => ParquetData.Read(file.Path));
        Assert.Contains("its footer is damaged", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_Parquet_is_said()
    {
        using TempFile text = new("PAR1 no"), empty = new("");
        Assert.Throws<DataFormatException>(() => ParquetData.Read(text.Path));
        Assert.Throws<DataFormatException>(() => ParquetData.Stream(empty.Path));
        Assert.Throws<FileNotFoundException>(() => ParquetData.Read("nowhere.parquet"));
        using TempFile none = new(ParquetFile.Write(0));
        DataFormatException thrown = Assert.Throws<DataFormatException>(() => ParquetData.Read(none.Path, s_options));
        Assert.Contains("no samples", thrown.Message, StringComparison.Ordinal);
    }
}
