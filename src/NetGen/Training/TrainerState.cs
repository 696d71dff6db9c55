using System.Globalization;
using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// What a trainer's optimizer remembers, as PyTorch's <c>state_dict</c>: saved with the weights, it lets another trainer go on as if
/// training had not stopped. The place in the data and of the schedule are not part of it.
/// </summary>
/// <typeparam name="T">The network's number type.</typeparam>
public sealed class TrainerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string StepsKey = "steps", BatchesKey = "accumulated.batches", SamplesKey = "accumulated.samples",
        AveragedKey = "averaged";

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

    /// <summary>Writes it as safetensors, whole or not at all: the tensors, and "steps" among the remarks.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">It cannot be written. An existing file stays as it was.</exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread.</exception>
    public void Save(string path) => Read(state =>
    {
        Dictionary<string, string> remarks = new()
        {
            [StepsKey] = state.Progress.Updates.ToString(CultureInfo.InvariantCulture),
            [BatchesKey] = state.Progress.Batches.ToString(CultureInfo.InvariantCulture),
            [SamplesKey] = state.Progress.Samples.ToString(CultureInfo.InvariantCulture),
            [AveragedKey] = state.Progress.Averaged.ToString(CultureInfo.InvariantCulture),
        };
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
        Action write = Safetensors.ReadAll(path, state.Tensors, out IReadOnlyDictionary<string, string> remarks);
        long steps = Number(path, remarks, StepsKey);
        long batches = Number(path, remarks, BatchesKey), samples = Number(path, remarks, SamplesKey);
        long averaged = remarks.ContainsKey(AveragedKey) ? Number(path, remarks, AveragedKey) : 0;
        if (batches >= state.MostBatches || samples < batches || (batches == 0 && samples > 0))
        {
            throw new SafetensorsException(
                path, BatchesKey, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{batches} batches of {samples} samples are no part of an update of {state.MostBatches}."));
        }

        using (_gate.Change())
        {
            write();
            _runner.StoreState(state with { Progress = new(steps, (int)batches, samples, averaged) });
        }
    }

    private static long Number(string path, IReadOnlyDictionary<string, string> remarks, string key) =>
        remarks.TryGetValue(key, out string? text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new SafetensorsException(path, key, "the file's remarks lack this number: it is no trainer's state.");

    private TResult Read<TResult>(Func<UpdateState, TResult> read)
    {
        using WeightGate.Scope claim = _gate.Claim();
        return read(_runner.FetchState());
    }
}
