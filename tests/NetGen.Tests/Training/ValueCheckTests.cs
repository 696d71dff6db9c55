using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Values that no network can learn from are refused where they come in, and nothing has changed.</summary>
public sealed class ValueCheckTests
{
    private static readonly Shape Three = new(3);

    [Theory]
    [InlineData(255f, "255")]
    [InlineData(2f, "2")]
    [InlineData(-1f, "-1")]
    [InlineData(1.0001f, "1.0001")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void A_binary_loss_takes_targets_from_0_to_1(float wrong, string shown)
    {
        YesOrNo network = new(seed: 1);
        using YesOrNo.Trainer trainer = network.CreateTrainer(new Adam(0.05f), 4);
        int[] before = StepData.Bits(network);
        string message = $"Sample 2 has the target {shown} at element 0; the network's loss takes targets from 0 to 1";
        Expect("targets", message, () => trainer.Step(new float[9], [0, 0.25f, wrong]));
        if (float.IsFinite(wrong))
        {
            Dataset data = Dataset.FromTargets(new float[15], [0, 1, wrong, 0, 0.5f], Three), good = data.Take(2);
            Expect("train", message, () => trainer.Fit(data, 1));
            Expect("validation", message, () => trainer.Fit(good, 1, validation: data));
            Expect("data", message, () => trainer.Evaluate(data));
            Expect("data", message, () => network.Evaluate(data));
        }

        Assert.Equal(before, StepData.Bits(network));
        Assert.True(double.IsFinite(trainer.Step(new float[9], [0, 0.25f, 1]).Loss));
    }

    [Fact]
    public void A_network_in_double_takes_the_same_targets()
    {
        YesOrNoDouble network = new(seed: 1);
        using YesOrNoDouble.Trainer trainer = network.CreateTrainer(new Adam(0.05f), 4);
        string message = "Sample 1 has the target 1.000001 at element 0; the network's loss takes targets from 0 to 1";
        Expect("targets", message, () => trainer.Step(new double[6], [0, 1.000001]));
        Expect("train", message, () => trainer.Fit(Dataset.FromTargets(new double[6], [0, 1.000001], Three), 1));
        Expect("targets", "Sample 0 has the target -1E-10", () => trainer.Step(new double[6], [-1e-10, 0]));

        // A mask that stays bytes has targets of 1, or more by the rounding of a float.
        Dataset mask = Dataset.FromColumns(
            [("input", DataColumn.Values(new double[6], Three))],
            [("target", DataColumn.Images([0, 255], new Shape(1)))]);
        trainer.Fit(mask, 1);
        Dataset unscaled = Dataset.FromColumns(
            [("input", DataColumn.Values(new double[6], Three))],
            [("target", DataColumn.Images([0, 255], new Shape(1), scale: 1))]);
        Expect("train", "Sample 1 has the target 255 at element 0", () => trainer.Fit(unscaled, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(69)]
    [InlineData(139)]
    public void Targets_and_inputs_are_finite(int place)
    {
        ManyValues network = new(seed: 1);
        using ManyValues.Trainer trainer = network.CreateTrainer(new Adam(0.05f), 2);
        int[] before = StepData.Bits(network);
        foreach (float wrong in new[] { float.NaN, float.NegativeInfinity, float.PositiveInfinity })
        {
            float[] values = new float[140], fine = [.. Enumerable.Repeat(float.MaxValue, 70), .. Enumerable.Repeat(float.MinValue, 70)];
            values[place] = wrong;
            string where = FormattableString.Invariant($"{wrong} at element {place % 70}");
            Expect("targets", $"Sample {place / 70} has the target {where}; targets must be finite", () => trainer.Step(fine, values));
            Expect(
                "inputs", $"Sample {place / 70} of input has the value {where}; values must be finite",
                () => trainer.Step(values, new float[140]));
            float[] outputs = [.. Enumerable.Repeat(7f, 140)];
            Expect("samples", $"Sample {place / 70} of input has the value {where}", () => network.Predict(values, outputs));
            Assert.All(outputs, output => Assert.Equal(7, output));
            Expect("samples", "Sample 0 of input has the value", () => network.Predict(values.AsSpan(place / 70 * 70, 70)));
        }

        Assert.Equal(before, StepData.Bits(network));
    }

    [Fact]
    public void Every_part_of_several_is_checked()
    {
        YesAndSize network = new(seed: 1);
        using YesAndSize.Trainer trainer = network.CreateTrainer(new Adam(0.05f), 2);
        Expect("Yes", "Sample 1 has the target 2 at element 0; the network's loss takes targets from 0 to 1", () => Step(0, 2, 0));
        Expect("Size", "Sample 1 has the target NaN at element 0; targets must be finite", () => Step(0, 1, float.NaN));
        Expect(
            "Right", "Sample 1 of Right has the value Infinity at element 2; values must be finite",
            () => Step(float.PositiveInfinity, 1, 2));
        Expect(
            "Right", "Sample 0 of Right has the value NaN at element 1",
            () => network.Predict(new YesAndSize.Inputs(new float[2], new[] { 0, float.NaN, 0 })));
        Assert.Equal(2, Step(1, 1, 255).Count);

        BatchResult Step(float right, float yes, float size) =>
            trainer.Step(new(new float[4], new[] { 0, 0, 0, 0, 0, right }), new(new[] { 0, 0, yes, 0 }, new[] { 0, size }));
    }

    [Fact]
    public void Targets_beside_tokens_are_checked()
    {
        YesOfTokens network = new(seed: 1);
        using YesOfTokens.Trainer trainer = network.CreateTrainer(new Adam(0.05f), 2);
        Expect("targets", "Sample 1 has the target -1 at element 0", () => trainer.Step([0, 1, 2, 3], [1f, -1f]));
    }

    [Fact]
    public void Targets_that_change_behind_a_dataset_are_refused_before_their_step()
    {
        float[] targets = [0, 1, 0, 1];
        Dataset data = Dataset.FromTargets(new float[12], targets, Three);
        YesOrNo network = new(seed: 1);
        ChangingSchedule schedule = new(() => targets[3] = 255);
        using YesOrNo.Trainer changing = network.CreateTrainer(
            new Adam(0.05f) { Schedule = schedule }, 2, new TrainerOptions { Shuffle = false });
        Expect("train", "Sample 3 has the target 255 at element 0", () => changing.Fit(data, 1));
        Expect("data", "Sample 3 has the target 255 at element 0", () => network.Evaluate(data));
    }

    [Fact]
    public void Labels_0_and_1_serve_a_binary_loss()
    {
        float[] inputs = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Assert.Equal(Trained(Dataset.FromTargets(inputs, [0f, 1f, 1f], Three)), Trained(Dataset.FromArrays(inputs, [0, 1, 1], Three)));
        Expect(
            "train",
            "labels of 3 classes; the network's loss takes 1 target value per sample, 0 or 1 each",
            () => Trained(Dataset.FromArrays(inputs, [0, 1, 2], Three)));

        static int[] Trained(Dataset data)
        {
            YesOrNo network = new(seed: 1);
            using YesOrNo.Trainer trainer = network.CreateTrainer(new Adam(0.05f), 2);
            trainer.Fit(data, 3, validation: data.Take(1));
            return StepData.Bits(network);
        }
    }

    [Fact]
    public void Doubles_that_no_float_holds_are_refused_by_a_network_in_float()
    {
        double[] inputs = new double[9], targets = new double[3];
        inputs[7] = 1e39;
        Dataset wide = Dataset.FromTargets(inputs, targets, Three);
        const string Message = "has the value 1E+39 at element 1, which no float holds";
        YesOrNo network = new(seed: 1);
        using YesOrNo.Trainer trainer = network.CreateTrainer(new Adam(0.05f), 1, new TrainerOptions { Shuffle = false });
        int[] before = StepData.Bits(network);
        Expect(null, "Sample 2 " + Message, () => trainer.Fit(wide, 1));
        Expect(null, "Sample 2 " + Message, () => network.Evaluate(wide));
        Expect(null, "Sample 2 " + Message, () => wide.ReadInputs([1, 2], new float[6]));
        Expect(null, "Sample 0 " + Message, () => trainer.Fit(wide.Subset([2, 0]), 1));
        Assert.Equal(before, StepData.Bits(network));
        trainer.Fit(wide.Take(2), 1);

        double[] targetsBeyond = new double[70];
        targetsBeyond[4] = -1e300;
        using ManyValues.Trainer many = new ManyValues(1).CreateTrainer(new Adam(0.05f), 1);
        Expect(
            null, "Sample 0 has the value -1E+300 at element 4, which no float holds",
            () => many.Fit(Dataset.FromTargets(new double[70], targetsBeyond, new Shape(70), 70), 1));

        using YesOrNoDouble.Trainer inDouble = new YesOrNoDouble(1).CreateTrainer(new Adam(0.05f), 1);
        Assert.True(double.IsFinite(inDouble.Fit(wide, 1).Last.Loss));
    }

    [Theory]
    [InlineData(1e38f, 0, 4)]
    [InlineData(-1e38f, 0, 4)]
    [InlineData(1e36f, 3.3e38f, 11)]
    public void Bytes_that_become_infinite_are_refused(float scale, float shift, byte first)
    {
        byte[] pixels = [0, 1, (byte)(first - 1), 0, first, 255];
        string message = FormattableString.Invariant(
            $"Sample 1 has the byte {first} at element 1: times {scale} plus {shift} it is more than a float holds");
        Expect("pixels", message, () => Dataset.FromImages(pixels, [0, 1], Three, scale, shift));
        Expect("pixels", message, () => DataColumn.Images(pixels, Three, scale, shift));
        Assert.Equal(1, Dataset.FromImages(pixels[..3], [0], Three, scale, shift).Count);
    }

    [Fact]
    public void Numbers_of_samples_are_told_in_one_size()
    {
        ManyValues flat = new(seed: 1);
        Expect("samples", "15 values are not whole samples of 70.", () => flat.Predict(new float[15], new float[70]));
        Expect("outputs", "1 sample has 70 outputs, not 3", () => flat.Predict(new float[70], new float[3]));
        Expect("samples", "1 value is not whole samples of 1×9×7 = 63.", () => new StepClassifier(1).Predict(new float[1], new float[3]));
    }

    private static void Expect(string? parameter, string message, Func<object?> action)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(action);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.True(parameter is null || error.ParamName == parameter, error.ParamName);
    }

    private static void Expect(string? parameter, string message, Action action) => Expect(parameter, message, () =>
    {
        action();
        return null;
    });

    /// <summary>Changes something before the first step, after Fit has looked at the data.</summary>
    private sealed class ChangingSchedule(Action change) : LearningRateSchedule
    {
        public override double Factor(in TrainingPosition position)
        {
            change();
            return 1;
        }
    }
}
