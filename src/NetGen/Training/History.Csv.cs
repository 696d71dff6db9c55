using System.Buffers;
using System.Globalization;
using System.Text;

namespace NetGen;

/// <content>As comma-separated values.</content>
public sealed partial class History
{
    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n");

    /// <summary>
    /// A table (RFC 4180): a line of names, then one for each epoch. Each of several losses has a column of its own behind their sum, as
    /// has each metric. What an epoch does not have is empty; numbers have all their digits and do not depend on the culture.
    /// </summary>
    public string ToCsv()
    {
        List<(string Name, Func<EpochMetrics, double?> Of)> columns =
        [
            ("epoch", epoch => epoch.Epoch),
            ("loss", epoch => epoch.Loss),
            .. Columns("loss ", epoch => epoch.Losses.Count > 1 ? epoch.Losses : null),
            ("accuracy", epoch => epoch.Accuracy),
            ("validation loss", epoch => epoch.ValidationLoss),
            .. Columns("validation loss ", epoch => epoch.ValidationLosses?.Count > 1 ? epoch.ValidationLosses : null),
            ("validation accuracy", epoch => epoch.ValidationAccuracy),
            .. Columns("validation ", epoch => epoch.ValidationMetrics),
            ("seconds", epoch => epoch.Seconds),
            ("samples per second", epoch => epoch.SamplesPerSecond),
            ("learning rate", epoch => epoch.LearningRate),
        ];
        StringBuilder text = new();
        text.AppendJoin(',', columns.Select(column => Quoted(column.Name))).Append('\n');
        foreach (EpochMetrics epoch in _epochs)
        {
            text.AppendJoin(',', columns.Select(column => column.Of(epoch)?.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Writes <see cref="ToCsv"/> to a file in UTF-8, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">It cannot be written; an existing file stays as it was.</exception>
    public void SaveCsv(string path) => Save(path, ToCsv());

    private static void Save(string path, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>A column for each name that any epoch has.</summary>
    private IEnumerable<(string Name, Func<EpochMetrics, double?> Of)> Columns(string before, Func<EpochMetrics, NamedValues?> values) =>
        _epochs.SelectMany(epoch => values(epoch)?.Keys ?? []).Distinct().Select(name => (
            before + name,
            (Func<EpochMetrics, double?>)(epoch => values(epoch) is { } all && all.TryGetValue(name, out double value) ? value : null)));

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(s_quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
