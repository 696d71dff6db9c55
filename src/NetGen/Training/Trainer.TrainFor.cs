using System.Diagnostics;
using NetGen.Runtime;

namespace NetGen;

/// <content>Training in slices of time.</content>
public abstract partial class Trainer<T>
{
    private readonly StepPace _pace = new();
    private SampleStream? _stream;

    /// <summary>
    /// Trains for about so long: so many milliseconds a frame of a game, or between two requests. It stops before a step that would not end
    /// in time, as the last steps went, but makes at least one; the next call goes on in the data where this one stopped, epoch after
    /// epoch, as long as nothing else trained in between. Between two calls all is as after any step: predict, save, or do nothing.
    /// Allocates nothing but at the beginning of an epoch.
    /// </summary>
    /// <param name="budget">Above 0. Where it is shorter than a step, choose a smaller batch and accumulate its gradients.</param>
    /// <param name="data">The samples: give the same object in each call.</param>
    /// <returns>Steps, loss and time.</returns>
    /// <exception cref="ArgumentException">The data does not fit the network, or the budget is not above 0.</exception>
    /// <exception cref="TrainingException">
    /// The loss or a gradient of a step was not finite: the weights stay as the step before left them.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of this network is at work on another thread; or a schedule wants to know the length of the training: say it, or give
    /// <see cref="TrainerOptions.PlannedEpochs"/>.
    /// </exception>
    public TimedTraining TrainFor(TimeSpan budget, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(budget, TimeSpan.Zero);
        long start = Stopwatch.GetTimestamp();
        long end = start + (long)(budget.TotalSeconds * Stopwatch.Frequency);
        using Entry entry = new(this);
        _resumed = null;
        Plan(0);
        if (_stream?.Data != data)
        {
            CloseStream();
            BatchLoader<T> loader = LoaderOf(data, nameof(data));
            _stream = new(CreateFeed(loader), data, StepsOf(data.Count)!.Value);
        }

        int steps = 0, samples = 0;
        double loss = 0;
        do
        {
            BatchResult result = TryStep(_stream);
            steps++;
            samples += result.Count;
            loss += result.Loss * result.Count;
        }
        while (FitsAll(end));

        return new(steps, samples, loss / samples, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Whether another step ends in time; of several processes the first one's clock says so.</summary>
    private bool FitsAll(long end) => Parallel?.Communicator.OfFirst(_pace.Fits(end)) ?? _pace.Fits(end);

    private BatchResult TryStep(SampleStream stream)
    {
        try
        {
            return NextStep(stream);
        }
        catch
        {
            // The feed may be behind a step that was none: the next call begins the epoch anew.
            CloseStream();
            throw;
        }
    }

    private BatchResult NextStep(SampleStream stream)
    {
        long start = Stopwatch.GetTimestamp();
        if (stream.Step == 0)
        {
            Order(stream.Order);
            BeginBlock(stream.Feed, stream.Order, PlaceOf(stream.Data.Count, 0), 0, stream.Steps, 0);
        }

        stream.Feed.BeginStep();
        stream.Feed.TryTake(wait: true, out BatchResult result, out double rate);
        CountStep(stream.Feed, result, _epochs + 1, stream.Step + 1);
        if (++stream.Step == stream.Steps)
        {
            _runner.FinishUpdate();
            _epochs++;
            stream.Step = 0;
        }

        TrainingInstruments.Record(result, rate, Stopwatch.GetElapsedTime(start));
        _pace.Add(Stopwatch.GetTimestamp() - start);
        return result;
    }

    /// <summary>Forgets the place in the data: another call trains, or this trainer ends.</summary>
    private void CloseStream()
    {
        _stream?.Feed.Dispose();
        _stream = null;
    }

    /// <summary>A dataset, and how far training in slices has come in it.</summary>
    private sealed class SampleStream(EpochFeed<T> feed, Dataset data, int steps)
    {
        public EpochFeed<T> Feed => feed;

        public Dataset Data => data;

        public int Steps => steps;

        public int[] Order { get; } = new int[data.Count];

        /// <summary>Steps done of the epoch under way.</summary>
        public int Step { get; set; }
    }
}
