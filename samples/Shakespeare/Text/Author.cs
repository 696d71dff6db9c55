using NetGen;

namespace Shakespeare.Text;

/// <summary>
/// Writes on from a beginning, one token after the other. The decoder keeps what the network found out about the text so far; when its
/// context is full, it starts again from the last half of it.
/// </summary>
/// <param name="decoder">The network's decoder.</param>
/// <param name="characters">Tokens that may be written: those below it.</param>
/// <param name="temperature">What the scores are divided by before one is drawn; 0 takes the likeliest.</param>
/// <param name="seed">Equal seeds draw alike.</param>
internal sealed class Author(Decoder<float> decoder, int characters, double temperature, int seed)
{
    /// <summary>The tokens that follow, without an end.</summary>
    /// <param name="beginning">At least one token.</param>
    public IEnumerable<int> Continue(IReadOnlyList<int> beginning)
    {
        Random random = new(seed);
        Queue<int> recent = new(beginning.TakeLast(decoder.MaxLength / 2));
        int[] next = [.. recent];
        decoder.Reset();
        while (true)
        {
            if (decoder.Position + next.Length > decoder.MaxLength)
            {
                decoder.Reset();
                next = [.. recent];
            }

            int token = Choose(decoder.Next(next)[..characters], random);
            yield return token;
            next = [token];
            recent.Enqueue(token);
            while (recent.Count > decoder.MaxLength / 2)
            {
                recent.Dequeue();
            }
        }
    }

    /// <summary>Token i with the probability softmax(scores / temperature)[i].</summary>
    private int Choose(ReadOnlySpan<float> scores, Random random)
    {
        int best = scores.ArgMax();
        if (best < 0)
        {
            throw new InvalidOperationException("No score of the network is a number: its weights are none.");
        }

        if (temperature == 0)
        {
            return best;
        }

        Span<double> weights = stackalloc double[scores.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] = Math.Exp((scores[i] - scores[best]) / temperature);
        }

        double left = random.NextDouble() * sum;
        for (int i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return best;
    }
}
