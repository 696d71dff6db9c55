using NetGen.Runtime;

namespace NetGen;

/// <content>
/// What the processes of a run decide together. What one of them wants, to stop or to cancel, travels with the sums of the next step, and
/// takes place in all of them behind that.
/// </content>
public abstract partial class Trainer<T>
{
    /// <summary>Whether the run ends behind the last step.</summary>
    private bool EndsNow(FitRun run) =>
        run.Context.StopsAfterStep && (Parallel is not { } parallel || (parallel.Agreed & StepSignals.Stop) != 0);

    private void SayWishes(FitRun run)
    {
        Parallel?.Wishes = (run.Context.StopsAfterStep ? StepSignals.Stop : 0)
            | (run.CancellationToken.IsCancellationRequested ? StepSignals.Cancel : 0);
    }

    /// <exception cref="OperationCanceledException">A process was cancelled.</exception>
    private void HearWishes(FitRun run)
    {
        if (Parallel is not { } parallel)
        {
            return;
        }

        if ((parallel.Agreed & StepSignals.Stop) != 0)
        {
            run.Context.StopAfterStep();
        }

        if ((parallel.Agreed & StepSignals.Cancel) != 0)
        {
            run.IsCancelled = true;
            throw new OperationCanceledException(run.CancellationToken);
        }
    }

    /// <summary>Ends an epoch together: with the same weights, and either all go on or none.</summary>
    private void EndTogether(FitRun run)
    {
        if (Parallel is not { } parallel)
        {
            return;
        }

        parallel.CheckWeights();
        if (parallel.Communicator.Any(run.Context.IsStopping))
        {
            run.Context.Stop();
        }
    }

    /// <summary>
    /// Ends all processes where this one alone cannot go on: the others would wait for it. What all throw in the same place, each caller
    /// may catch.
    /// </summary>
    private void AbortAll(Exception failure)
    {
        if (Parallel is { } parallel && !ParallelRun.IsOfAll(failure))
        {
            parallel.Communicator.Abort($"{failure.GetType().Name}: {failure.Message}");
        }
    }
}
