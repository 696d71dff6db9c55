using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Flashcards;
using NetGen.Benchmarks.ByHand;

namespace NetGen.Benchmarks;

/// <summary>Times an epoch of the sample Flashcards: a recurrence of scalar formulas, with its gradient.</summary>
internal static class FlashcardsBenchmark
{
    private const int Cards = 10_000, UsualBatch = 512;

    /// <summary>Prints a line for each who does it.</summary>
    /// <param name="batch">Cards of a step; 0 for the usual.</param>
    /// <param name="seconds">How long each is timed.</param>
    /// <param name="peer">PyTorch's script, or null.</param>
    /// <param name="json">One JSON object a line.</param>
    public static void Run(int batch, double seconds, string? peer, bool json)
    {
        batch = batch > 0 ? batch : UsualBatch;
        CardHistories cards = Learner.Study(Cards, new Random(1));
        foreach (int threads in Machine.ThreadCounts)
        {
            Output.Row(Generated(cards, batch, threads, seconds), json);
            MemoryTraining training = new(cards, batch, threads);
            Output.Row(Measure("by hand", training.Epoch, batch, threads, seconds), json);
        }

        if (peer is not null)
        {
            Output.Row(Torch(peer, cards, batch, seconds), json);
        }
    }

    private static FlashcardsRow Generated(CardHistories cards, int batch, int threads, double seconds)
    {
        using MemoryModel.Trainer trainer = new MemoryModel(seed: 1).CreateTrainer(
            new Adam(MemoryTraining.LearningRate), batch, new TrainerOptions { Threads = threads });
        int counted = cards.Counted;
        return Measure("NetGen", Epoch, batch, trainer.Threads, seconds);

        double Epoch()
        {
            double loss = 0;
            for (int first = 0; first < cards.Count; first += batch)
            {
                int count = Math.Min(batch, cards.Count - first), places = count * CardHistories.Length;
                loss += places * trainer.Step(
                    cards.Reviews.AsSpan(2 * first * CardHistories.Length, 2 * places),
                    cards.Targets.AsSpan(first * CardHistories.Length, places)).Loss;
            }

            return loss / counted;
        }
    }

    /// <param name="epoch">Trains an epoch more and gives its loss.</param>
    private static FlashcardsRow Measure(string who, Func<double> epoch, int batch, int threads, double seconds)
    {
        double loss = epoch();
        Timing timing = Timing.Of(() => epoch(), seconds);
        return new(who, batch, threads, Math.Round(timing.Milliseconds, 3), Math.Round(timing.Fastest, 3), Math.Round(loss, 5));
    }

    private static FlashcardsRow Torch(string script, CardHistories cards, int batch, double seconds)
    {
        string data = Path.GetTempFileName();
        try
        {
            using (FileStream file = File.Create(data))
            {
                float[][] parts = [MemoryTraining.Start, MemoryTraining.Min, MemoryTraining.Max, cards.Reviews, cards.Targets];
                foreach (float[] numbers in parts)
                {
                    file.Write(MemoryMarshal.AsBytes<float>(numbers));
                }
            }

            (int code, string output, string error) = PeerScripts.Execute(
                PeerScripts.Python,
                [
                    script, data, "--batch", Text(batch), "--threads", Text(Machine.ThreadCounts[^1]), "--seconds", Text(seconds),
                    "--rate", Text(MemoryTraining.LearningRate),
                ]);
            return code == 0
                ? JsonSerializer.Deserialize<FlashcardsRow>(output, JsonSerializerOptions.Web)!
                : throw new Samples.SampleException($"{script} ended with code {code}: {error.Trim()}");
        }
        finally
        {
            File.Delete(data);
        }
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    /// <param name="Who">Whose epoch it is.</param>
    /// <param name="Batch">Cards of a step.</param>
    /// <param name="Threads">That took part.</param>
    /// <param name="EpochMs">The median.</param>
    /// <param name="FastestMs">The shortest.</param>
    /// <param name="Loss">Of the first epoch, the mean of a review: the same for all who compute the same.</param>
    private sealed record FlashcardsRow(string Who, int Batch, int Threads, double EpochMs, double FastestMs, double Loss)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Who,-11} batch {Batch,4}  cpu × {Threads}  {Cards:N0} cards {EpochMs,9:F2} ms ({FastestMs:F2} at best)  loss {Loss:F5}");
    }
}
