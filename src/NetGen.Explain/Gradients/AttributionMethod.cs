namespace NetGen.Explain;

/// <summary>A way to say what each input of a sample does to an output.</summary>
/// <typeparam name="T">Number type of the samples.</typeparam>
/// <param name="samples">[count × inputs].</param>
/// <param name="output">Which output, from 0.</param>
/// <param name="contributions">Receives [count × inputs].</param>
public delegate void AttributionMethod<T>(ReadOnlySpan<T> samples, int output, Span<T> contributions);
