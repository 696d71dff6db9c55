using NetGen;
using NetGen.Data;
using NetGen.Explain;
using Samples;
using Texts.Data;
using static System.FormattableString;

namespace Explanations.Messages;

/// <summary>What the report on messages found.</summary>
/// <param name="Accuracy">On messages not trained on.</param>
/// <param name="Error">The largest difference of what integrated gradients and DeepLIFT add up to, by the latter.</param>
internal sealed record MessageFigures(double Accuracy, double Error);

/// <summary>The report on a transformer that tells messages from spam.</summary>
internal static class MessageReport
{
    private const int Epochs = 6, Checked = 20, Length = MessageTransformer.Length, Heads = 4, LeastOccurrences = 5, ShownWords = 24;
    private const string Spam = "spam";

    /// <summary>Reads the messages.</summary>
    /// <exception cref="SampleException">There are none, or they are not what they should be.</exception>
    public static TextSamples Read(string folder)
    {
        TextSamples texts = TextSamples.Read(new Texts.RunOptions { Data = folder, Dataset = "sms-spam", Model = "transformer" });
        return texts.Kinds.Count == 2 && texts.Kinds.Contains(Spam)
            ? texts
            : throw new SampleException($"--data: messages are spam or not, these are {string.Join(", ", texts.Kinds)}.");
    }

    /// <summary>Trains the network and writes the report.</summary>
    public static MessageFigures Write(TextSamples texts, RunOptions options, string file, CancellationToken cancellationToken)
    {
        Part part = Part.Of(texts, options.Seed)[0];
        WordVocabulary vocabulary = WordVocabulary.Fit(part.Train.Select(text => texts.Texts[text]), MessageTransformer.Vocabulary);
        MessageTransformer network = new(options.Seed);
        using (MessageTransformer.Trainer trainer = network.CreateTrainer(
            new AdamW(2e-3f) { Schedule = new OneCycle() }, 32, new TrainerOptions { Seed = options.Seed, Threads = options.Threads }))
        {
            trainer.Fit(Encode(part.Train).Data, Epochs, cancellationToken: cancellationToken);
        }

        using Explainer<float> explainer = network.CreateExplainer(options.Threads);
        int spam = texts.Kinds.ToList().IndexOf(Spam);
        ReadMessages test = ReadMessages.Of(
            network, explainer, vocabulary, Encode(part.Test), [.. part.Test.Select(text => texts.Labels[text])], spam);
        ExplanationPage page = new(
            "What makes a message spam",
            Invariant($"A transformer of two layers, trained on {part.Train.Length:N0} messages; it tells ")
                + Invariant($"{100 * test.Accuracy:0.00}\u00a0% of {part.Test.Length:N0} others right. Red words speak for spam, blue ")
                + "ones against it; «…» is a word that it does not know, and it reads each digit of a number as 0.");
        Words(page, test);
        Examples(page, test, spam);
        Attention(page, explainer, test, spam);
        double error = Enumerable.Range(0, Math.Min(Checked, test.Count)).Max(i =>
            Math.Abs(test.Contributions[i].Sum() - test.Lifts[i].Sum()) / Math.Max(Math.Abs(test.Lifts[i].Sum()), 1e-3));
        page.Save(file);
        return new(test.Accuracy, error);

        EncodedTexts Encode(int[] some) => vocabulary.Encode(
            [.. some.Select(text => texts.Texts[text])], [.. some.Select(text => texts.Labels[text])], Length, texts.Kinds.Count);
    }

    private static void Words(ExplanationPage page, ReadMessages test)
    {
        (string Word, double Mean, int Count)[] words =
        [
            .. test.Words.SelectMany((message, i) => message.Select((word, at) => (word, value: test.Contributions[i][at])))
                .GroupBy(one => one.word).Select(group => (group.Key, group.Average(one => one.value), group.Count()))
                .Where(word => word.Item3 >= LeastOccurrences).OrderByDescending(word => Math.Abs(word.Item2)).Take(ShownWords),
        ];
        page.Section("Words").Paragraph(
            Invariant($"What a word adds to the score of spam on average, of words that stand {LeastOccurrences} times or more in the ")
            + "messages not trained on; in brackets how often.");
        page.Pictures(Charts.Bars(
            "Mean contribution", [.. words.Select(word => $"{word.Word} ({word.Count})")], [.. words.Select(word => word.Mean)],
                ShownWords));
    }

    private static void Examples(ExplanationPage page, ReadMessages test, int spam)
    {
        page.Section("Messages").Paragraph(
            "Integrated gradients by word, in 64 steps from a message of zero vectors: the words add up to what they bring to the score "
            + "of spam. The strongest word of a message has the full colour. The number is how far the score of what was read lies above "
            + "the other one; of a long message the first words are read.");
        int[] right = [.. Enumerable.Range(0, test.Count).Where(i => test.IsRight(i) && test.Words[i].Length >= 8)];
        int[] wrong = [.. Enumerable.Range(0, test.Count).Where(i => !test.IsRight(i)).OrderByDescending(
            i => Math.Abs(test.Margins[i])).Take(8)];
        page.Pictures(right.Where(i => test.Labels[i] == spam).Take(5).Select(i => Tokens(i, "spam, read as spam")));
        page.Pictures(right.Where(i => test.Labels[i] != spam).Take(4).Select(i => Tokens(i, "no spam, read as none")));
        page.Section("Its worst mistakes");
        page.Pictures(wrong.Select(i => Tokens(i, test.Labels[i] == spam ? "spam, read as none" : "no spam, read as spam")));

        Chart Tokens(int i, string title) =>
            TextCharts.Tokens(Invariant($"{title}, by {Math.Abs(test.Margins[i]):0.0}"), test.Words[i], test.Contributions[i]);
    }

    private static void Attention(ExplanationPage page, Explainer<float> explainer, ReadMessages test, int spam)
    {
        int shown = Enumerable.Range(0, test.Count).FirstOrDefault(
            i => test.IsRight(i) && test.Labels[i] == spam && test.Words[i].Length is > 9 and < 14, 0);
        string[] words = test.Words[shown];
        int[] tokens = test.Tokens.AsSpan(shown * Length, words.Length).ToArray();
        float[] first = Weights(nameof(MessageTransformer.First)), second = Weights(nameof(MessageTransformer.Second));
        page.Section("Attention").Paragraph(
            "Which words (columns) each word (row) looks at, in the four heads of both layers and rolled out over both with the way "
            + "around each. Attention says where words look, not what that does to the answer. Each row adds up to 1; a map's brightest "
            + "yellow is its largest weight.");
        page.Pictures(Enumerable.Range(0, Heads).Select(head => Map($"layer 1, head {head + 1}", Head(first, head))));
        page.Pictures(Enumerable.Range(0, Heads).Select(head => Map($"layer 2, head {head + 1}", Head(second, head))));
        page.Pictures(Map("rollout", AttentionRollout.Of([first, second], words.Length)));

        float[] Weights(string stage)
        {
            float[] weights = new float[Heads * words.Length * words.Length];
            explainer.Attention(stage, tokens, words.Length, weights);
            return weights;
        }

        double[] Head(float[] weights, int head) =>
            Array.ConvertAll(weights.AsSpan(head * words.Length * words.Length, words.Length * words.Length).ToArray(), weight =>
                (double)weight);

        Chart Map(string title, double[] weights) => TextCharts.Attention(title, words, words, weights);
    }
}
