namespace NetGen;

/// <summary>One run of a search: what is tried, and with what.</summary>
/// <param name="Options">The candidate's options.</param>
/// <param name="Candidate">Its place among the candidates, from 0.</param>
/// <param name="Budget">What it may spend, in whatever the search counts: epochs, steps.</param>
/// <param name="Seed">
/// For the start of the weights and for <see cref="TrainerOptions.Seed"/>: of the search and the candidate, whatever runs beside it.
/// </param>
/// <param name="Threads">For <see cref="TrainerOptions.Threads"/>: this run's share of the processors.</param>
/// <param name="CancellationToken">For <see cref="Trainer{T}.Fit"/>.</param>
/// <typeparam name="TOptions">The options, a record.</typeparam>
public sealed record Trial<TOptions>(
    TOptions Options, int Candidate, int Budget, int Seed, int Threads, CancellationToken CancellationToken);

/// <summary>What a run of a search gave.</summary>
/// <param name="Options">The candidate's options.</param>
/// <param name="Candidate">Its place among the candidates, from 0.</param>
/// <param name="Budget">What it could spend.</param>
/// <param name="Score">What the run returned; NaN where it failed.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Failure">What a <see cref="TrainingException"/> said that ended it; else null.</param>
/// <typeparam name="TOptions">The options, a record.</typeparam>
public sealed record TrialResult<TOptions>(
    TOptions Options, int Candidate, int Budget, double Score, double Seconds, string? Failure = null);
