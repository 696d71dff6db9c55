using NetGen;

namespace Samples.Data;

/// <summary>What to train and to test on.</summary>
/// <param name="Name">"mnist", "drawn", or the name of the folder it came from.</param>
/// <param name="Train">Training digits, 1×28×28.</param>
/// <param name="Test">Digits never trained on, 1×28×28.</param>
internal sealed record DigitData(string Name, Dataset Train, Dataset Test)
{
    private const int DrawnForTraining = 12_000;
    private const int DrawnForTest = 2_000;

    // Drawn data is the same in every run: --seed is about the training, and two runs stay comparable.
    private const int DrawnSeed = 20_240_229;

    /// <summary>The first digits of each part, at most <paramref name="limit"/>.</summary>
    public DigitData Take(int limit) => this with { Train = Train.Take(limit), Test = Test.Take(limit) };

    /// <summary>
    /// Reads the folder asked for. Where none was, draws digits by code, and says so on <paramref name="notes"/>.
    /// </summary>
    /// <param name="folder">The folder asked for by <c>--data</c>, or null.</param>
    /// <param name="notes">Gets a line where digits are drawn.</param>
    /// <exception cref="SampleException">The folder is missing or lacks a file.</exception>
    /// <exception cref="IOException">A file is damaged or cannot be read.</exception>
    public static DigitData ReadOrDraw(string? folder, TextWriter notes)
    {
        if (folder is not null)
        {
            return ReadNamed(folder, "--data");
        }

        notes.WriteLine("No --data DIR was given: using digits drawn by code.");
        return Draw();
    }

    /// <summary>Reads a folder that the user named.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="origin">Where they named it, for the error.</param>
    /// <exception cref="SampleException">The folder is missing or lacks a file.</exception>
    /// <exception cref="IOException">A file is damaged or cannot be read.</exception>
    public static DigitData ReadNamed(string folder, string origin)
    {
        if (!Directory.Exists(folder))
        {
            throw new SampleException($"{origin}: there is no folder '{folder}'.");
        }

        try
        {
            return Read(folder);
        }
        catch (SampleException exception)
        {
            throw new SampleException($"{origin}: {exception.Message}");
        }
    }

    /// <summary>Reads the four files in the folder, or in a folder "mnist" within it.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="SampleException">A file is missing, or the pictures are not digits of 28×28 pixels.</exception>
    /// <exception cref="IOException">A file is damaged or cannot be read.</exception>
    public static DigitData Read(string folder)
    {
        string nested = Path.Combine(folder, "mnist");
        if (!Holds(folder) && Holds(nested))
        {
            folder = nested;
        }

        string trainLabels = Find(MnistFile.TrainLabels);
        Dataset train = Check(IdxReader.ReadDataset(Find(MnistFile.TrainImages), trainLabels), MnistFile.TrainImages);
        Dataset test = Check(IdxReader.ReadDataset(Find(MnistFile.TestImages), Find(MnistFile.TestLabels)), MnistFile.TestImages);
        string name = MnistFile.TrainLabels.Matches(trainLabels) ? "mnist" : new DirectoryInfo(folder).Name;
        return new DigitData(name, train, test);

        string Find(MnistFile file) => file.FindIn(folder)
            ?? throw new SampleException($"{Path.GetFullPath(folder)} holds no {file.Name}, packed (.gz) or not.");

        Dataset Check(Dataset dataset, MnistFile file) =>
            dataset.InputShape is [1, SyntheticDigits.Size, SyntheticDigits.Size] && dataset.Classes <= 10
                ? dataset
                : throw new SampleException($"{Find(file)} holds {dataset}; the networks read 1×28×28 and 10 classes.");
    }

    /// <summary>Whether a folder has all four files.</summary>
    public static bool Holds(string folder) => MnistFile.All.All(file => file.FindIn(folder) is not null);

    /// <summary>The numbers of those samples of a part that show one of some digits.</summary>
    public static int[] Showing(Dataset part, params ReadOnlySpan<int> digits)
    {
        int[] all = [.. Enumerable.Range(0, part.Count)], labels = new int[part.Count], sought = [.. digits];
        part.ReadLabels(all, labels);
        return Array.FindAll(all, i => sought.Contains(labels[i]));
    }

    /// <summary>Digits drawn by code.</summary>
    public static DigitData Draw()
    {
        var shape = new Shape(1, SyntheticDigits.Size, SyntheticDigits.Size);
        DigitImages train = SyntheticDigits.Draw(DrawnForTraining, DrawnSeed);
        DigitImages test = SyntheticDigits.Draw(DrawnForTest, DrawnSeed + 1);
        return new DigitData(
            "drawn", Dataset.FromImages(train.Pixels, train.Labels, shape), Dataset.FromImages(test.Pixels, test.Labels, shape));
    }
}
