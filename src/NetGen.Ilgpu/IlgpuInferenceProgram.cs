using System.Numerics;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>A forward pass and its loss on a device.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class IlgpuInferenceProgram<T> : IlgpuProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Allocates the program's memory on the device.</summary>
    /// <param name="store">The network's parameters.</param>
    /// <param name="capacity">Most samples at once.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="plan">What the compiler decided about its memory.</param>
    /// <exception cref="IlgpuDeviceException">The device has too little memory, or cannot be opened.</exception>
    protected IlgpuInferenceProgram(ParameterStore<T> store, int capacity, IlgpuDevice device, ProgramPlan plan)
        : base(store, capacity, device, plan)
    {
    }

    /// <summary>Output and loss of the staged batch.</summary>
    public override BatchResult Run(int count, ReadOnlySpan<int> lengths)
    {
        SetBatch(count, lengths);
        Parameters.Prepare(Queue.Stream);
        UploadBatch();
        Table.BeginWindow();
        Table.Add(step: 0, seed: 0, start: 0, slot: 0);
        Table.Upload();
        Table.Advance();
        Record();
        Judge();
        Table.Read(1);
        return ResultAt(0, count);
    }
}
