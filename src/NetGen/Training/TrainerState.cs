using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// What a trainer's optimizer remembers, as PyTorch's <c>state_dict</c>: saved with the weights, it lets another trainer go on as if
/// training had not stopped. The place in the data and of the schedule are not part of it: see
/// <see cref="Trainer{T}.SaveCheckpoint(string)"/>.
/// </summary>
/// <typeparam name="T">The network's number type.</typeparam>
public sealed class TrainerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BatchRunner<T> _runner;
    private readonly WeightGate _gate;

    internal TrainerState(BatchRunner<T> runner, WeightGate gate) => (_runner, _gate) = (runner, gate);

    /// <summary>Updates so far: what corrections of the first steps, as Adam's, go by.</summary>
    public long Steps => Read(state => state.Progress.Updates);

    /// <summary>
    /// What is remembered of each parameter, named as "All.linear0.weight.AdamW.mean", of the parameter's shape; beside it
    /// "All.linear0.weight.accumulated", the mean of the gradients so far, where
    /// <see cref="TrainerOptions.GradientAccumulation"/> is above 1, and "All.linear0.weight.average" of each parameter and running
    /// statistic, where there is a <see cref="TrainerOptions.WeightAverage"/>. On a device they are copies.
    /// </summary>
    public IReadOnlyList<Parameter> Tensors => Read(state => state.Tensors);

    /// <summary>
    /// Writes it as safetensors, whole or not at all: the tensors, and among the remarks "steps" and what is frozen.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">It cannot be written. An existing file stays as it was.</exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread.</exception>
    public void Save(string path) => Read(state =>
    {
        Dictionary<string, string> remarks = [];
        UpdateRemarks.Write(remarks, state);
        Safetensors.Save(path, state.Tensors, remarks, allowNonFinite: true);
        return 0;
    });

    /// <summary>
    /// Reads what <see cref="Save"/> wrote, on the CPU or a device: of the same optimizers over the same parameters. Weights are not in it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SafetensorsException">
    /// The file is damaged, or of other optimizers or another network: the message says which tensor. Nothing is changed.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread; nothing is changed.</exception>
    public void Load(string path)
    {
        using WeightGate.Scope claim = _gate.Claim();
        UpdateState state = _runner.FetchState();
        using SafetensorsFile file = SafetensorsFile.Open(path);
        UpdateState read = UpdateRemarks.Read(file, state);
        Action write = Safetensors.ReadAll(file, state.Tensors);
        using (_gate.Change())
        {
            write();
            _runner.StoreState(read);
        }
    }

    private TResult Read<TResult>(Func<UpdateState, TResult> read)
    {
        using WeightGate.Scope claim = _gate.Claim();
        return read(_runner.FetchState());
    }
}
