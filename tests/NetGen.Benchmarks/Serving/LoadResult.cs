namespace NetGen.Benchmarks.Serving;

/// <summary>What a client measured.</summary>
/// <param name="Seconds">All of it.</param>
/// <param name="P50">Milliseconds from the first byte sent to the last one received, of half of the requests at most.</param>
/// <param name="P99">The same of 99 %.</param>
/// <param name="Errors">Answers that were none, or not the network's.</param>
internal sealed record LoadResult(double Seconds, double P50, double P99, int Errors);
