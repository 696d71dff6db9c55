using Shakespeare;
using Shakespeare.Text;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>Writing with a network, here one that has learnt nothing.</summary>
public sealed class AuthorTests
{
    private const int Characters = 50;

    private readonly CharacterModel _network = new(seed: 4);

    [Theory]
    [InlineData(1, 200)]
    [InlineData(100, 40)]
    [InlineData(150, 80)]
    public void WithoutTemperatureItTakesTheLikeliest(int prompt, int length)
    {
        List<int> text = [.. Enumerable.Range(0, prompt).Select(i => i * i % Characters)];
        int[] written = [.. Write(text, length, temperature: 0, seed: 1)];

        // The same from whole forward passes: the context grows to its full length, then goes on with its last half.
        List<int> context = [.. text.TakeLast(CharacterModel.Context / 2)];
        List<int> expected = [];
        while (expected.Count < length)
        {
            int known = context.Count;
            context.AddRange(written.Skip(expected.Count).Take(CharacterModel.Context - known));
            float[] scores = _network.Predict([.. context]);
            expected.AddRange(Enumerable.Range(known - 1, context.Count - known + 1).Select(position => Likeliest(scores, position)));
            context = [.. context.Append(expected[^1]).TakeLast(CharacterModel.Context / 2)];
        }

        expected = [.. expected.Take(length)];
        Assert.Equal(expected, written);
        Assert.True(written.Distinct().Count() > 1, "One character alone would prove little.");
    }

    [Fact]
    public void TheSameSeedWritesTheSame()
    {
        int[] first = [.. Write([1, 2], 150, temperature: 0.8, seed: 7)];

        Assert.Equal(first, Write([1, 2], 150, temperature: 0.8, seed: 7));
        Assert.NotEqual(first, Write([1, 2], 150, temperature: 0.8, seed: 8));
        Assert.NotEqual(first, Write([1, 2], 150, temperature: 0.5, seed: 7));
        Assert.All(first, token => Assert.InRange(token, 0, Characters - 1));
    }

    [Fact]
    public void CharactersComeAsOftenAsTheirProbabilitySays()
    {
        const double Temperature = 0.25;
        const int Draws = 1000;
        float[] scores = _network.Predict([3]);
        double[] weights = [.. scores[..Characters].Select(score => Math.Exp(score / Temperature))];
        int likeliest = scores.AsSpan(0, Characters).ToArray().ArgMax();
        double expected = weights[likeliest] / weights.Sum();

        using Decoder<float> decoder = _network.CreateDecoder();
        int hits = Enumerable.Range(0, Draws)
            .Count(seed => new Author(decoder, Characters, Temperature, seed).Continue([3]).First() == likeliest);

        // Four standard deviations.
        Assert.InRange((double)hits / Draws, expected - Tolerance(), expected + Tolerance());
        Assert.InRange(expected, 3.0 / Characters, 0.9);

        double Tolerance() => 4 * Math.Sqrt(expected * (1 - expected) / Draws);
    }

    private static int Likeliest(float[] scores, int position) => scores.AsSpan(position * Alphabet.Size, Characters).ToArray().ArgMax();

    private List<int> Write(IReadOnlyList<int> beginning, int length, double temperature, int seed)
    {
        using Decoder<float> decoder = _network.CreateDecoder();
        return [.. new Author(decoder, Characters, temperature, seed).Continue(beginning).Take(length)];
    }
}
