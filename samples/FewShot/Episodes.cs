using System.Globalization;
using System.Numerics;
using NetGen;
using Samples;
using Samples.Data;

namespace FewShot;

/// <summary>
/// Tests on digits that were never trained on: in each episode a few pictures of each are known, and queries are given to the digit whose
/// known pictures have the nearest mean. Snell et al. 2017, https://arxiv.org/abs/1703.05175.
/// </summary>
internal sealed class Episodes
{
    // Queries of each digit in an episode.
    private const int Queries = 5;

    /// <summary>The digits tested on.</summary>
    public static readonly IReadOnlyList<int> Digits = [7, 8, 9];

    // A point is the mean over a few drawings of its picture: less of it hangs on one hand.
    private const int Drawings = 8;

    private readonly float[][][] _pictures;
    private readonly float[][][] _points;

    private Episodes(float[][][] pictures, float[][][] points)
    {
        _pictures = pictures;
        _points = points;
    }

    /// <summary>The pictures of the digits tested on, digit by digit.</summary>
    /// <param name="digits">Pictures of 28×28.</param>
    /// <param name="shots">Known pictures of each in an episode.</param>
    /// <exception cref="SampleException">There are too few of a digit.</exception>
    public static float[][][] Pictures(Dataset digits, int shots) => [.. Digits.Select(digit =>
    {
        int[] numbers = DigitData.Showing(digits, digit);
        float[] all = new float[numbers.Length * SyntheticDigits.Pixels];
        digits.ReadInputs(numbers, all);
        return numbers.Length >= shots + Queries
            ? all.Chunk(SyntheticDigits.Pixels).ToArray()
            : throw new SampleException(string.Create(
                CultureInfo.InvariantCulture,
                $"--shots: {numbers.Length} test digits show {digit}, but {shots} known ones and {Queries} queries are needed."));
    })];

    /// <summary>The pictures as points.</summary>
    /// <param name="network">What makes points of them.</param>
    /// <param name="pictures">Of each digit.</param>
    public static Episodes Of(SiameseNetwork network, float[][][] pictures)
    {
        var random = new Random(Drawings);
        Matrix3x2[] hands = [Matrix3x2.Identity, .. Enumerable.Range(1, Drawings - 1).Select(_ => Hand.Next(random))];
        return new Episodes(pictures, [.. pictures.Select(kind => kind.Select(Place).ToArray())]);

        float[] Place(float[] picture) => Mean(hands.Select(hand => Point(network, picture, hand)));
    }

    /// <summary>Runs episodes.</summary>
    /// <param name="ways">Digits in each.</param>
    /// <param name="shots">Known pictures of each.</param>
    /// <param name="count">At least 2.</param>
    /// <param name="seed">Equal seeds draw equal episodes.</param>
    /// <returns>Share of the queries told right in each episode.</returns>
    public double[] Run(int ways, int shots, int count, int seed)
    {
        var random = new Random(seed);
        var accuracies = new double[count];
        for (int i = 0; i < count; i++)
        {
            Answer[] answers = [.. Draw(random, ways, shots)];
            accuracies[i] = answers.Count(answer => answer.IsRight) / (double)answers.Length;
        }

        return accuracies;
    }

    /// <summary>Queries of one episode after the other, each followed by the known picture nearest to it.</summary>
    /// <param name="ways">Digits in an episode.</param>
    /// <param name="shots">Known pictures of each.</param>
    /// <param name="queries">Number of queries.</param>
    /// <param name="seed">Equal seeds draw equal episodes.</param>
    public IEnumerable<float[]> Nearest(int ways, int shots, int queries, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, queries)
            .SelectMany(_ => Draw(random, ways, shots).Take(1))
            .SelectMany(answer => new[] { answer.Query, answer.Nearest });
    }

    private IEnumerable<Answer> Draw(Random random, int ways, int shots)
    {
        int[] kinds = [.. Enumerable.Range(0, _points.Length)];
        random.Shuffle(kinds);
        int[][] drawn = [.. kinds[..ways].Select(kind => Distinct(random, _points[kind].Length, shots + Queries))];
        float[][] means = [.. drawn.Select((numbers, way) => Mean(numbers[..shots].Select(n => _points[kinds[way]][n])))];
        for (int way = 0; way < ways; way++)
        {
            foreach (int query in drawn[way][shots..])
            {
                float[] point = _points[kinds[way]][query];
                int chosen = means.Select(mean => -Distance(point, mean)).ToArray().ArgMax();
                int nearest = drawn[chosen][..shots].MinBy(n => Distance(point, _points[kinds[chosen]][n]));
                yield return new Answer(_pictures[kinds[way]][query], _pictures[kinds[chosen]][nearest], chosen == way);
            }
        }
    }

    private static int[] Distinct(Random random, int below, int count)
    {
        HashSet<int> numbers = [];
        while (numbers.Count < count)
        {
            numbers.Add(random.Next(below));
        }

        return [.. numbers];
    }

    /// <summary>The direction that a network gives to a drawing of a picture.</summary>
    private static float[] Point(SiameseNetwork network, float[] picture, Matrix3x2 hand)
    {
        float[] drawn = new float[picture.Length];
        Hand.Draw(picture, hand * Hand.Upright(picture), drawn);
        float[] point = network.Predict(new SiameseNetwork.Inputs(drawn, drawn))[..SiameseNetwork.Width];
        float length = MathF.Max(MathF.Sqrt(point.Sum(value => value * value)), 1e-8f);
        return [.. point.Select(value => value / length)];
    }

    private static float[] Mean(IEnumerable<float[]> points)
    {
        float[][] all = [.. points];
        return [.. Enumerable.Range(0, SiameseNetwork.Width).Select(i => all.Average(point => point[i]))];
    }

    private static float Distance(float[] a, float[] b)
    {
        float sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }

    private readonly record struct Answer(float[] Query, float[] Nearest, bool IsRight);
}
