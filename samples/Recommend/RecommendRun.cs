using System.Diagnostics;
using System.Globalization;
using NetGen;
using Samples;

namespace Recommend;

/// <summary>One run: read or draw the ratings, train, rank, draw, report.</summary>
internal static class RecommendRun
{
    private const float LearningRate = 3e-3f, WeightDecay = 0.05f;

    /// <summary>Runs as the options say.</summary>
    /// <exception cref="SampleException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(RunOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter notes = options.Json ? error : output;
        string picture = SampleOptions.CheckTarget(options.Picture, "--picture");
        SampleOptions.CheckThreads();
        Ratings ratings = options.Data is null ? DrawnRatings.Draw() : MovieLens.Read(options.Data);
        var network = new Recommender(options.Seed);
        await notes.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{network.ParameterCount:N0} parameters; {ratings.Name}: {ratings.Users:N0} users, {ratings.Items:N0} items, "
                + $"{ratings.Edges.Count:N0} ratings to train on, one of each user to test on")).ConfigureAwait(false);

        var time = Stopwatch.StartNew();
        double loss = Train(network, ratings, options, notes, cancellationToken);
        TimeSpan trained = time.Elapsed;
        float[] popularity = Array.ConvertAll(ratings.Popularity(), count => (float)count);
        var report = new Report
        {
            Dataset = ratings.Name,
            Users = ratings.Users,
            Items = ratings.Items,
            Ratings = ratings.Edges.Count,
            Network = RankedLists.Of(ratings, new ItemScores(network, ratings.Items).Of),
            Popularity = RankedLists.Of(ratings, _ => popularity),
            Truth = ratings.Truth is null ? null : RankedLists.Of(ratings, ratings.Truth),
            Loss = loss,
            Epochs = options.Epochs,
            Seconds = trained.TotalSeconds,
            Parameters = network.ParameterCount,
        };
        HitRatePicture.Save(picture, report);
        report.WriteText(notes, picture);
        if (options.Json)
        {
            await output.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
        }
    }

    /// <summary>Trains on other unrated items in each epoch.</summary>
    /// <returns>The loss of the last.</returns>
    private static double Train(
        Recommender network, Ratings ratings, RunOptions options, TextWriter notes, CancellationToken cancellationToken)
    {
        var trainerOptions = new TrainerOptions { Threads = options.Threads, Seed = options.Seed, PlannedEpochs = options.Epochs };
        using Recommender.Trainer trainer = network.CreateTrainer(
            new AdamW(LearningRate, weightDecay: WeightDecay) { Schedule = new CosineDecay() }, options.Batch, trainerOptions);
        double loss = 0;
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            Dataset pairs = TrainingPairs.Draw(ratings, options.Negatives, unchecked((options.Seed * 1_000_003) + epoch));
            loss = trainer.Fit(pairs, epochs: 1, cancellationToken: cancellationToken).Last.Loss;
            notes.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}/{options.Epochs}  loss {loss:0.0000}"));
        }

        return loss;
    }
}
