using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Outputs of stages with [Features] are those of networks that end there.</summary>
public sealed class FeaturesTests
{
    private const int Size = 6, Pixels = 36;

    private static readonly float[] s_pictures = [.. StepData.Values(Size * Pixels, 3).Select(value => (float)value)];

    [Fact]
    public void They_are_what_a_network_gives_that_ends_there()
    {
        FeaturedPictures network = new(1);
        PicturesToStem stem = new(2);
        PicturesToCode code = new(3);
        Copy(network, stem);
        Copy(network, code);
        ReadOnlySpan<float> picture = s_pictures.AsSpan(Pixels, Pixels);

        Assert.Equal(stem.Predict(picture), network.Features("Stem", picture));
        Assert.Equal(code.Predict(picture), network.Features("Code", picture));

        float[] all = new float[Size * 4 * Pixels];
        network.Features("Stem", s_pictures, all);
        Assert.Equal(stem.Predict(picture), all[(4 * Pixels)..(8 * Pixels)]);
    }

    [Fact]
    public void They_follow_the_weights_and_leave_predictions_alone()
    {
        FeaturedPictures network = new(1);
        ReadOnlySpan<float> picture = s_pictures.AsSpan(0, Pixels);
        float[] prediction = network.Predict(picture), features = network.Features("Code", picture);
        Assert.Equal(prediction, network.Predict(picture));
        network.Code["linear0.bias"].Span[0] += 1;
        Assert.NotEqual(features[0], network.Features("Code", picture)[0]);
        Assert.Equal(features[1..], network.Features("Code", picture)[1..]);
    }

    [Fact]
    public void Sequences_may_be_shorter()
    {
        FeaturedTokens network = new(1);
        float[] table = network.Embed.Weights.Span.ToArray();
        int[] two = [2, 0], four = [2, 0, 6, 1];
        Assert.Equal([.. table[8..12], .. table[0..4]], network.Features("Embed", two));
        float[] all = new float[2 * 2 * 4];
        network.Features("Embed", four, 2, all);
        Assert.Equal([.. table[8..12], .. table[0..4], .. table[24..28], .. table[4..8]], all);
    }

    [Fact]
    public void Another_stage_is_an_error_that_names_those_there_are()
    {
        float[] picture = new float[Pixels];
        KeyNotFoundException wrong = Assert.Throws<KeyNotFoundException>(() => new FeaturedPictures(1).Features("Head", picture));
        Assert.Contains("Stem, Code", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("[Features]", Assert.Throws<KeyNotFoundException>(() => new PicturesToStem(1).Features("Stem", picture)).Message);
        Assert.Throws<ArgumentException>(() => new FeaturedPictures(1).Features("Stem", picture.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => new FeaturedPictures(1).Features("Stem", picture, new float[5]));
    }

    private static void Copy(Network<float> from, Network<float> to)
    {
        foreach (Parameter parameter in to.Parameters)
        {
            from.Parameters.Single(other => other.Name == parameter.Name).Span.CopyTo(parameter.Span);
        }
    }
}
