namespace NetGen.Ilgpu.Tests;

public sealed class DeviceTests
{
    [Fact]
    public void ListsWhatIsThereAndWhyTheRestIsNot()
    {
        IlgpuDeviceList devices = IlgpuDevice.List();
        Assert.All(devices, device => Assert.True(device.Memory > 0 && device.Multiprocessors > 0 && device.Name.Length > 0));
        Assert.Equal(
            devices.Any(device => device.Kind == IlgpuDeviceKind.Cuda),
            !devices.Missing.Any(reason => reason.StartsWith("No CUDA: ", StringComparison.Ordinal)));
        Assert.Equal(
            devices.Any(device => device.Kind == IlgpuDeviceKind.OpenCL),
            !devices.Missing.Any(reason => reason.StartsWith("No OpenCL: ", StringComparison.Ordinal)));
        Assert.Equal(devices.Count + devices.Missing.Count, devices.ToString().Split(Environment.NewLine).Length);
    }

    [Fact]
    public void AbsentDevicesAreErrors()
    {
        Assert.Contains(
            "CUDA", Assert.Throws<IlgpuDeviceException>(() => IlgpuDevice.Cuda(99)).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("OpenCL", Assert.Throws<IlgpuDeviceException>(() => IlgpuDevice.OpenCL(99)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => IlgpuDevice.Cuda(-1));
    }

    [Fact]
    public void BestIsAGpuOrAnError()
    {
        if (IlgpuDevice.List().Any(device => device.IsGpu))
        {
            Assert.True(IlgpuDevice.Best().IsGpu);
        }
        else
        {
            string message = Assert.Throws<IlgpuDeviceException>(() => IlgpuDevice.Best()).Message;
            Assert.Contains("No CUDA: ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheSimulatorSaysWhatItIs()
    {
        IlgpuDevice device = IlgpuDevice.Simulator();
        Assert.Same(device, IlgpuDevice.Simulator());
        Assert.DoesNotContain(device, IlgpuDevice.List());
        Assert.StartsWith("Simulator 0: Simulator, ", device.ToString(), StringComparison.Ordinal);
        Assert.True(device.Accelerator.MaxNumThreadsPerGroup >= 256);
        Assert.False(device.IsGpu);
    }

    [Fact]
    public void MemoryIsZeroedAndBounded()
    {
        IlgpuDevice device = IlgpuDevice.Simulator();
        using var buffer = device.Allocate<int>(1000);
        Assert.All(ILGPU.Runtime.ArrayViewExtensions.GetAsArray(buffer.View.BaseView), value => Assert.Equal(0, value));
        LineNetwork network = new(LineLoss.Squares);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateTrainer(new Sgd(1), batchSize: int.MaxValue, device: device));
    }

    [Fact]
    public void ADeviceOfAnotherPackageIsNamed()
    {
        Assert.Same(IlgpuDevice.Simulator(), IlgpuDevice.From(IlgpuDevice.Simulator()));
        Assert.Contains(
            nameof(OtherDevice),
            Assert.Throws<ArgumentException>(() => IlgpuDevice.From(new OtherDevice())).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => IlgpuDevice.From(null!));
    }

    private sealed class OtherDevice : Device
    {
        public override string Name => "Other";

        public override long Memory => 1;
    }
}
