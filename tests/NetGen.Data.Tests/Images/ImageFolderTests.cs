using Xunit;

namespace NetGen.Data.Tests.Images;

/// <summary>Folders of pictures as a dataset.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void Classes_and_files_are_in_the_order_of_their_characters(string culture)
    {
        using InCulture inCulture = new(culture);
        foreach (string name in new[] { "ı/b.png", "I/A.PNG", "i/c.png", "Z/a.png", "a/Ä.png", "a/z.png", "a/10.png", "a/9.png" })
        {
            _folder.Write(name, Pictures.Plain((byte)name[0], (byte)name[2], 7));
        }

        _folder.Write("a/notes.txt", "no picture");
        _folder.Write("a/.hidden.png", "no picture");
        _folder.Write(".git/x.png", "no picture");
        _folder.Write("list.csv", "no folder");
        LabelledImages images = ImageFolder.Read(_folder.Path, new ImageOptions(2, 2));

        Assert.Equal(["I", "Z", "a", "i", "ı"], images.Classes);
        Assert.Equal(
            ["I/A.PNG", "Z/a.png", "a/10.png", "a/9.png", "a/z.png", "a/Ä.png", "i/c.png", "ı/b.png"],
            images.Files.Select(file => Path.GetRelativePath(_folder.Path, file).Replace('\\', '/')));
        Assert.Empty(images.Skipped);
        int[] labels = new int[8];
        images.Data.ReadLabels([.. Enumerable.Range(0, 8)], labels);
        Assert.Equal([0, 1, 2, 2, 2, 2, 3, 4], labels);
        Assert.Equal((5, new Shape(3, 2, 2)), (images.Data.Classes, images.Data.InputShape));

        float[] values = new float[12];
        images.Data.ReadInputs([3], values);
        Assert.Equal('a' / 255f, values[0], 1e-6f);
        Assert.Equal('9' / 255f, values[4], 1e-6f);
        Assert.Equal(7 / 255f, values[8], 1e-6f);
    }

    [Fact]
    public void The_first_damaged_file_is_named_or_all_are_left_out_and_listed()
    {
        for (int i = 0; i < 40; i++)
        {
            _folder.Write($"{(i < 20 ? "cats" : "dogs")}/{i:00}.png", i is 13 or 14 or 31 ? [1, 2, 3] : Pictures.Plain((byte)i, 0, 0));
        }

        for (int run = 0; run < 5; run++)
        {
            ImageFileException first = Assert.Throws<ImageFileException>(
                () => ImageFolder.Read(_folder.Path, new ImageOptions(4, 4) { Threads = 4 }));
            Assert.EndsWith("13.png", first.FileName, StringComparison.Ordinal);
        }

        LabelledImages images = ImageFolder.Read(_folder.Path, new ImageOptions(4, 4) { SkipsDamaged = true, Scale = 1 });
        Assert.Equal((37, 37), (images.Data.Count, images.Files.Count));
        Assert.Equal(["13.png", "14.png", "31.png"], images.Skipped.Select(skipped => Path.GetFileName(skipped.FileName)));
        float[] values = new float[37 * 48];
        images.Data.ReadInputs([.. Enumerable.Range(0, 37)], values);
        Assert.Equal(
            Enumerable.Range(0, 40).Where(i => i is not (13 or 14 or 31)), Enumerable.Range(0, 37).Select(i => (int)values[i * 48]));
    }

    [Fact]
    public void However_many_threads_decode_the_bytes_are_the_same()
    {
        for (int i = 0; i < 30; i++)
        {
            _folder.Write($"all/{i:00}.png", Pictures.Plain((byte)i, (byte)(2 * i), (byte)(3 * i), 20 + i));
        }

        float[][] values = new float[2][];
        for (int run = 0; run < 2; run++)
        {
            LabelledImages images = ImageFolder.Read(_folder.Path, new ImageOptions(5, 7) { Threads = run == 0 ? 1 : 8 });
            values[run] = new float[30 * 105];
            images.Data.ReadInputs([.. Enumerable.Range(0, 30)], values[run]);
        }

        Assert.Equal(values[0], values[1]);
    }

    [Fact]
    public void A_list_names_files_and_classes_in_its_order()
    {
        _folder.Write("pictures/x.png", Pictures.Plain(1, 0, 0));
        _folder.Write("pictures/y.png", Pictures.Plain(2, 0, 0));
        _folder.Write("pictures/z.png", Pictures.Plain(3, 0, 0));
        string list = _folder.Write("list.csv", "file,kind\nz.png,dog\nx.png,cat\ny.png,dog\n");
        LabelledImages images = ImageFolder.Read(_folder.File("pictures"), list, new ImageOptions(1, 1) { Scale = 1 });
        float[] values = new float[9];
        int[] labels = new int[3];
        images.Data.ReadInputs([0, 1, 2], values);
        images.Data.ReadLabels([0, 1, 2], labels);
        Assert.Equal([3, 1, 2], new[] { values[0], values[3], values[6] });
        Assert.Equal([1, 0, 1], labels);
        Assert.Equal(["cat", "dog"], images.Classes);

        _folder.Write("list.csv", "file,kind\nz.png,dog\nmissing.png,cat\nx.png,cat\n");
        Assert.Contains(
            "missing.png",
            Assert.ThrowsAny<IOException>(() => ImageFolder.Read(_folder.File("pictures"), list, new ImageOptions(1, 1))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_without_classes_or_pictures_are_named()
    {
        Assert.Contains(_folder.Path, Refused(), StringComparison.Ordinal);
        _folder.Write("full/x.png", Pictures.Plain(1, 0, 0));
        Directory.CreateDirectory(_folder.File("empty"));
        Assert.Contains("empty", Refused(), StringComparison.Ordinal);
        using CancellationTokenSource source = new();
        source.Cancel();
        Directory.Delete(_folder.File("empty"));
        Assert.ThrowsAny<OperationCanceledException>(() => ImageFolder.Read(_folder.Path, new ImageOptions(2, 2), source.Token));

        string Refused() => Assert.Throws<ImageFileException>(() => ImageFolder.Read(_folder.Path, new ImageOptions(2, 2))).Message;
    }

    [Fact]
    public void A_stream_has_the_same_pictures_mixed_and_names_the_damaged_one()
    {
        for (int i = 0; i < 50; i++)
        {
            _folder.Write($"{(i < 25 ? "cats" : "dogs")}/{i:00}.png", Pictures.Plain((byte)i, 0, 0));
        }

        StreamedImages images = ImageFolder.Stream(_folder.Path, new ImageOptions(2, 2) { Scale = 1, Threads = 2 }, seed: 3);
        Assert.Equal(50, images.Data.Count);
        (int First, int Label)[] once = Read(images.Data);
        Assert.Equal(once, Read(images.Data));
        Assert.Equal(Enumerable.Range(0, 50), once.Select(sample => sample.First).Order());
        Assert.All(once, sample => Assert.Equal(sample.First < 25 ? 0 : 1, sample.Label));
        Assert.InRange(once.Take(25).Count(sample => sample.Label == 0), 6, 19);

        _folder.Write("dogs/30.png", "damaged");
        ImageFileException error = Assert.Throws<ImageFileException>(() => Read(images.Data));
        Assert.EndsWith("30.png", error.FileName, StringComparison.Ordinal);
        images = ImageFolder.Stream(_folder.Path, new ImageOptions(2, 2) { SkipsDamaged = true });
        Assert.Equal(49, Read(images.Data).Length);

        static (int First, int Label)[] Read(DataStream stream)
        {
            Dataset all = stream.ToDataset();
            float[] values = new float[all.Count * 12];
            int[] labels = new int[all.Count];
            all.ReadInputs([.. Enumerable.Range(0, all.Count)], values);
            all.ReadLabels([.. Enumerable.Range(0, all.Count)], labels);
            return [.. labels.Select((label, i) => ((int)values[i * 12], label))];
        }
    }
}
