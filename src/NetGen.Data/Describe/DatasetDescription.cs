using System.Text;
using NetGen.Data.Html;

namespace NetGen.Data;

/// <summary>What data looks like: <see cref="object.ToString"/> is a table for the terminal, <see cref="SaveHtml"/> draws it.</summary>
public sealed record DatasetDescription
{
    /// <summary>"6497 samples of 12, 7 classes".</summary>
    public required string Title { get; init; }

    /// <summary>Samples there are.</summary>
    public required int Samples { get; init; }

    /// <summary>Samples that were looked at: at most <see cref="DescribeOptions.MostSamples"/>.</summary>
    public required int Seen { get; init; }

    /// <summary>Values of a sample that are not described: those behind <see cref="DescribeOptions.MostFeatures"/>.</summary>
    public int FeaturesLeftOut { get; init; }

    /// <summary>The numbers of a sample; empty for images and tokens.</summary>
    public IReadOnlyList<FeatureDescription> Features { get; init; } = [];

    /// <summary>What is to be learnt, where it is a number.</summary>
    public FeatureDescription? Target { get; init; }

    /// <summary>Classes, and how many samples (or positions of samples) have each; empty where the target is no class.</summary>
    public IReadOnlyList<(string Name, int Count)> Classes { get; init; } = [];

    /// <summary>Of images.</summary>
    public PictureDescription? Pictures { get; init; }

    /// <summary>Of tokens.</summary>
    public TokenDescription? Tokens { get; init; }

    /// <summary>A table with little histograms, on many lines.</summary>
    public override string ToString() => DescriptionText.Write(this);

    /// <summary>One page without scripts or further files, with drawings.</summary>
    public string ToHtml() => DescriptionPage.Write(this);

    /// <summary>Writes the page in UTF-8, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; an existing one stays as it was.</exception>
    public void SaveHtml(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] text = Encoding.UTF8.GetBytes(ToHtml());
        AtomicFile.Write(path, stream => stream.Write(text));
    }
}
