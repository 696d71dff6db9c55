using static System.FormattableString;

namespace NetGen;

/// <content>The steps of an epoch.</content>
public abstract partial class Trainer<T>
{
    /// <returns>Whether it came to its end.</returns>
    private bool RunEpoch(FitRun run)
    {
        EpochPlace place = PlaceOf(run.Samples.Count, run.Step);
        int begin = 0, number = 0;
        foreach (Dataset block in run.Samples.ReadBlocks(run.OwnToken))
        {
            int end = begin + StepsIn(block.Count);
            if (end > run.Step)
            {
                if (EndsNow(run))
                {
                    return false;
                }

                Order(run.OrderFor(block.Count), number);
                RunBlock(run, block, place, begin, end);
            }

            (begin, number) = (end, number + 1);
            if (run.Step < end)
            {
                return false;
            }
        }

        if (begin == 0 || begin < run.Step)
        {
            string few = Invariant($"The data has {begin} steps; the checkpoint was made at step {run.Step}.");
            throw new ArgumentException(begin == 0 ? NoBatch(run.Samples.Count) : few, "train");
        }

        run.Context.StepsPerEpoch = run.Meter.Steps = begin;
        _runner.FinishUpdate();
        return true;
    }

    /// <summary>Trains on a block, which has the steps from one to before another of the epoch.</summary>
    private void RunBlock(FitRun run, Dataset block, in EpochPlace place, int begin, int end)
    {
        TrainingContext context = run.Context;
        EpochFeed<T> feed = run.Samples.FeedOf(block);
        int begun = run.Step;
        BeginBlock(feed, run.OrderFor(block.Count), place, begin, end, begun);
        try
        {
            while (run.Step < end)
            {
                bool waits = begun == end || EndsNow(run);
                if (!waits)
                {
                    run.OwnToken.ThrowIfCancellationRequested();
                    SayWishes(run);
                    feed.BeginStep();
                    begun++;
                    waits = begun == end || run.ReadsWeightsAt(begun);
                }

                while (feed.TryTake(waits, out BatchResult result, out double rate))
                {
                    Take(run, feed, result, rate);
                }

                if (EndsNow(run) && feed.Pending == 0)
                {
                    break;
                }
            }
        }
        finally
        {
            // Steps that a device has begun are done, also where the run ends before their results are known.
            _steps += feed.Pending;
        }
    }

    private void Take(FitRun run, EpochFeed<T> feed, in BatchResult result, double rate)
    {
        TrainingContext context = run.Context;
        CountStep(feed, result, context.Epoch, run.Step + 1);
        run.Step++;
        run.Meter.Add(result, rate);
        (context.Step, context.StepResult, context.LearningRate) = (run.Step, result, rate);
        foreach (Callback callback in run.Callbacks)
        {
            callback.OnStepEnd(context);
        }

        HearWishes(run);
    }

    /// <exception cref="TrainingException">The step changed nothing, since its loss or a gradient was not finite.</exception>
    private void CountStep(EpochFeed<T> feed, in BatchResult result, int epoch, int step)
    {
        if (result.IsSkipped || !double.IsFinite(result.Loss))
        {
            feed.Abandon();
            throw TrainingException.OfStep(epoch, step, result.Loss, _runner.FindNotFinite());
        }

        _steps++;
    }

    /// <summary>Where an epoch lies in the training, of which some steps are done.</summary>
    /// <exception cref="ArgumentException">It has no steps: the only batch is left out since it is too small.</exception>
    private EpochPlace PlaceOf(long? count, int step)
    {
        int? steps = StepsOf(count);
        long first = _steps - step;
        long? total = _plannedEpochs > 0 && steps is { } known ? TotalSteps(first, known) : null;
        return new(first, total, steps is null ? null : Math.Min(count!.Value, (long)steps * BatchSize));
    }

    /// <summary>Begins a block, which has the steps from one to before another of the epoch, at one of them.</summary>
    private void BeginBlock(EpochFeed<T> feed, int[] order, EpochPlace place, int begin, int end, int step)
    {
        int? planned = _plannedEpochs > 0 ? _plannedEpochs : null;
        int last = (int)Math.Min(order.Length, (long)(end - begin) * BatchSize);
        int[] rest = step == begin && last == order.Length ? order : order[((step - begin) * BatchSize)..last];
        feed.BeginEpoch(rest, next =>
        {
            double progress = _epochs + (place.Samples is { } samples ? (double)(step + next) * BatchSize / samples : 0);
            return PrepareStep(new TrainingPosition(place.First + step + next, progress, place.Total, planned));
        });
    }

    /// <summary>Steps over so many samples.</summary>
    private int StepsIn(int samples) =>
        _options.DropLast ? samples / BatchSize : (int)(((long)samples + BatchSize - 1) / BatchSize);

    /// <summary>Steps of an epoch; null where its samples are not counted.</summary>
    /// <exception cref="ArgumentException">There are none: the only batch is left out since it is too small.</exception>
    private int? StepsOf(long? count)
    {
        long? steps = _options.DropLast ? count / BatchSize : (count + BatchSize - 1) / BatchSize;
        return steps switch
        {
            0 => throw new ArgumentException(NoBatch(count), "train"),
            > int.MaxValue => throw new ArgumentException(Invariant($"{count} samples are more steps than an epoch may have."), "train"),
            _ => (int?)steps,
        };
    }

    private string NoBatch(long? count) => count == 0 ? "The stream has no samples."
        : (count is { } known ? Words.Counted(known, "sample") : "The samples of the stream")
            + Invariant($" make no batch of {BatchSize}, and smaller ones are left out (DropLast).");

    /// <summary>
    /// The order depends on seed, epoch and block alone, so that two runs of one epoch equal one run of two.
    /// </summary>
    private void Order(int[] order, int block = 0)
    {
        if (_options.Shuffle)
        {
            SplitMix64.Shuffle(order, _options.Seed, _epochs, block);
        }
        else
        {
            for (int i = 0; i < order.Length; i++)
            {
                order[i] = i;
            }
        }
    }

    /// <summary>Where an epoch lies in the training.</summary>
    /// <param name="First">Its first step among all of the trainer.</param>
    /// <param name="Total">Steps of the whole training, where known.</param>
    /// <param name="Samples">Samples that it trains on, where known.</param>
    private readonly record struct EpochPlace(long First, long? Total, long? Samples);
}
