using System.Net;
using Digits;
using Samples;
using Samples.Data;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Tests.Samples;

/// <summary>Where the digits program takes its digits from, and the ones it draws.</summary>
public sealed class DigitDataTests(ITestOutputHelper log) : IDisposable
{
    private readonly DigitFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void TheSameSeedDrawsTheSameDigits()
    {
        DigitImages first = SyntheticDigits.Draw(50, seed: 5), again = SyntheticDigits.Draw(50, seed: 5);
        DigitImages other = SyntheticDigits.Draw(50, seed: 6);

        Assert.Equal(first.Pixels, again.Pixels);
        Assert.Equal(first.Labels, again.Labels);
        Assert.NotEqual(first.Pixels, other.Pixels);
    }

    [Fact]
    public void DrawnDigitsAreBalancedInkedAndVaried()
    {
        DigitImages digits = SyntheticDigits.Draw(500, seed: 3);

        Assert.All(Enumerable.Range(0, 10), digit => Assert.Equal(50, digits.Labels.Count(label => label == digit)));
        byte[][] pictures = [.. digits.Pixels.Chunk(SyntheticDigits.Pixels)];
        Assert.All(pictures, picture => Assert.InRange(picture.Count(pixel => pixel > 128), 15, 350));
        Assert.Equal(500, pictures.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public async Task TheFolderAskedForComesBeforeTheEnvironmentsFolder()
    {
        using DigitFiles environment = new();
        environment.WriteDigits(train: 30, test: 10);
        _files.WriteDigits(train: 20, test: 10);
        var source = new DigitSource(environment.Path, "nowhere", new MnistDownload(new Offline()));

        Assert.Equal(20, (await source.LoadAsync(_files.Path, TextWriter.Null, default)).Train.Count);
        Assert.Equal(30, (await source.LoadAsync(null, TextWriter.Null, default)).Train.Count);
    }

    [Fact]
    public async Task AMissingFileInTheEnvironmentsFolderIsAnErrorThatNamesBoth()
    {
        var source = new DigitSource(_files.Path, "nowhere", new MnistDownload(new Offline()));

        var exception = await Assert.ThrowsAsync<SampleException>(() => source.LoadAsync(null, TextWriter.Null, default));

        Assert.Contains("NETGEN_DATA", exception.Message, StringComparison.Ordinal);
        Assert.Contains("idx", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheOlderNamesAndANestedFolderAreFound()
    {
        Directory.CreateDirectory(_files.File("mnist"));
        _files.WriteDigits(20, 10, name => Path.Combine("mnist", name.Replace("-idx", ".idx", StringComparison.Ordinal)));

        DigitData data = DigitData.Read(_files.Path);

        Assert.Equal((20, 10), (data.Train.Count, data.Test.Count));
    }

    [Fact]
    public async Task OfflineItDrawsAndSaysSoInOneLine()
    {
        using StringWriter notes = new();

        DigitData data = await Source(new Offline()).LoadAsync(null, notes, default);

        Assert.Equal(("drawn", 12_000, 2_000), (data.Name, data.Train.Count, data.Test.Count));
        string line = Assert.Single(Lines(notes), line => line.Contains("drawn by code", StringComparison.Ordinal));
        Assert.Contains(Offline.Reason, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNotTheRightOneIsNeitherUsedNorKept()
    {
        var mirrors = new Mirrors(_ => new HttpResponseMessage { Content = new ByteArrayContent([1, 2, 3]) });
        using StringWriter notes = new();

        DigitData data = await Source(mirrors).LoadAsync(null, notes, default);

        Assert.Equal("drawn", data.Name);
        Assert.Contains("SHA-256", notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(MnistDownload.Mirrors.Select(mirror => mirror.Host), mirrors.Asked.Select(address => address.Host));
        Assert.Empty(Directory.GetFiles(_files.File("cache")));
    }

    [Fact]
    public async Task TheSecondMirrorServesWhereTheFirstFailsAndTheCacheServesAfterwards()
    {
        if (RealData.Folder("mnist") is not string real)
        {
            log.WriteLine("No MNIST on this machine: not tested.");
            return;
        }

        var mirrors = new Mirrors(address => address.Host == MnistDownload.Mirrors[0].Host
            ? new HttpResponseMessage(HttpStatusCode.InternalServerError)
            : new HttpResponseMessage
            {
                Content = new ByteArrayContent(File.ReadAllBytes(Path.Combine(real, Path.GetFileName(address.AbsolutePath)))),
            });

        DigitData downloaded = await Source(mirrors).LoadAsync(null, TextWriter.Null, default);
        Assert.Equal(("mnist", 60_000, 10_000), (downloaded.Name, downloaded.Train.Count, downloaded.Test.Count));
        Assert.Equal(1 + MnistFile.All.Count, mirrors.Asked.Count);

        using StringWriter notes = new();
        DigitData cached = await Source(new Offline()).LoadAsync(null, notes, default);
        Assert.Equal("mnist", cached.Name);
        Assert.Equal("", notes.ToString());
    }

    [Fact]
    public async Task ACancelledDownloadIsNotReplacedByDrawnDigits()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Source(new Offline()).LoadAsync(null, TextWriter.Null, cancelled.Token));
    }

    private DigitSource Source(HttpMessageHandler handler) => new(null, _files.File("cache"), new MnistDownload(handler));

    private static string[] Lines(StringWriter text) => text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private sealed class Mirrors(Func<Uri, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<Uri> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!);
            return Task.FromResult(answer(request.RequestUri!));
        }
    }
}

/// <summary>A network without a connection.</summary>
internal sealed class Offline : HttpMessageHandler
{
    public const string Reason = "no route to anywhere";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        throw new HttpRequestException(Reason);
    }
}

/// <summary>Real data sets, where this machine has them.</summary>
internal static class RealData
{
    /// <summary>Folder of a data set below NETGEN_DATA or a folder shared/data near the repository; null where absent.</summary>
    public static string? Folder(string name)
    {
        IEnumerable<string> roots = [];
        if (Environment.GetEnvironmentVariable("NETGEN_DATA") is { Length: > 0 } root)
        {
            roots = [root, Path.Combine(root, name)];
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            roots = roots.Append(Path.Combine(folder.FullName, "shared", "data", name));
        }

        return roots.FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, MnistFile.TrainImages.PackedName)));
    }
}
