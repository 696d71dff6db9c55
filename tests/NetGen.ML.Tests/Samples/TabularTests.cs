using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Samples;
using Tabular;
using Tabular.Features;
using Tabular.Learners;
using Tabular.Measuring;
using Tabular.Pictures;
using Tabular.Tables;
using Xunit;

namespace NetGen.ML.Tests.Samples;

public sealed class TabularTests : IDisposable
{
    private const string Red = "7.4,0.7,0,1.9,0.076,11,34,100369,3.51,0.56,9.4,5\n",
        White = "7,1185,0.36,20.7,0.045,45,170,1001,3,0.45,973333333333333,6\n";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void WinesGetTheirDecimalPointsBack(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new(culture);
        try
        {
            Write("winequality-red.csv", "\uFEFF" + Red + "\n");
            Write("winequality-white.csv", White);
            Table wines = WineQuality.Read(_folder);
            Assert.Equal([5f, 6f], wines.Labels);
            Assert.Equal([1.00369f, 1.001f], Numbers(wines, "density"));
            Assert.Equal([0.7f, 1.185f], Numbers(wines, "volatile acidity"));
            Assert.Equal([9.4f, 9.73333333333333f], Numbers(wines, "alcohol"));
            Assert.Equal("4 numbers had lost their decimal point", Assert.Single(wines.Cleaned));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void CarsMayLackTheirHorsepowerOnly()
    {
        Write(
            "auto-mpg.data",
            "mpg cylinders\tdisplacement\thorsepower\tweight\tacceleration\tmodel_year\torigin\tcar_name\n"
            + "25.0   4   98.00      ?          2046.      19.0   71  1\t\"ford pinto\"\n\n29 4 90. 70. 1937 14.2 76 2\t\"vw rabbit\"\n");
        Table cars = AutoMpg.Read(_folder);
        Assert.Equal([float.NaN, 70], Numbers(cars, "horsepower"));
        Assert.Equal(["ford", "volkswagen"], cars.Frame["maker"].Cast<string>());

        Write("auto-mpg.data", "29 4 90. 70. ? 14.2 76 2\t\"vw rabbit\"\n");
        SampleException wrong = Assert.Throws<SampleException>(() => AutoMpg.Read(_folder));
        Assert.EndsWith("auto-mpg.data, line 1, column 5: '?' is no number.", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WinesMayHaveAHeaderAndSemicolons()
    {
        string header = string.Join(';', Enumerable.Range(0, 12).Select(i => $"\"column {i}\"")) + "\n";
        Write("winequality-red.csv", header + Red.Replace(',', ';'));
        Write("winequality-white.csv", White);
        Assert.Equal([5f, 6f], WineQuality.Read(_folder).Labels);

        // A damaged first line is none.
        Write("winequality-red.csv", "x" + Red);
        SampleException wrong = Assert.Throws<SampleException>(() => WineQuality.Read(_folder));
        Assert.EndsWith("line 1, column 1: 'x7.4' is no number.", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATableThatIsTooSmallIsRefused()
    {
        Directory.CreateDirectory(Path.Join(_folder, "wine-quality"));
        Write("wine-quality/winequality-red.csv", Red);
        Write("wine-quality/winequality-white.csv", White);
        using StringWriter output = new(), error = new();
        int code = await Program.RunAsync(
            ["--data", _folder, "--out", Path.Join(_folder, "out")], output, error, CancellationToken.None);
        Assert.Equal(1, code);
        Assert.Contains("2 rows, too few for 5 folds", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ALineOfOtherLengthIsNamed()
    {
        Write("winequality-red.csv", Red + "1,2,3\n");
        SampleException wrong = Assert.Throws<SampleException>(() => WineQuality.Read(_folder));
        Assert.EndsWith("winequality-red.csv, line 2: 12 fields are needed, not 3.", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FeaturesAreLearntFromTheRowsToTrainOn()
    {
        Table cars = Cars(60);
        MLContext context = new(1);
        int[] train = [.. Enumerable.Range(0, 40)];
        ITransformer features = FeaturePipeline.Fit(context, cars, cars.Rows(train));
        float[] last = features.Transform(cars.Rows([41])).GetColumn<float[]>(FeaturePipeline.Simple).Single();
        string maker = (string)cars.Frame["maker"][41];
        Assert.Equal(train.Count(row => (string)cars.Frame["maker"][row] == maker), last[^1]);
    }

    [Fact]
    public void EveryRowIsTestedOnceWhateverTheThreads()
    {
        Table cars = Cars(100);
        CrossValidation validation = new(cars, [ClassicalLearner.LightGbm, new NetworkLearner("network", 1, 20, default)], 4, seed: 1);
        IReadOnlyList<Outcome> one = validation.Run(1, 1, _ => { }, default), two = validation.Run(1, 2, _ => { }, default);
        Assert.Equal(one.Select(fold => fold.Score), two.Select(fold => fold.Score));
        foreach (IGrouping<string, Outcome> learner in one.Where(fold => fold.Halving == 0).GroupBy(fold => fold.Learner))
        {
            Assert.Equal(cars.Labels.Order(), learner.SelectMany(fold => fold.Rows).Select(row => row.True).Order());
        }

        Assert.Equal([37, 75], Summary.Of(one).Where(part => part.Learner == "network").Select(part => part.TrainRows).Order());
        Assert.All(Summary.Of(one).Where(part => part.IsWhole), part => Assert.True(part.Score.RSquared > 0.5, $"{part}"));
    }

    [Fact]
    public void AnAdditiveModelIsTheMeanAndWhatEachColumnAdds()
    {
        Table cars = Cars(200);
        float[] rows = cars.Known();
        int columns = cars.Numbers.Count;
        AdditiveModel model = AdditiveModel.Fit(rows, cars.Labels, columns, epochs: 60, seed: 1);
        float[] adds = model.Shapes(rows), foreseen = model.Predict(rows);

        double[] sums = [.. adds.Chunk(columns).Select(row => row.Sum(value => (double)value))];
        double start = foreseen[0] - sums[0];
        Assert.All(sums.Zip(foreseen), pair => Assert.Equal(start + pair.First, pair.Second, 1e-3));
        Assert.Equal(0, sums.Average(), 1e-3);

        // A column adds what its own value says, whatever the others are.
        float[] moved = [.. rows];
        moved[0] = rows[columns];
        Assert.Equal(adds[1..columns], model.Shapes(moved)[1..columns]);
        Assert.Equal(adds[columns], model.Shapes(moved)[0], 1e-5);
        Assert.True(Score.Of([.. foreseen.Zip(cars.Labels)]).RSquared > 0.8);
        ShapePage.Save(Path.Join(_folder, "additive.html"), cars, rows, model);
        Assert.Equal(columns, File.ReadAllText(Path.Join(_folder, "additive.html")).Split("<figure").Length - 1);
    }

    [Fact]
    public async Task AFolderThatIsMissingIsSaid()
    {
        StringWriter error = new();
        Assert.Equal(1, await Program.RunAsync(["--data", _folder], TextWriter.Null, error, default));
        Assert.Contains("there is no folder", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Cars whose consumption follows from weight and year.</summary>
    private Table Cars(int count)
    {
        Random random = new(1);
        Write("auto-mpg.data", string.Concat(Enumerable.Range(0, count).Select(i =>
        {
            int weight = random.Next(1600, 5000), year = random.Next(70, 83), power = random.Next(50, 200);
            double mpg = Math.Round((60_000.0 / weight) + ((year - 70) * 0.5), 2);
            string maker = i % 3 == 0 ? "ford" : "fiat";
            return FormattableString.Invariant($"{mpg} {4 + (2 * (i % 3))} {weight / 20} {power} {weight} {random.Next(10, 20)} ")
                + FormattableString.Invariant($"{year} {1 + (i % 3)}\t\"{maker} x\"\n");
        })));
        return AutoMpg.Read(_folder);
    }

    private static IEnumerable<float> Numbers(Table table, string column) => table.Frame[column].Cast<float>();

    private void Write(string name, string text) => File.WriteAllText(Path.Join(_folder, name), text);
}
