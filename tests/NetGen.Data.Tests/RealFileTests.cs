using Xunit;

namespace NetGen.Data.Tests;

public sealed class RealFileTests
{
    [SharedFact("wine-quality/winequality-red.csv")]
    public void Red_wines_have_eleven_features_and_six_qualities()
    {
        string path = SharedFactAttribute.PathOf("wine-quality/winequality-red.csv")!;
        TableData data = CsvData.Read(path, new() { Label = ^1 }, new() { HasHeader = false });
        Assert.Equal((1599, 11), (data.Count, data.FeatureNames.Count));
        Assert.Equal(["3", "4", "5", "6", "7", "8"], data.Classes);
        Assert.Equal([10, 53, 681, 638, 199, 18], data.Classes.Select((_, label) => data.Labels!.Count(other => other == label)));
        Assert.Equal(1599, CsvData.Stream(path, new() { Label = ^1 }, new() { HasHeader = false }).ToDataset().Count);
    }

    [SharedFact("auto-mpg/auto-mpg.data")]
    public void Cars_stand_in_columns_of_blanks_and_six_lack_their_power()
    {
        string path = SharedFactAttribute.PathOf("auto-mpg/auto-mpg.data")!;
        TableOptions options = new() { Targets = ["mpg"], Ignored = ["car_name"] };
        CsvOptions csv = new() { IsBlankSeparated = true };
        DataFormatException thrown = Assert.Throws<DataFormatException>(() => CsvData.Read(path, options, csv));
        Assert.Equal("horsepower", thrown.Column);
        Assert.Equal(392, CsvData.Read(path, options with { Missing = MissingHandling.Skip }, csv).Count);
        TableData kept = CsvData.Read(path, options with { Missing = MissingHandling.Keep }, csv);
        Assert.Equal((398, 6, 7), (kept.Count, kept.Features.Count(float.IsNaN), kept.FeatureNames.Count));
    }

    [SharedFact("sms-spam/SMSSpamCollection")]
    public void Messages_are_read_with_their_quotes()
    {
        string path = SharedFactAttribute.PathOf("sms-spam/SMSSpamCollection")!;
        TextTable table = CsvData.ReadTexts(path, "message", "labels", new() { Separator = '\t', IsQuoted = false });
        Assert.Equal(["ham", "spam"], table.Classes);
        Assert.Equal((5574, 747), (table.Texts.Length, table.Labels.Count(label => label == 1)));
    }
}
