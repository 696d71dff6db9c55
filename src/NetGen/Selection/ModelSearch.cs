using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text.Json.Serialization.Metadata;

namespace NetGen;

/// <summary>
/// Tries options and finds those with the best score: all candidates with one budget, or by successive halving. Several runs are made at
/// once, each on its own threads. Scores do not depend on how many: every run has a seed and a number of threads of its own.
/// </summary>
/// <typeparam name="TOptions">The options, a record.</typeparam>
/// <param name="run">
/// Trains a network by a trial's options, with its seed and its threads, and returns the score, such as a loss or an accuracy on
/// validation data. It is called on several threads at once, so that each call makes its own network. A <see cref="TrainingException"/>,
/// or NaN, is the worst score; any other exception ends the search.
/// </param>
/// <example>
/// <code>
/// ModelSearch&lt;Settings&gt; search = new(trial =>
/// {
///     Classifier network = new(trial.Seed);
///     using var trainer = network.CreateTrainer(new AdamW(trial.Options.Rate), 32, new() { Seed = trial.Seed, Threads = trial.Threads });
///     trainer.Fit(train, trial.Budget, cancellationToken: trial.CancellationToken);
///     return network.Evaluate(validation).Loss;
/// })
/// {
///     File = "search.jsonl", OptionsType = SettingsContext.Default.Settings,
/// };
/// SearchResult&lt;Settings&gt; result = search.Halve(candidates, smallest: 2, largest: 18);
/// </code>
/// </example>
public sealed class ModelSearch<TOptions>(Func<Trial<TOptions>, double> run)
{
    /// <summary>Seed of all runs.</summary>
    public int Seed { get; init; }

    /// <summary>Whether scores are better the higher they are, as an accuracy; else the lower, as a loss.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>Threads of a run. More than 1 for large networks only: runs beside each other use the processors better.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int ThreadsPerRun
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(ThreadsPerRun));
            field = value;
        }
    }
    = 1;

    /// <summary>Runs at once; 0 for as many as have their threads on <see cref="NetGenThreads.Default"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int AtOnce
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(AtOnce));
            field = value;
        }
    }

    /// <summary>
    /// A file that gets a line of JSON for each run as soon as it ends, on the disk before the next one begins; null for none. A search
    /// that finds it there goes on from it: runs that it has are not made again, but for one whose line a crash has torn.
    /// </summary>
    public string? File { get; init; }

    /// <summary>How options are written to <see cref="File"/>, from a <c>JsonSerializerContext</c> of your own; needed with it.</summary>
    public JsonTypeInfo<TOptions>? OptionsType { get; init; }

    /// <summary>Tries each candidate once.</summary>
    /// <param name="candidates">At least one: see <see cref="Candidates"/>.</param>
    /// <param name="budget">What each may spend, such as epochs: at least 1.</param>
    /// <param name="cancellationToken">Ends the search; what is done is in the file.</param>
    /// <exception cref="ArgumentException">There is no candidate, or the budget is below 1.</exception>
    /// <exception cref="InvalidOperationException">There is a file, but not <see cref="OptionsType"/>.</exception>
    /// <exception cref="SearchFileException">The file is damaged, or of another search: the message names the line.</exception>
    /// <exception cref="IOException">The file cannot be read or written, or another search writes it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SearchResult<TOptions> Run(IReadOnlyList<TOptions> candidates, int budget = 1, CancellationToken cancellationToken = default) =>
        Halve(candidates, budget, budget, cancellationToken: cancellationToken);

    /// <summary>
    /// Tries all candidates with a small budget, the best of them, one of <paramref name="factor"/>, with one that is
    /// <paramref name="factor"/> times as large, and so on. Every run begins anew. Jamieson and Talwalkar 2016, "Non-stochastic best arm
    /// identification and hyperparameter optimization", https://arxiv.org/abs/1502.07943.
    /// </summary>
    /// <param name="candidates">At least one: see <see cref="Candidates"/>.</param>
    /// <param name="smallest">The first budget, at least 1: enough to tell good from bad.</param>
    /// <param name="largest">The last budget, not below the first.</param>
    /// <param name="factor">From one budget to the next: at least 2.</param>
    /// <param name="cancellationToken">Ends the search; what is done is in the file.</param>
    /// <exception cref="ArgumentException">There is no candidate, or a number is out of range.</exception>
    /// <inheritdoc cref="Run"/>
    public SearchResult<TOptions> Halve(
        IReadOnlyList<TOptions> candidates, int smallest, int largest, int factor = 3, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfLessThan(smallest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, smallest);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 2);
        if (candidates.Count == 0)
        {
            throw new ArgumentException("There is no candidate.", nameof(candidates));
        }

        using SearchFile<TOptions>? file = OpenFile(candidates);
        List<TrialResult<TOptions>> all = [];
        int[] rest = [.. Enumerable.Range(0, candidates.Count)];
        for (int budget = smallest; ; budget = rest.Length == 1 ? largest : (int)Math.Min((long)budget * factor, largest))
        {
            TrialResult<TOptions>[] ranked = Rank(TryAll(candidates, rest, budget, file, cancellationToken));
            all.AddRange(ranked);
            if (budget == largest)
            {
                return new(all, HigherIsBetter);
            }

            rest = [.. ranked.Take((rest.Length + factor - 1) / factor).Select(trial => trial.Candidate)];
        }
    }

    private SearchFile<TOptions>? OpenFile(IReadOnlyList<TOptions> candidates) => File is null
        ? null
        : new(File, OptionsType ?? throw new InvalidOperationException("OptionsType says how options are written to File."), candidates)
        {
            Header = new(Seed, HigherIsBetter, ThreadsPerRun),
        };

    /// <summary>The best first; of equal ones, and of those that failed, the candidate that stands first.</summary>
    private TrialResult<TOptions>[] Rank(IEnumerable<TrialResult<TOptions>> trials) =>
        [.. trials.OrderBy(trial => double.IsNaN(trial.Score) ? 1 : 0)
            .ThenBy(trial => HigherIsBetter ? -trial.Score : trial.Score)
            .ThenBy(trial => trial.Candidate)];

    private TrialResult<TOptions>[] TryAll(
        IReadOnlyList<TOptions> candidates,
        int[] places,
        int budget,
        SearchFile<TOptions>? file,
        CancellationToken cancellationToken)
    {
        TrialResult<TOptions>[] results = new TrialResult<TOptions>[places.Length];
        int atOnce = AtOnce > 0 ? AtOnce : Math.Max(1, NetGenThreads.Default / ThreadsPerRun);
        try
        {
            // One by one: a range of them for each thread would leave threads without work at the end.
            Parallel.ForEach(
                Partitioner.Create(Enumerable.Range(0, places.Length), EnumerablePartitionerOptions.NoBuffering),
                new() { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
                i => results[i] = file?.Find(places[i], budget) ?? Try(candidates[places[i]], places[i], budget, file, cancellationToken));
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return results;
    }

    private TrialResult<TOptions> Try(
        TOptions options, int candidate, int budget, SearchFile<TOptions>? file, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        double score = double.NaN;
        string? failure = null;
        try
        {
            score = run(new(options, candidate, budget, SeedOf(candidate), ThreadsPerRun, cancellationToken));
        }
        catch (TrainingException exception)
        {
            failure = exception.Message;
        }

        TrialResult<TOptions> result = new(options, candidate, budget, score, Stopwatch.GetElapsedTime(start).TotalSeconds, failure);
        file?.Append(result);
        return result;
    }

    /// <summary>Mixed, so that candidates of neighbouring seeds have nothing in common; the same for every budget.</summary>
    private int SeedOf(int candidate) => (int)(new SplitMix64(((ulong)(uint)Seed << 32) | (uint)candidate).Next() >> 33);
}
