using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <content>Checkpoints.</content>
public abstract partial class Trainer<T>
{
    /// <summary>
    /// Writes all that training needs to go on, whole or not at all: weights, the optimizers' memories, the counter of dropout's random
    /// numbers and, called by a callback of a run, the run's place in data and schedule and what its callbacks remember. The file does not
    /// depend on the number of threads; <see cref="Network{T}.Load(string)"/> reads its weights.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced. <see cref="Checkpointing"/> writes them in a run by itself.</param>
    /// <exception cref="IOException">It cannot be written. An existing file stays as it was.</exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread.</exception>
    /// <remarks>Of several processes the first writes it; they all have the same. The others return at once.</remarks>
    public void SaveCheckpoint(string path)
    {
        if (Parallel?.IsFirst != false)
        {
            SaveCheckpoint((tensors, remarks) => Safetensors.Save(path, tensors, remarks, allowNonFinite: true));
        }
    }

    /// <summary>Writes the same to a stream, which stays open.</summary>
    /// <param name="stream">May be one that cannot seek.</param>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread.</exception>
    public void SaveCheckpoint(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SaveCheckpoint((tensors, remarks) => Safetensors.Save(stream, tensors, remarks, allowNonFinite: true));
    }

    /// <summary>
    /// Goes on from a checkpoint of the same network and optimizers. Where it was made within a run, the next <see cref="Fit"/> goes on
    /// with that run: its epochs include those done, and where they all are, it ends at once. With the same data and number of threads
    /// training ends with the same bits as without the pause.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SafetensorsException">
    /// The file is damaged, no checkpoint, or of another network, optimizer, seed or batch size: the message says which. Nothing is
    /// changed.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">A trainer of this network is at work on another thread; nothing is changed.</exception>
    /// <remarks>
    /// Of several processes, however many wrote it, all call this; where one cannot see the file, the first reads it for all: then up to
    /// 2 GB.
    /// </remarks>
    public void LoadCheckpoint(string path)
    {
        if (Parallel is { } parallel && parallel.Communicator.Any(!File.Exists(path)))
        {
            using MemoryStream bytes = new(parallel.Communicator.OfFirst(parallel.IsFirst ? File.ReadAllBytes(path) : []), writable: false);
            LoadCheckpoint(bytes);
            return;
        }

        using SafetensorsFile file = SafetensorsFile.Open(path);
        LoadCheckpoint(file);
    }

    /// <summary>The same from a stream, from where it stands to its end; it stays open.</summary>
    /// <param name="stream">One that cannot seek is read into memory.</param>
    /// <inheritdoc cref="LoadCheckpoint(string)"/>
    public void LoadCheckpoint(Stream stream)
    {
        using SafetensorsFile file = SafetensorsFile.Open(stream);
        LoadCheckpoint(file);
    }

    /// <summary>What the order of the samples and the batches depend on.</summary>
    private string Settings => Invariant($"seed {_options.Seed}, batches of {BatchSize}, {(_options.Shuffle ? "shuffled" : "in order")}, ")
        + (_options.DropLast ? "smaller last batch left out" : "smaller last batch kept");

    private void SaveCheckpoint(Action<IReadOnlyList<Parameter>, IReadOnlyDictionary<string, string>> save)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using WeightGate.Scope claim = _network.Gate.Claim();
        UpdateState state = _runner.FetchState();
        RunPosition position = new()
        {
            Steps = _steps, Epochs = _epochs, PlannedEpochs = _plannedEpochs, Run = _run is null ? _resumed : Describe(_run),
        };
        Dictionary<string, string> remarks = CheckpointFile.Remarks(CheckpointFile.SchemaOf(_network), Settings, position);
        UpdateRemarks.Write(remarks, state);
        Parameter[] tensors = [.. _network.Parameters, .. TensorsOf(state), .. CheckpointFile.Tensors(position)];
        WeightTransfer.Read(_network.Parameters, () => save(tensors, remarks));
    }

    private void LoadCheckpoint(SafetensorsFile file)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using WeightGate.Scope claim = _network.Gate.Claim();
        UpdateState state = _runner.FetchState();
        RunPosition position = CheckpointFile.Read(
            file,
            CheckpointFile.SchemaOf(_network),
            Settings,
            _lossNames.Length,
            () => new WeightSnapshot(_network.Parameters, _runner.KeepAverage()));
        UpdateState read = UpdateRemarks.Read(file, state);
        Action write = Safetensors.ReadAll(
            file,
            [.. _network.Parameters, .. TensorsOf(state)],
            name => name.StartsWith(CheckpointNames.Callback, StringComparison.Ordinal));
        WeightTransfer.Change(_network.Parameters[0].Weights, () =>
        {
            write();
            _runner.StoreState(read);
        });
        CloseStream();
        (_steps, _epochs, _plannedEpochs, _resumed) = (position.Steps, position.Epochs, position.PlannedEpochs, position.Run);
    }

    private static IEnumerable<Parameter> TensorsOf(UpdateState state) =>
        state.Tensors.Select(tensor => tensor.Renamed(CheckpointNames.Trainer + tensor.Name));

    private RunUnderWay Describe(FitRun run)
    {
        Dictionary<string, CallbackState> callbacks = [];
        foreach (Callback callback in run.Callbacks)
        {
            CallbackState state = new();
            callback.Save(state);
            callbacks[RunUnderWay.KeyOf(callback, run.Callbacks)] = state;
        }

        return new()
        {
            Samples = run.Samples.Count ?? 0,
            BlockSize = run.Samples.BlockSize,
            StepsBefore = run.Step > 0 ? run.Context.StepsBefore : run.Context.TotalSteps,
            Step = run.Step,
            Sums = run.Step > 0 ? run.Meter.Sums : EpochSums.None(_lossNames.Length),
            IsStopping = run.Context is { IsStopping: true, StopsAfterStep: false },
            History = run.Context.History,
            Callbacks = callbacks,
        };
    }
}
