using Xunit;
using static NetGen.Tests.Data.Streams.Streams;

namespace NetGen.Tests.Data.Streams;

public sealed class DataStreamTests
{
    [Theory]
    [InlineData(10, 4, "4 4 2")]
    [InlineData(8, 4, "4 4")]
    [InlineData(3, 100, "3")]
    [InlineData(0, 4, "")]
    public void Blocks_have_the_size_asked_for_and_the_last_what_is_left(int count, int blockSize, string sizes)
    {
        foreach (DataStream stream in new[] { Of(count), Of(count).Prefetch(2), Of(count).Take(1000) })
        {
            Assert.Equal(sizes, string.Join(' ', Read(stream, blockSize).Select(block => block.Length)));
            Assert.Equal(Numbers(count), Read(stream, blockSize).SelectMany(block => block));
            Assert.Null(stream.Count);
        }
    }

    [Fact]
    public void A_counted_source_counts_and_each_reading_begins_anew()
    {
        int readings = 0;
        DataStream stream = DataStream.From(
            () =>
            {
                readings++;
                return Numbers(5);
            },
            Layout,
            Write);
        Read(stream, 2);
        Read(stream, 3);
        Assert.Equal(2, readings);
        Assert.Equal(7, DataStream.From(new int[7], Layout, Write).Count);
        Assert.Equal(4, DataStream.FromDataset(Of(4).ToDataset()).Count);
    }

    [Fact]
    public void A_list_that_grows_counts_what_it_has_by_then()
    {
        List<int> numbers = [.. Numbers(3)];
        DataStream stream = DataStream.From(numbers, Layout, Write);
        Assert.Equal((3L, 3), (stream.Count, stream.ToDataset().Count));
        numbers.Add(3);
        Assert.Equal((4L, 4), (stream.Count, stream.ToDataset().Count));
    }

    [Fact]
    public void Take_reads_no_block_behind_its_last()
    {
        int read = 0;
        DataStream stream = DataStream.From(() => Numbers(100).Select(number => read = number), Layout, Write).Take(6);
        Assert.Equal([[0, 1, 2, 3], [4, 5]], Read(stream, 4));
        Assert.Equal(7, read);
        Assert.Equal(3, DataStream.From(new int[7], Layout, Write).Take(3).Count);
    }

    [Fact]
    public void All_of_it_fits_a_dataset_which_is_a_stream_too()
    {
        Dataset data = Of(5000).ToDataset();
        Assert.Equal((5000, 3, "5000 samples of 2, 3 classes"), (data.Count, data.Classes, data.ToString()));
        Assert.Equal(Numbers(5000), FirstValues(data));
        DataStream stream = data.Shuffle(1);
        Assert.Equal(FirstValues(data.Shuffle(1)), Read(stream, 7).SelectMany(block => block));
        Assert.Equal("The stream has no samples.", Assert.Throws<InvalidOperationException>(() => Of(0).ToDataset()).Message);
        DataStream empty = DataStream.From(Array.Empty<int>(), Layout, Write);
        Assert.Equal("The stream has no samples.", Assert.Throws<InvalidOperationException>(() => empty.ToDataset()).Message);
    }

    [Fact]
    public void All_kinds_of_columns_are_kept_also_by_a_prefetch()
    {
        Dataset data = Dataset.FromColumns(
            [("doubles", DataColumn.Values([0.1, 0.2, 0.3, 0.4], new Shape(2))), ("tokens", DataColumn.Tokens([1, 2, 3, 4, 5, 6], 3)),
                ("pixels", DataColumn.Images([0, 255], new Shape(1)))],
            [("labels", DataColumn.Labels([1, 0, 2, 0], classes: 5, perSample: 2)), ("Weight", DataColumn.Weights([0.5f, 2]))]);
        Dataset copy = DataStream.FromDataset(data).Take(2).Prefetch().ToDataset();
        Assert.Equal(data.ToString(), copy.ToString());
        double[] doubles = new double[4];
        copy.ReadInputs([0, 1], doubles);
        Assert.Equal([0.1, 0.2, 0.3, 0.4], doubles);
        int[] labels = new int[4];
        copy.ReadLabels([0, 1], labels);
        Assert.Equal([1, 0, 2, 0], labels);
        float[] pixels = new float[2];
        copy.Read(copy.Inputs[2].Column, [0, 1], pixels.AsSpan());
        Assert.Equal([0, 1], pixels);
    }

    [Fact]
    public void A_writer_finds_zeros_and_every_part_of_its_sample()
    {
        SampleLayout layout = new(
            [SampleColumn.Values("a", new Shape(2)), SampleColumn.Tokens("b", 2)],
            [SampleColumn.Values("c", new Shape(1)), SampleColumn.Labels("d", perSample: 2), SampleColumn.Weight()]);
        DataStream stream = DataStream.From(new[] { 1, 2, 3 }, layout, (number, sample) =>
        {
            Assert.Equal((0, 0, 0f), (sample.Tokens(1)[0], sample.Labels(1)[1], sample.Weight));
            sample.Tokens(1)[0] = sample.Labels(1)[1] = number;
            sample.Weight = sample.Target = sample.Values()[1] = number;
            Assert.Throws<InvalidOperationException>(() => Wrong(layout));
        });
        Dataset[] blocks = [.. stream.ReadBlocks(2).Select(block => block.Subset([.. Enumerable.Range(0, block.Count)]))];
        Assert.Equal([2, 1], blocks.Select(block => block.Count));

        static void Wrong(SampleLayout layout) => DataStream.From([0], layout, (_, slot) => slot.Labels(0)[0] = 1).ToDataset();
    }

    [Theory]
    [InlineData(float.NaN, 0, "Sample 9 has the value NaN at element 1; values must be finite. (Parameter 'input')")]
    [InlineData(1, 3, "Sample 9 has label 3; labels are 0 to 2. (Parameter 'labels')")]
    public void A_bad_value_is_named_by_its_number_in_the_stream(float value, int label, string message)
    {
        DataStream stream = DataStream.From(() => Numbers(20), Layout, (number, sample) =>
        {
            sample.Values()[1] = number == 9 ? value : 0;
            sample.Label = number == 9 ? label : 0;
        });
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Drain(stream)).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Drain(stream.Prefetch())).Message);

        static void Drain(DataStream stream)
        {
            foreach (Dataset block in stream.ReadBlocks(4))
            {
                Assert.Equal(4, block.Count);
            }
        }
    }

    [Fact]
    public void A_wrong_count_is_said()
    {
        Assert.Equal(5, Of(5).WithCount(5).ToDataset().Count);
        Assert.Contains("6 samples, and a reading gave 5", Throws(6), StringComparison.Ordinal);
        Assert.Contains("3 samples, and a reading gave 4", Throws(3), StringComparison.Ordinal);

        static string Throws(long count) => Assert.Throws<InvalidOperationException>(() => Read(Of(5).WithCount(count), 4)).Message;
    }

    [Fact]
    public void What_arrives_asynchronously_is_waited_for_and_its_source_closed()
    {
        bool isClosed = false;
        DataStream stream = DataStream.From(Later(), Layout, Write);
        Assert.Equal([[0, 1], [2, 3]], Read(stream, 2).Take(2));
        Assert.True(isClosed);
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Read(stream, 2, source.Token));

        async IAsyncEnumerable<int> Later()
        {
            try
            {
                for (int i = 0; i < 50; i++)
                {
                    await Task.Yield();
                    yield return i;
                }
            }
            finally
            {
                isClosed = true;
            }
        }
    }

    [Fact]
    public void A_block_allocates_little_and_a_sample_nothing()
    {
        DataStream small = Of(4096), large = Of(40960);
        Assert.InRange(Bytes(large) - Bytes(small), 0, 9 * 4096);

        static long Bytes(DataStream stream)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (Dataset block in stream.ReadBlocks(4096))
            {
                Assert.Equal(4096, block.Count);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(1).Take(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(1).Prefetch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(1).WithCount(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(Of(1), 0));
        Assert.Throws<ArgumentException>(() => new SampleLayout([]));
        Assert.Throws<ArgumentException>(() => new SampleLayout([SampleColumn.Tokens("a", 1), SampleColumn.Tokens("a", 2)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleColumn.Labels("a", classes: 0));
        Assert.Null((DataStream?)(Dataset?)null);
    }
}
