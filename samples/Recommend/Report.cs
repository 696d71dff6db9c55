using System.Globalization;
using Samples;

namespace Recommend;

/// <summary>What a run gave.</summary>
internal sealed record Report
{
    /// <summary>Items of a list that is shown to a user.</summary>
    public const int Length = 10;

    /// <summary>Name of the data.</summary>
    public required string Dataset { get; init; }

    /// <summary>Number of users.</summary>
    public required int Users { get; init; }

    /// <summary>Number of items.</summary>
    public required int Items { get; init; }

    /// <summary>Ratings trained on.</summary>
    public required int Ratings { get; init; }

    /// <summary>Lists by the network.</summary>
    public required RankedLists Network { get; init; }

    /// <summary>The same list for all: the items by their number of ratings.</summary>
    public required RankedLists Popularity { get; init; }

    /// <summary>Lists by what the ratings were drawn from; null where that is not known.</summary>
    public required RankedLists? Truth { get; init; }

    /// <summary>Mean loss of the last epoch.</summary>
    public required double Loss { get; init; }

    /// <summary>Passes over the ratings.</summary>
    public required int Epochs { get; init; }

    /// <summary>Seconds that the training took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Values that training changed.</summary>
    public required long Parameters { get; init; }

    /// <summary>Writes it for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="picture">Where the picture is.</param>
    public void WriteText(TextWriter writer, string picture)
    {
        Line("", $"hit rate at 10  NDCG at 10");
        Lists("Network", Network);
        Lists("Most popular", Popularity);
        if (Truth is not null)
        {
            Lists("Best possible", Truth);
        }

        Line("Chance", $"{(double)Length / Items,14:0.000}");
        Line("Time", $"{Seconds:0.0} s");
        Line("Picture", $"{picture}");

        void Lists(string name, RankedLists lists) => Line(name, $"{lists.HitRate(Length),14:0.000}  {lists.Ndcg(Length),10:0.000}");

        void Line(string name, FormattableString value) =>
            writer.WriteLine($"{name,-16}{value.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>One JSON object on one line.</summary>
    public string ToJson() => JsonLine.Of(json =>
    {
        json.WriteString("dataset", Dataset);
        json.WriteNumber("users", Users);
        json.WriteNumber("items", Items);
        json.WriteNumber("ratings", Ratings);
        json.WriteNumber("hitRate", Math.Round(Network.HitRate(Length), 6));
        json.WriteNumber("ndcg", Math.Round(Network.Ndcg(Length), 6));
        json.WriteNumber("popularityHitRate", Math.Round(Popularity.HitRate(Length), 6));
        json.WriteNumber("popularityNdcg", Math.Round(Popularity.Ndcg(Length), 6));
        if (Truth is not null)
        {
            json.WriteNumber("bestHitRate", Math.Round(Truth.HitRate(Length), 6));
        }

        json.WriteNumber("loss", Math.Round(Loss, 6));
        json.WriteNumber("epochs", Epochs);
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
        json.WriteNumber("parameters", Parameters);
    });
}
