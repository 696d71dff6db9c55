using System.Numerics;
using NetGen.Generators.Tests.Contracts;

namespace NetGen.Ilgpu.Tests.Contracts;

/// <summary>A case whose steps run on a device.</summary>
internal sealed class DeviceRun<T>(OperatorCase operatorCase, IlgpuDevice device) : CaseRun<T>(operatorCase)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override Trainer<T> CreateTrainer(int threads = 1, int? batchSize = null) => CompiledCases.CreateTrainer(
        Network, new Sgd(0), batchSize ?? Case.BatchSize, device, new TrainerOptions { Seed = 3 });
}
