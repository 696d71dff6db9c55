using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu.Tests;

/// <summary>Batches that a device gathers by itself.</summary>
public sealed class ResidentDataTests
{
    public static TheoryData<int> DeviceNumbers => Devices.Numbers;

    /// <summary>Windows of a text overlap, so the text lies on the device once.</summary>
    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void GathersOverlappingSequences(int device)
    {
        int[] text = [.. Enumerable.Range(0, 40).Select(i => i * 7 % 11)];
        Dataset data = Dataset.Windows(text, 5);
        using KernelQueue queue = new(Devices.All[device]);
        using ResidentColumn<float> tokens = new(queue, data, data.Inputs[0].Column), labels = new(queue, data, data.Targets[0].Column);
        using MemoryBuffer1D<int, Stride1D.Dense> order = queue.Device.Allocate<int>(data.Count), gathered = queue.Device.Allocate<int>(15);
        using MemoryBuffer1D<float, Stride1D.Dense> unused = queue.Device.Allocate<float>(1);
        using StepTable<float> table = new(queue);
        order.View.BaseView.CopyFromCPU([.. Enumerable.Range(0, data.Count).Reverse()]);
        table.BeginWindow();
        table.Add(0, 0, start: 2, slot: 0);
        table.Upload();
        table.Advance();
        (ResidentColumn<float>, DataColumn)[] columns = [(tokens, data.Inputs[0].Column), (labels, data.Targets[0].Column)];
        foreach ((ResidentColumn<float> resident, DataColumn column) in columns)
        {
            resident.Gather(queue, 3, table.Clock, order.View.BaseView, unused.View.BaseView, gathered.View.BaseView);
            queue.Synchronize();
            int[] expected = new int[15];
            data.Read(column, [data.Count - 3, data.Count - 4, data.Count - 5], expected);
            Assert.Equal(expected, gathered.View.BaseView.GetAsArray());
            Assert.True(ResidentColumn<float>.SizeOf(data, column) < 40 * sizeof(int) + (data.Count * sizeof(long)) + 1);
        }
    }

    /// <summary>Bytes of images become values once.</summary>
    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void GathersImagesAndDoubles(int device)
    {
        byte[] pixels = [.. Enumerable.Range(0, 24).Select(i => (byte)(i * 9))];
        DataColumn column = DataColumn.Images(pixels, new Shape(1, 2, 2));
        Dataset data = Dataset.FromColumns([("image", column)], [("label", DataColumn.Labels([0, 1, 0, 1, 0, 1]))]);
        using KernelQueue queue = new(Devices.All[device]);
        using ResidentColumn<double> resident = new(queue, data, column);
        using MemoryBuffer1D<int, Stride1D.Dense> order = queue.Device.Allocate<int>(6);
        using MemoryBuffer1D<double, Stride1D.Dense> gathered = queue.Device.Allocate<double>(8);
        using StepTable<double> table = new(queue);
        order.View.BaseView.CopyFromCPU([3, 1, 5, 0, 2, 4]);
        table.BeginWindow();
        table.Add(0, 0, start: 1, slot: 0);
        table.Upload();
        table.Advance();
        resident.Gather(queue, 2, table.Clock, order.View.BaseView, gathered.View.BaseView, default);
        queue.Synchronize();
        double[] expected = new double[8];
        data.Read(column, [1, 5], expected.AsSpan());
        Assert.Equal(expected, gathered.View.BaseView.GetAsArray());
    }

    /// <summary>Targets are checked before the run, and again in what is uploaded.</summary>
    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void RefusesTargetsThatTheLossDoesNotTake(int device)
    {
        float[] targets = new float[16];
        Dataset data = Dataset.FromTargets(new float[24], targets, new Shape(LinePlan.Inputs), LinePlan.Outputs);
        LineNetwork network = new(LineLoss.Sides);
        using LineTrainer trainer = network.CreateTrainer(new Adam(0.05f), device: Devices.All[device]);
        float[] before = network.Weights;
        Expect(() => trainer.Fit(data, 1, callbacks: [new Changing(targets)]));
        Expect(() => trainer.Fit(data, 1));
        Expect(() => trainer.Evaluate(data));
        Assert.Equal(before, network.Weights);

        static void Expect(Action action) => Assert.Contains(
            "Sample 3 has the target 255 at element 1; the network's loss takes targets from 0 to 1",
            Assert.Throws<ArgumentException>(action).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Changes a target after Fit has looked at the data.</summary>
    private sealed class Changing(float[] targets) : Callback
    {
        public override void OnTrainBegin(TrainingContext context) => targets[7] = 255;
    }
}
