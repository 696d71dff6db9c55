namespace Shakespeare.Training;

/// <summary>Batches of windows that begin anywhere in a text, each with the same window one character on: what to foretell.</summary>
/// <param name="text">At least one token more than <paramref name="length"/>.</param>
/// <param name="length">Tokens of a window.</param>
/// <param name="seed">Equal seeds give equal windows.</param>
internal sealed class Windows(int[] text, int length, int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Draws a batch.</summary>
    /// <param name="inputs">Filled with windows one after the other.</param>
    /// <param name="labels">As long; filled with the tokens that come next.</param>
    public void Draw(Span<int> inputs, Span<int> labels)
    {
        for (int start = 0; start < inputs.Length; start += length)
        {
            int first = _random.Next(text.Length - length);
            text.AsSpan(first, length).CopyTo(inputs[start..]);
            text.AsSpan(first + 1, length).CopyTo(labels[start..]);
        }
    }
}
