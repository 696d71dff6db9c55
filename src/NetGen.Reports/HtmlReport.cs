using System.Numerics;
using System.Text;
using NetGen.Reports.Html;

namespace NetGen.Reports;

/// <summary>
/// What a training did, as one HTML file without scripts or anything from elsewhere: curves, the confusion matrix, the worst mistakes with
/// their pictures, the network, the settings and the versions. Light or dark, as the reader's system is.
/// </summary>
/// <typeparam name="T">The network's number type.</typeparam>
/// <param name="Network">The trained network.</param>
public sealed record HtmlReport<T>(Network<T> Network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The headline; the network's name where it is null.</summary>
    public string? Title { get; init; }

    /// <summary>The epochs of the run; <see cref="HtmlReportCallback{T}"/> gives those of its own.</summary>
    public History History { get; init; } = new();

    /// <summary>Samples that the network is judged by; none where it is null.</summary>
    public Dataset? Data { get; init; }

    /// <summary>How it was trained; left out where it is null.</summary>
    public Trainer<T>? Trainer { get; init; }

    /// <summary>Names of the classes in order; their numbers where it is null.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The stage whose output is judged; the first one with a target where it is null.</summary>
    public string? Stage { get; init; }

    /// <summary>Most mistakes that are shown.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int MostMistakes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MostMistakes));
            field = value;
        }
    }
    = 24;

    /// <summary>What else should stand among the settings: names and values.</summary>
    public IReadOnlyList<(string Name, string Value)> Remarks { get; init; } = [];

    /// <summary>When the report was made.</summary>
    public DateTimeOffset Made { get; init; } = DateTimeOffset.Now;

    /// <summary>Loss and learning rate by step.</summary>
    internal StepCurve? Curve { get; init; }

    /// <summary>Steps of an epoch of <see cref="Curve"/>.</summary>
    internal int StepsPerEpoch { get; init; } = 1;

    /// <summary>Why the run ended early; null where it did not.</summary>
    internal string? End { get; init; }

    /// <summary>Writes the report in UTF-8, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="ArgumentException">The data, the stage or the class names do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network is at work on another thread.</exception>
    /// <exception cref="IOException">The file cannot be written; an existing one stays as it was.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] text = Encoding.UTF8.GetBytes(ToHtml());
        AtomicFile.Write(path, stream => stream.Write(text));
    }

    /// <summary>The text of the file.</summary>
    /// <exception cref="ArgumentException">The data, the stage or the class names do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network is at work on another thread.</exception>
    public string ToHtml() => Page.Write(this, Data is null ? null : Judgement<T>.Of(this, Data));
}
