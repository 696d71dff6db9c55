using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Tabular.Features;
using Tabular.Learners;
using Tabular.Tables;

namespace Tabular.Measuring;

/// <summary>
/// Every row is tested on once: the others, or the first of them for a learning curve, are trained on. Rows are dealt to the folds at
/// random, also equal ones, as is usual for these tables.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="learners">What is compared.</param>
/// <param name="folds">Parts.</param>
/// <param name="seed">Of the order of the rows and all that is drawn.</param>
internal sealed class CrossValidation(Table table, IReadOnlyList<Learner> learners, int folds, int seed)
{
    /// <summary>Rows to train on below which nothing is measured.</summary>
    public const int LeastRows = 20;

    private readonly int[] _order = Shuffled(table.Count, seed);
    private readonly float[] _labels = table.Labels;
    private readonly string[] _measured = table.Measured();

    /// <summary>Runs all folds, several at once. What comes out does not depend on how many.</summary>
    /// <param name="halvings">Points of the learning curve below the whole: each of half the rows of the one above.</param>
    /// <param name="threads">So many at once.</param>
    /// <param name="notes">Told of each fold that is done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<Outcome> Run(int halvings, int threads, Action<string> notes, CancellationToken cancellationToken)
    {
        (int Fold, int Halving)[] parts =
        [
            .. from halving in Enumerable.Range(0, halvings + 1)
               from fold in Enumerable.Range(0, folds)
               where halving == 0 || TrainRows(fold, halving).Length >= LeastRows
               select (fold, halving),
        ];
        var outcomes = new Outcome[parts.Length][];
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, parts.Length, options, Run);
        }
        catch (AggregateException failures)
        {
            // The first says what is wrong; the others end for the same reason as a rule.
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return [.. outcomes.SelectMany(part => part)];

        void Run(int i)
        {
            outcomes[i] = [.. Test(parts[i].Fold, parts[i].Halving, cancellationToken)];
            lock (outcomes)
            {
                Outcome last = outcomes[i][^1];
                notes(FormattableString.Invariant(
                    $"fold {last.Fold + 1} of {folds}, {last.TrainRows} rows: RMSE {last.Score.Rmse:0.0000} by {last.Learner}"));
            }
        }
    }

    private IEnumerable<Outcome> Test(int fold, int halving, CancellationToken cancellationToken)
    {
        int[] train = TrainRows(fold, halving), test = [.. _order.Where((_, i) => i % folds == fold)];
        HashSet<string> known = [.. train.Select(row => _measured[row])];
        var context = new MLContext(seed);
        DataFrame trainFrame = table.Rows(train), testFrame = table.Rows(test);
        ITransformer features = FeaturePipeline.Fit(context, table, trainFrame);
        IDataView trainRows = context.Data.Cache(features.Transform(trainFrame)), testRows = features.Transform(testFrame);
        foreach (Learner learner in learners)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var time = Stopwatch.StartNew();
            Func<IDataView, float[]> predict = learner.Fit(context, trainRows, (seed * folds) + fold);
            double seconds = time.Elapsed.TotalSeconds;
            (float Predicted, float True)[] rows = [.. predict(testRows).Select((value, i) => (value, _labels[test[i]]))];
            Score score = Score.Of(rows);
            Score ofNew = Score.Of([.. rows.Where((_, i) => !known.Contains(_measured[test[i]]))]);
            yield return new(learner.Name, fold, halving, train.Length, score, ofNew, seconds)
            {
                Rows = halving == 0 ? rows : [],
                Importance = halving == 0 ? Importance(frame => Rmse(predict(features.Transform(frame)), test), test, score.Rmse) : [],
            };
        }
    }

    /// <summary>
    /// How much worse each column of the table makes it where its values stand in other rows. Breiman 2001, "Random forests".
    /// </summary>
    private (string, double)[] Importance(Func<DataFrame, double> rmse, int[] test, double before) =>
    [
        .. table.Numbers.Append(table.Category).Select(name =>
        {
            DataFrame frame = table.Rows(test);
            frame[name] = table.Rows([.. Shuffled(test.Length, seed + 1).Select(i => test[i])])[name];
            return (name, rmse(frame) - before);
        }),
    ];

    private double Rmse(float[] predicted, int[] test) => Score.Of([.. predicted.Select((value, i) => (value, _labels[test[i]]))]).Rmse;

    /// <summary>The rows of all other folds, halved so many times.</summary>
    private int[] TrainRows(int fold, int halving)
    {
        int[] rows = [.. _order.Where((_, i) => i % folds != fold)];
        return rows[..(rows.Length >> halving)];
    }

    private static int[] Shuffled(int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(order);
        return order;
    }
}
