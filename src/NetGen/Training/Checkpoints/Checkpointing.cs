using System.Globalization;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// Writes checkpoints of a run into a folder, and begins the run with the newest one there: a program that is killed at any moment and
/// started again ends with the same bits as one that was not, with the same number of threads. A checkpoint is one safetensors file with
/// the weights, the optimizers' memories, what other callbacks remember, and the place in the data and the schedule; <see
/// cref="Network{T}.Load(string)"/> reads its weights. Of several processes the first writes and reads the files, which know nothing of
/// the number of processes.
/// </summary>
/// <remarks>
/// A run that was complete stays complete when the program is started again: it ends at once. To train anew, say so with
/// <c>resume: false</c>; to go on for longer, ask for more epochs, and say as many in <see cref="TrainerOptions.PlannedEpochs"/> where a
/// schedule goes by the whole training.
/// </remarks>
public sealed class Checkpointing : Callback
{
    private const string Start = "checkpoint-", Extension = ".safetensors";

    private readonly int _everyEpochs;
    private readonly int _everySteps;
    private readonly int _keep;
    private readonly bool _resume;

    /// <summary>Makes the callback.</summary>
    /// <param name="folder">Where the files are; made where it is missing, in a folder that is there.</param>
    /// <param name="everyEpochs">Epochs between two checkpoints; the last epoch of the run has one in any case.</param>
    /// <param name="everySteps">Steps between two checkpoints within the run; 0 for none but at the ends of epochs.</param>
    /// <param name="keep">The last so many files are kept.</param>
    /// <param name="resume">Whether a run begins with the newest checkpoint; else those in the folder are deleted when it begins.</param>
    /// <exception cref="ArgumentException">A number is too small, or there is no folder's name.</exception>
    public Checkpointing(string folder, int everyEpochs = 1, int everySteps = 0, int keep = 3, bool resume = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(everyEpochs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(everySteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        Folder = Path.GetFullPath(folder);
        (_everyEpochs, _everySteps, _keep, _resume) = (everyEpochs, everySteps, keep, resume);
    }

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>The newest checkpoint in a folder; null where there is none.</summary>
    /// <param name="folder">The folder, which may be missing.</param>
    public static string? Newest(string folder) => Files(folder).LastOrDefault();

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string? newest = context.Rank == 0 ? Open() : null;
        newest = context.Parallel is { } parallel ? parallel.Communicator.OfFirst(newest) : newest;
        if (newest is not null)
        {
            context.LoadCheckpoint(newest);
        }
    }

    /// <summary>Makes the folder ready; gives the checkpoint to go on from.</summary>
    private string? Open()
    {
        Directory.CreateDirectory(Folder);
        if (_resume)
        {
            return Newest(Folder);
        }

        Array.ForEach(Files(Folder), File.Delete);
        return null;
    }

    /// <inheritdoc/>
    public override bool ReadsWeightsAt(TrainingContext context, int step)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _everySteps > 0 && (context.StepsBefore + step) % _everySteps == 0;
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingContext context)
    {
        // The end of an epoch is a better place: with its validation, and what callbacks make of it.
        if (ReadsWeightsAt(context, context.Step) && context.Step != context.StepsPerEpoch)
        {
            Write(context);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Epoch % _everyEpochs == 0 || context.Epoch == context.Epochs || context.IsStopping
            || ReadsWeightsAt(context, context.Step))
        {
            Write(context);
        }
    }

    private void Write(TrainingContext context)
    {
        if (context.Rank != 0)
        {
            return;
        }

        string name = Start + context.TotalSteps.ToString("D12", CultureInfo.InvariantCulture) + Extension;
        context.SaveCheckpoint(Path.Join(Folder, name));
        foreach (string old in Files(Folder).SkipLast(_keep))
        {
            File.Delete(old);
        }
    }

    /// <summary>The checkpoints, oldest first.</summary>
    private static string[] Files(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, Start + "*" + Extension).Order(StringComparer.Ordinal)]
        : [];
}
