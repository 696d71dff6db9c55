using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Xunit;

namespace NetGen.Reports.Tests;

/// <summary>What a logger and a meter are told of a run.</summary>
public sealed class LoggingTests
{
    [Fact]
    public void A_logger_is_told_of_each_epoch_in_figures()
    {
        Recorder logger = new();
        using SmallPictures.Trainer trainer = new SmallPictures(seed: 1).CreateTrainer(new AdamW(1e-2f), 10);
        History history = trainer.Fit(Samples.Pictures(30, seed: 1), 2, Samples.Pictures(30, seed: 2), [new LoggingCallback(logger)]);
        Assert.Equal([1, 3, 3, 4], logger.Events.Select(e => e.Id));
        Assert.Equal(history[1].ValidationLoss, logger.Events[2].Values["ValidationLoss"]);
        Assert.Equal(2, logger.Events[2].Values["Epoch"]);
        Assert.StartsWith("Training begins: 2 epochs of 3 steps", logger.Events[0].Text, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new LoggingCallback(null!));
    }

    [Fact]
    public void A_meter_counts_steps_and_samples()
    {
        long steps = 0, samples = 0;
        double rate = 0, time = 0;
        int thread = Environment.CurrentManagedThreadId;
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == TrainingInstruments.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                _ = instrument.Name == TrainingInstruments.Steps ? steps += value : samples += value;
            }
        });
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                rate = instrument.Name == TrainingInstruments.LearningRate ? value : rate;
                time += instrument.Name == TrainingInstruments.StepDuration ? value : 0;
            }
        });
        listener.Start();
        using SmallPictures.Trainer trainer = new SmallPictures(seed: 1).CreateTrainer(new Sgd(0.25f), 8);
        History history = trainer.Fit(Samples.Pictures(30, seed: 1), 2);
        Assert.Equal((8L, 60L, 0.25), (steps, samples, rate));
        Assert.Equal(history.Seconds, time, 1e-6);
    }

    private sealed class Recorder : ILogger
    {
        public List<(int Id, string Text, Dictionary<string, object?> Values)> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Add((eventId.Id, formatter(state, exception), ((IReadOnlyList<KeyValuePair<string, object?>>)state!).ToDictionary()));
    }
}
