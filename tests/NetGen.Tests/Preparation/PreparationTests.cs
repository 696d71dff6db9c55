using Xunit;

namespace NetGen.Tests.Preparing;

/// <summary>Several columns together, and what is no number, no category, no column.</summary>
public sealed class PreparationTests
{
    private const double No = double.NaN;
    private static readonly string[] s_names = ["age", "income", "city", "id"];
    private static readonly double[] s_rows = [20, 0, 2, 77, No, 9, 1, 78, 40, 99, 2, 79, 30, 9, 3, 80];

    [Fact]
    public void Columns_are_prepared_side_by_side_and_keep_their_names()
    {
        Preparation preparation = Table();
        Assert.Equal(["city=1", "city=2", "city=3", "age", "age.missing", "income"], preparation.OutputNames);
        Assert.Equal((4, 6), (preparation.InputWidth, preparation.OutputWidth));
        double[] outputs = new double[12];
        preparation.Apply([No, 9, 3, 0, 50, 0, 1, 0], outputs);
        Assert.Equal([0, 0, 1, 0.5, 1, 1, 1, 0, 0, 1.5, 0, 0], outputs.Select(value => Math.Round(value, 12)));
        Assert.Equal(MinMaxScaling.Of(20, 40), preparation.Columns[1].Steps[1]);
        Assert.Equal(new OneHot([3, 1, 2]), preparation.Columns[0].Steps[0]);
    }

    [Fact]
    public void A_known_step_is_not_fitted_again()
    {
        Preparation preparation = Preparation.Fit([1.0, 2, 3], ["x"], new PreparedColumn("x", new StandardScaling(10, 2)));
        Assert.Equal([-4.0], One(preparation, 2));
        Preparation Scaled(MinMaxScaling step) => Preparation.Fit([1.0, 2, 3], ["x"], new PreparedColumn("x", step));
        Assert.Equal([0.2], One(Scaled(MinMaxScaling.Of(0, 255)), 51));
        Assert.Equal([-0.6], One(Scaled(MinMaxScaling.Of(0, 255, -1, 1)), 51), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal([127.5], One(Scaled(MinMaxScaling.Onto(0, 255)), 2));
    }

    [Fact]
    public void A_column_far_from_zero_keeps_its_digits()
    {
        double[] rows = [.. Enumerable.Range(0, 999).Select(i => 1e9 + (i % 3 / 1024.0))];
        Preparation preparation = Preparation.Fit(rows, ["x"], new PreparedColumn("x", new StandardScaling()));
        Assert.Equal(Math.Sqrt(1.5), One(preparation, 1e9 + (2 / 1024.0))[0], 1e-6);
        Assert.Equal(0, One(preparation, 1e9 + (1 / 1024.0))[0], 1e-6);
    }

    [Fact]
    public void What_is_missing_stays_missing_where_nothing_fills_it()
    {
        PreparationStep[] steps = [new StandardScaling(), new MinMaxScaling(), new LogScaling(), new Clipping(-1, 1), new OneHot()];
        foreach (PreparationStep step in steps.SkipLast(1))
        {
            Assert.Equal(No, One(Preparation.Fit([1.0, No, 3], ["x"], new PreparedColumn("x", step)), No)[0]);
        }

        Assert.Equal([0.0, 0, 1], One(Preparation.Fit([1.0, No, 3], ["x"], new PreparedColumn("x", steps[^1])), No));
    }

    [Fact]
    public void What_has_no_logarithm_counts_as_missing()
    {
        Preparation preparation = Preparation.Fit(
            [1.0, -5, 3], ["x"], new PreparedColumn("x", new LogScaling(0), MissingValues.ByMean(indicates: true)));
        Assert.Equal([Math.Log(3) / 2, 1], One(preparation, -1).Select(value => Math.Round(value, 12)), (a, b) => Math.Abs(a - b) < 1e-11);
        Assert.Equal([Math.Log(3) / 2, 1], One(preparation, 0), (a, b) => Math.Abs(a - b) < 1e-11);
        Assert.Equal([Math.Log(2), 0], One(preparation, 2));
    }

    [Fact]
    public void Infinity_is_clipped_or_passed_on_but_never_fitted_to()
    {
        Preparation clipped = Preparation.Fit([1.0, 5], ["x"], new PreparedColumn("x", new Clipping(double.NegativeInfinity, 4)));
        Assert.Equal([4.0], One(clipped, double.PositiveInfinity));
        Assert.Equal([double.NegativeInfinity], One(clipped, double.NegativeInfinity));
        Preparation scaled = Preparation.Fit([1.0, 5], ["x"], new PreparedColumn("x", new StandardScaling()));
        Assert.Equal([double.PositiveInfinity], One(scaled, double.PositiveInfinity));
        PreparationException failure = Assert.Throws<PreparationException>(() =>
            Preparation.Fit([1.0, 5, 2, double.PositiveInfinity], ["x", "y"], new PreparedColumn("y", new StandardScaling())));
        Assert.Equal(("y", 1, double.PositiveInfinity), (failure.Column, failure.Row!.Value, failure.Value));
    }

    [Fact]
    public void A_category_not_seen_before_is_an_error_zeros_or_one_of_its_own()
    {
        double[] rows = [0, 1, 0, 2, 0, 2];
        PreparedColumn Column(UnseenCategory unseen) => new("city", new OneHot(unseen));
        Preparation strict = Preparation.Fit(rows, ["x", "city"], Column(UnseenCategory.Error));
        PreparationException failure = Assert.Throws<PreparationException>(() => strict.Apply([0.0, 1, 0, 7], new double[4]));
        Assert.Equal(("city", 1, 7.0), (failure.Column, failure.Row!.Value, failure.Value));
        Assert.Contains("city, row 1: 7", failure.Message, StringComparison.Ordinal);
        double[] zeros = new double[2], other = new double[3];
        Preparation.Fit(rows, ["x", "city"], Column(UnseenCategory.Zeros)).Apply([0.0, No], zeros);
        Assert.Equal([0.0, 0], zeros);
        Preparation last = Preparation.Fit(rows, ["x", "city"], Column(UnseenCategory.Other));
        last.Apply([0.0, 1.5], other);
        Assert.Equal([0.0, 0, 1], other);
        Assert.Equal(["city=1", "city=2", "city=other"], last.OutputNames);
    }

    [Fact]
    public void Categories_fitted_in_double_are_found_in_float()
    {
        Preparation preparation = Preparation.Fit([0.1, 0.3, 0.7], ["x"], new PreparedColumn("x", new OneHot()));
        float[] outputs = new float[9];
        preparation.Apply([0.7f, 0.1f, 0.3f], outputs);
        Assert.Equal([0, 0, 1f, 1, 0, 0, 0, 1, 0], outputs);
        Assert.Throws<PreparationException>(() => preparation.Apply([0.1000001], new double[3]));
    }

    [Fact]
    public void Categories_fitted_in_float_are_found_in_double()
    {
        Preparation preparation = Preparation.Fit([0.1f, 0.3f, 0.7f], ["x"], new PreparedColumn("x", new OneHot()));
        double[] outputs = new double[9];
        preparation.Apply([0.7, 0.1, 0.3], outputs);
        Assert.Equal([0, 0, 1.0, 1, 0, 0, 0, 1, 0], outputs);
        Assert.Throws<PreparationException>(() => preparation.Apply([0.1000001], new double[3]));
    }

    [Fact]
    public void Nothing_is_fitted_to_nothing()
    {
        Assert.Throws<ArgumentException>("rows", () => Preparation.Fit(Array.Empty<double>(), ["x"], new PreparedColumn("x")));
        Assert.Throws<ArgumentException>("rows", () => Preparation.Fit([1.0, 2, 3], ["x", "y"], new PreparedColumn("x")));
        Assert.Throws<ArgumentException>("columns", () => Preparation.Fit([1.0], ["x"], Array.Empty<PreparedColumn>()));
        foreach (PreparationStep step in new PreparationStep[] { new StandardScaling(), new MinMaxScaling(), MissingValues.ByMedian() })
        {
            PreparationException failure = Assert.Throws<PreparationException>(
                () => Preparation.Fit([No, No], ["x"], new PreparedColumn("x", step)));
            Assert.Equal(("x", null), (failure.Column, failure.Row));
        }

        double[] numbers = [.. Enumerable.Range(0, OneHot.MostCategories + 1).Select(i => (double)i)];
        Assert.Throws<PreparationException>(() => Preparation.Fit(numbers, ["x"], new PreparedColumn("x", new OneHot())));
    }

    [Fact]
    public void Names_and_steps_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>("columns", () => Preparation.Fit([1.0], ["x"], new PreparedColumn("y")));
        Assert.Throws<ArgumentException>("names", () => Preparation.Fit([1.0, 2], ["x", "x"], new PreparedColumn("x")));
        Assert.Throws<ArgumentException>(
            "columns", () => Preparation.Fit([1.0], ["x"], new PreparedColumn("x"), new PreparedColumn("x", new LogScaling())));
        Assert.Throws<ArgumentException>("steps", () => new PreparedColumn("x", new OneHot(), new StandardScaling()));
        Assert.Throws<ArgumentException>("categories", () => new OneHot([1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StandardScaling(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MinMaxScaling.Onto(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MinMaxScaling.Of(2, 1));
        Assert.Throws<ArgumentException>(() => MinMaxScaling.Of(0, double.PositiveInfinity));
        Assert.Throws<ArgumentException>("rows", () => Table().Apply([1.0, 2, 3], new double[6]));
        Assert.Throws<ArgumentException>("rows", () => Table().Apply([1.0, 2, 3, 4], new double[5]));
        double[] memory = new double[8];
        Assert.Throws<ArgumentException>("destination", () => Table().Apply(memory.AsSpan(0, 4), memory.AsSpan(2, 6)));
    }

    [Fact]
    public void A_row_is_prepared_without_memory()
    {
        Preparation preparation = Table();
        float[] row = [25, 3, 2, 0], outputs = new float[6];
        preparation.Apply(row, outputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            preparation.Apply(row, outputs);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_dataset_is_fitted_and_prepared_view_by_view()
    {
        Dataset data = Dataset.FromArrays([1f, 10, 2, 20, 3, 30, 100, 0], [0, 1, 0, 1], new Shape(2));
        (Dataset train, Dataset test) = (data.Subset([2, 0]), data.Subset([3]));
        Preparation preparation = Preparation.Fit(train, new MinMaxScaling());
        Assert.Equal(["0", "1"], preparation.OutputNames);
        float[] values = new float[4];
        preparation.Apply(train).ReadInputs([0, 1], values);
        Assert.Equal([1f, 1, 0, 0], values);
        preparation.Apply(test).ReadInputs([0], values);
        Assert.Equal([49.5f, -0.5f], values[..2]);
        int[] labels = new int[2];
        preparation.Apply(train).ReadLabels([0, 1], labels);
        Assert.Equal([0, 0], labels);

        Preparation one = Preparation.Fit(data, ["a", "b"], new PreparedColumn("b", new OneHot(UnseenCategory.Zeros)));
        Assert.Equal(new Shape(4), one.Apply(data).InputShape);
        Assert.Throws<ArgumentException>("data", () => preparation.Apply(one.Apply(data)));
        Assert.Throws<ArgumentException>("names", () => Preparation.Fit(data, ["a"], new PreparedColumn("a")));
        Assert.Throws<ArgumentException>("data", () => Preparation.Fit(Dataset.FromTokens([1, 2], [0], 2), new StandardScaling()));
    }

    private static Preparation Table() => Preparation.Fit(
        s_rows,
        s_names,
        new PreparedColumn("city", new OneHot()),
        new PreparedColumn("age", MissingValues.ByMedian(indicates: true), new MinMaxScaling()),
        new PreparedColumn("income", new LogScaling(), new Clipping(0, 50), MinMaxScaling.Of(0, Math.Log(10))));

    private static double[] One(Preparation preparation, double value)
    {
        double[] outputs = new double[preparation.OutputWidth];
        preparation.Apply([value], outputs);
        return outputs;
    }
}
