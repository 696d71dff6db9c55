using System.Text;
using Xunit;

namespace NetGen.Data.Tests.Csv;

public sealed class CsvStreamTests
{
    private static readonly TableOptions s_options = new() { Label = "y", Weight = "w", Ignored = ["g"] };

    [Fact]
    public void Training_over_the_stream_is_training_over_the_dataset_to_the_bit()
    {
        using TempFile file = new(Table(50));
        TableStream stream = CsvData.Stream(file.Path, s_options);
        Dataset data = CsvData.Load(file.Path, s_options);
        Assert.Equal((50L, 50), (stream.Count, data.Count));
        Assert.Equal(["a", "b", "c"], stream.Classes);
        Assert.Equal(["p", "q"], stream.FeatureNames);
        int[] whole = Train(data), streamed = Train(stream), ahead = Train(stream.Prefetch(2));
        Assert.Equal(whole, streamed);
        Assert.Equal(whole, ahead);
        Assert.Equal(data.ToString(), stream.ToDataset().ToString());
    }

    [Fact]
    public void Classes_that_are_named_need_no_reading_before()
    {
        using TempFile file = new("y,x\nb,1\nq,2\n");
        TableStream stream = CsvData.Stream(file.Path, new() { Label = "y", Classes = ["a", "b"] });
        Assert.Null(stream.Count);
        Assert.Equal(1, stream.Take(1).ToDataset().Count);
        DataFormatException thrown = Assert.Throws<DataFormatException>(() => stream.Prefetch().ToDataset());
        Assert.Equal((3L, "y", "q"), (thrown.Line, thrown.Column, thrown.Value));
        Assert.Throws<DataFormatException>(() => CsvData.Stream(file.Path, new() { Label = "y", Targets = [], Features = ["y"] }));
    }

    [Fact]
    public void Missing_values_are_skipped_or_refused_as_they_come_and_never_kept()
    {
        using TempFile file = new("x,y\n1,2\n?,3\n5,6\n");
        TableOptions options = new() { Targets = ["y"] };
        Assert.Equal(2, CsvData.Stream(file.Path, options with { Missing = MissingHandling.Skip }).ToDataset().Count);
        TableStream refusing = CsvData.Stream(file.Path, options);
        Assert.Equal(3, Assert.Throws<DataFormatException>(() => refusing.ToDataset()).Line);
        Assert.Throws<ArgumentException>(() => CsvData.Stream(file.Path, options with { Missing = MissingHandling.Keep }));
        Assert.Throws<ArgumentException>(() => CsvData.Load(file.Path, options with { Missing = MissingHandling.Keep }));
    }

    [Fact]
    public void A_preparation_fills_in_what_is_missing_and_makes_the_features()
    {
        using TempFile file = new("x,c,y\n1,1,2\n?,2,3\n5,1,6\n");
        TableOptions options = new() { Targets = ["y"], Missing = MissingHandling.Keep };
        TableData raw = CsvData.Read(file.Path, options);
        Preparation preparation = Preparation.Fit(
            raw.Features, raw.FeatureNames, new PreparedColumn("x", MissingValues.ByMean(indicates: true)), new("c", new OneHot()));
        options = options with { Preparation = preparation };
        TableStream stream = CsvData.Stream(file.Path, options);
        Assert.Equal(["x", "x.missing", "c=1", "c=2"], stream.FeatureNames);
        float[] expected = [1, 0, 1, 0, 3, 1, 0, 1, 5, 0, 1, 0];
        Assert.Equal(expected, Inputs(stream.ToDataset()));
        Assert.Equal(expected, Inputs(CsvData.Load(file.Path, options)));
        DataStream numbers = CsvData.Stream(file.Path, options with { Preparation = null, Missing = MissingHandling.Skip });
        Assert.Equal([1, 0, 1, 0, 5, 0, 1, 0], Inputs(preparation.Apply(numbers).ToDataset()));
        Assert.Equal([[1, 0, 1, 0], [5, 0, 1, 0]], preparation.Apply(numbers).ReadBlocks(1).Select(Inputs));

        using TempFile other = new("x,c,y\n1,1,2\n1,7,2\n");
        DataFormatException unseen = Assert.Throws<DataFormatException>(() => CsvData.Stream(other.Path, options).ToDataset());
        Assert.Equal((3L, "c", "7"), (unseen.Line, unseen.Column, unseen.Value));
        Assert.Throws<ArgumentException>(() => CsvData.Stream(file.Path, options with { Features = ["c", "x"] }));

        static float[] Inputs(Dataset data)
        {
            float[] values = new float[data.Count * 4];
            data.ReadInputs([.. Enumerable.Range(0, data.Count)], values);
            return values;
        }
    }

    [Fact]
    public void A_stream_has_no_groups()
    {
        using TempFile file = new(Table(5));
        Assert.Contains(
            "no groups",
            Assert.Throws<ArgumentException>(() => CsvData.Stream(file.Path, new() { Features = ["p"], Group = "g" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_allocates_nothing()
    {
        using TempFile small = new(Table(2_000)), large = new(Table(20_000));
        Bytes(small.Path);
        Assert.InRange(Bytes(large.Path) - Bytes(small.Path), long.MinValue, 9 * 4096);

        static long Bytes(string path)
        {
            TableStream stream = CsvData.Stream(path, s_options with { Classes = ["a", "b", "c"] });
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (Dataset block in stream.ReadBlocks(2_000))
            {
                Assert.Equal(2_000, block.Count);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void The_file_is_closed_after_each_reading()
    {
        using TempFile file = new(Table(100));
        TableStream stream = CsvData.Stream(file.Path, s_options);
        foreach (Dataset block in stream.ReadBlocks(10))
        {
            Assert.Equal(10, block.Count);
            break;
        }

        // Nobody else may have it open.
        using FileStream alone = new(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(alone.CanWrite);
    }

    [Fact]
    public void A_reading_is_cancelled()
    {
        using TempFile file = new(Table(100));
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => CsvData.Read(file.Path, s_options, cancellationToken: source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => CsvData.Stream(file.Path, s_options).ToDataset(source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => CsvData.Stream(file.Path, s_options, cancellationToken: source.Token));
    }

    private static string Table(int rows)
    {
        StringBuilder text = new("p,q,y,w,g\n");
        for (int i = 0; i < rows; i++)
        {
            text.Append(FormattableString.Invariant($"{i * 0.37 % 1:0.000},{i % 7},{"abc"[i * 5 % 3]},{1 + (i % 2)},{i % 5}\n"));
        }

        return text.ToString();
    }

    private static int[] Train(DataStream data)
    {
        Classifier network = new(seed: 1);
        using Classifier.Trainer trainer = network.CreateTrainer(
            new AdamW(0.01f), 4, new TrainerOptions { Shuffle = false, BlockSize = 12, Threads = 1 });
        trainer.Fit(data, 2, validation: data);
        return [.. network.Parameters.SelectMany(parameter => parameter.Span.ToArray().Select(BitConverter.SingleToInt32Bits))];
    }
}
