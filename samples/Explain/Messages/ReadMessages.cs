using NetGen;
using NetGen.Data;
using NetGen.Explain;

namespace Explanations.Messages;

/// <summary>Messages that were not trained on, and what the network makes of them.</summary>
/// <param name="Tokens">[count × length].</param>
/// <param name="Words">The words of each message that are read.</param>
/// <param name="Labels">What they are.</param>
/// <param name="Margins">Score of spam less that of no spam.</param>
/// <param name="Contributions">What each word adds to the score of spam, by integrated gradients.</param>
/// <param name="Lifts">The same by DeepLIFT.</param>
/// <param name="Spam">The class of spam.</param>
internal sealed record ReadMessages(
    int[] Tokens, string[][] Words, int[] Labels, double[] Margins, double[][] Contributions, double[][] Lifts, int Spam)
{
    private const int Length = MessageTransformer.Length;

    /// <summary>How many.</summary>
    public int Count => Labels.Length;

    /// <summary>Share told right.</summary>
    public double Accuracy => Enumerable.Range(0, Count).Count(IsRight) / (double)Count;

    /// <summary>Whether one is told right.</summary>
    public bool IsRight(int message) => (Margins[message] > 0) == (Labels[message] == Spam);

    /// <summary>Reads and explains them.</summary>
    public static ReadMessages Of(
        Network<float> network, Explainer<float> explainer, WordVocabulary vocabulary, EncodedTexts texts, int[] labels, int spam)
    {
        int[] tokens = new int[labels.Length * Length];
        texts.Data.ReadTokens([.. Enumerable.Range(0, labels.Length)], tokens);
        float[] scores = new float[labels.Length * 2], contributions = new float[tokens.Length], lifts = new float[tokens.Length];
        network.Predict(tokens, Length, scores);
        TokenExplanations<float> explanations = new(explainer);
        explanations.IntegratedGradients(tokens, Length, [], spam, contributions);
        explanations.DeepLift(tokens, Length, [], spam, lifts);
        return new(
            tokens,
            [.. texts.Lengths.Select((length, i) => tokens.AsSpan(i * Length, length).ToArray().Select(Word).ToArray())],
            labels,
            [.. Enumerable.Range(0, labels.Length).Select(i => (double)scores[(2 * i) + spam] - scores[(2 * i) + 1 - spam])],
            Of(contributions),
            Of(lifts),
            spam);

        double[][] Of(float[] values) =>
            [.. texts.Lengths.Select((length, i) => values.AsSpan(i * Length, length).ToArray().Select(value => (double)value).ToArray())];

        string Word(int token) => token == WordVocabulary.Unknown ? "…" : vocabulary.Words[token - WordVocabulary.Unknown - 1];
    }
}
