using Samples;
using Tabular.Measuring;
using Tabular.Tables;
using static System.FormattableString;

namespace Tabular;

/// <summary>What a run gave.</summary>
internal sealed record Report
{
    /// <summary>What was learnt from.</summary>
    public required Table Table { get; init; }

    /// <summary>Name of the network among the learners.</summary>
    public required string Network { get; init; }

    /// <summary>Networks whose predictions are averaged.</summary>
    public required int Members { get; init; }

    /// <summary>Parts of the cross-validation.</summary>
    public required int Folds { get; init; }

    /// <summary>Each learner by rows trained on.</summary>
    public required IReadOnlyList<Summary> Summaries { get; init; }

    /// <summary>Seconds of all of it.</summary>
    public required double Seconds { get; init; }

    private IEnumerable<Summary> Whole => Summaries.Where(summary => summary.IsWhole);

    /// <summary>Writes it for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="folder">Where the pictures are.</param>
    public void WriteText(TextWriter writer, string folder)
    {
        writer.WriteLine(Invariant($"{Table.Target}, {Folds} folds, rows dealt at random, equal ones too; the network is {Members} averaged"));
        writer.WriteLine($"{"",-26}{"RMSE",8}{"±",8}{"MAE",8}{"R²",8}{"new rows",10}{"s / fold",10}");
        foreach (Summary one in Whole)
        {
            writer.WriteLine(
                Invariant($"{one.Learner,-26}{one.Score.Rmse,8:0.0000}{one.Deviation,8:0.0000}{one.Score.Mae,8:0.0000}")
                + Invariant($"{one.Score.RSquared,8:0.0000}{one.New,10:0.0000}{one.Seconds,10:0.0}"));
        }

        writer.WriteLine("RMSE by rows trained on");
        foreach (IGrouping<string, Summary> learner in Summaries.GroupBy(summary => summary.Learner))
        {
            writer.WriteLine($"{learner.Key,-26}" + string.Join("   ", learner.OrderBy(one => one.TrainRows)
                .Select(one => Invariant($"{one.TrainRows}: {one.Score.Rmse:0.0000}"))));
        }

        writer.WriteLine(Invariant($"Time      {Seconds:0.0} s"));
        writer.WriteLine($"Pictures  {folder}");
    }

    /// <summary>One JSON object on one line: the network's figures, then each learner's.</summary>
    public string ToJson() => JsonLine.Of(json =>
    {
        Summary network = Whole.First(summary => summary.Learner == Network);
        json.WriteString("dataset", Table.Name);
        json.WriteNumber("rows", Table.Count);
        json.WriteNumber("folds", Folds);
        json.WriteNumber("members", Members);
        Write(network);
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
        json.WriteStartObject("learners");
        foreach (Summary one in Whole)
        {
            json.WriteStartObject(one.Learner);
            Write(one);
            json.WriteStartObject("rmseByRows");
            foreach (Summary part in Summaries.Where(part => part.Learner == one.Learner).OrderBy(part => part.TrainRows))
            {
                json.WriteNumber(Invariant($"{part.TrainRows}"), Math.Round(part.Score.Rmse, 6));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();

        void Write(Summary one)
        {
            json.WriteNumber("rmse", Math.Round(one.Score.Rmse, 6));
            json.WriteNumber("mae", Math.Round(one.Score.Mae, 6));
            json.WriteNumber("r2", Math.Round(one.Score.RSquared, 6));
            if (double.IsFinite(one.New))
            {
                json.WriteNumber("rmseOfNewRows", Math.Round(one.New, 6));
            }
        }
    });
}
