using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Reads what there is to describe of a dataset, some samples at a time.</summary>
internal sealed class DatasetReader
{
    private const int Chunk = 256, PixelsOfImage = 64, MostTokens = 20;

    private readonly Dataset _data;
    private readonly DescribeOptions _options;
    private readonly int[] _seen;

    public DatasetReader(Dataset data, DescribeOptions options)
    {
        (_data, _options, _seen) = (data, options, DatasetView.EvenlyOf(data.Count, options.MostSamples));
        Check(options.FeatureNames, data.InputShape.Size, "value", nameof(options));
        Check(options.ClassNames, data.Classes, "class", nameof(options));
    }

    /// <summary>Whether samples are images that can be drawn.</summary>
    private bool HasImages => _data.InputShape is [1 or 3, > 1, > 1];

    /// <summary>Reads all of it.</summary>
    public DatasetDescription Describe()
    {
        int[][] labels = _data.Classes > 0 ? Labels() : [];
        bool isNumber = _data.TargetSize == 1;
        double[] targets = isNumber ? Values(_data.Targets[0].Column, 1)[0] : [];
        DatasetDescription description = new()
        {
            Title = _data.ToString(),
            Samples = _data.Count,
            Seen = _seen.Length,
            Classes = Balance(labels),
            Target = isNumber ? FeatureDescription.Of(_options.TargetName, targets, _options, null) : null,
        };
        if (_data.Inputs[0].Column is IntegerColumn tokens)
        {
            return description with { Tokens = Tokens(tokens) };
        }

        int[]? one = labels.Length > 0 && labels[0].Length == 1 ? [.. labels.Select(label => label[0])] : null;
        if (HasImages)
        {
            return description with { Pictures = Pictures(one) };
        }

        int size = _data.InputShape.Size, described = Math.Min(size, _options.MostFeatures);
        int[]? bins = one ?? (isNumber ? MutualInformation.EqualFrequencyBins(targets, _options.InformationBins) : null);
        return description with
        {
            Features =
            [
                .. Values(_data.Inputs[0].Column, described)
                    .Select((values, i) => FeatureDescription.Of(_options.FeatureNames?[i] ?? Invariant($"{i}"), values, _options, bins)),
            ],
            FeaturesLeftOut = size - described,
        };
    }

    private static void Check(IReadOnlyList<string>? names, int count, string what, string parameter)
    {
        if (names is not null && names.Count != count)
        {
            throw new ArgumentException(
                $"{Words.Counted(count, what)} cannot have {Words.Counted(names.Count, "name")}: as many are needed.", parameter);
        }
    }

    /// <summary>The first values of each sample seen, one array for each.</summary>
    private double[][] Values(DataColumn column, int most)
    {
        double[][] columns = [.. Enumerable.Range(0, most).Select(_ => new double[_seen.Length])];
        ForEach(column, (sample, values) =>
        {
            for (int i = 0; i < most; i++)
            {
                columns[i][sample] = values[i];
            }
        });
        return columns;
    }

    private int[][] Labels()
    {
        int size = _data.Targets[0].Column.Shape.Size;
        int[] labels = new int[size];
        return
        [
            .. _seen.Select(sample =>
            {
                _data.ReadLabels([sample], labels);
                return labels.ToArray();
            }),
        ];
    }

    private (string, int)[] Balance(int[][] labels)
    {
        int[] counts = new int[_data.Classes];
        foreach (int label in labels.SelectMany(label => label))
        {
            counts[label]++;
        }

        return [.. counts.Select((count, i) => (_options.ClassNames?[i] ?? Invariant($"{i}"), count))];
    }

    private PictureDescription Pictures(int[]? labels)
    {
        int size = _data.InputShape.Size;
        double[] mean = new double[size];
        double[][] ofClass = [.. Enumerable.Range(0, labels is null ? 0 : _data.Classes).Select(_ => new double[size])];
        int[] counts = new int[ofClass.Length], taken = DatasetView.EvenlyOf(size, PixelsOfImage);
        int[] images = DatasetView.EvenlyOf(_seen.Length, Math.Max(_options.MostSamples / taken.Length, 1));
        var pixels = new double[images.Length * taken.Length];
        int next = 0;
        ForEach(_data.Inputs[0].Column, (sample, values) =>
        {
            Add(values, mean);
            if (labels is not null)
            {
                counts[labels[sample]]++;
                Add(values, ofClass[labels[sample]]);
            }

            if (next < images.Length && images[next] == sample)
            {
                for (int i = 0; i < taken.Length; i++)
                {
                    pixels[(next * taken.Length) + i] = values[taken[i]];
                }

                next++;
            }
        });
        return new()
        {
            Shape = _data.InputShape,
            Mean = [.. mean.Select(sum => sum / _seen.Length)],
            ClassMeans = [.. ofClass.Select((sums, i) => counts[i] > 0 ? Array.ConvertAll(sums, sum => sum / counts[i]) : [])],
            Pixels = FeatureDescription.Of("pixel", pixels, _options, null),
        };

        static void Add(ReadOnlySpan<double> values, double[] sums)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += values[i];
            }
        }
    }

    private TokenDescription Tokens(IntegerColumn column)
    {
        Dictionary<int, long> counts = [];
        var lengths = new double[_seen.Length];
        int[] tokens = new int[column.Size];
        for (int i = 0; i < lengths.Length; i++)
        {
            _data.ReadTokens([_seen[i]], tokens);
            for (int place = 0; place < tokens.Length; place++)
            {
                if (tokens[place] != _options.PaddingToken)
                {
                    counts[tokens[place]] = counts.GetValueOrDefault(tokens[place]) + 1;
                    lengths[i] = place + 1;
                }
            }
        }

        return new()
        {
            Distinct = counts.Count,
            Total = counts.Values.Sum(),
            Frequent =
            [
                .. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MostTokens).Select(pair => (pair.Key, pair.Value)),
            ],
            Lengths = FeatureDescription.Of("length", lengths, _options, null),
        };
    }

    /// <summary>Reads the values of the samples seen, each with its number among them.</summary>
    private void ForEach(DataColumn column, Action<int, ReadOnlySpan<double>> read)
    {
        int size = column.Shape.Size;
        double[] values = new double[Chunk * size];
        for (int start = 0; start < _seen.Length; start += Chunk)
        {
            int count = Math.Min(Chunk, _seen.Length - start);
            _data.Read(column, _seen.AsSpan(start, count), values.AsSpan());
            for (int i = 0; i < count; i++)
            {
                read(start + i, values.AsSpan(i * size, size));
            }
        }
    }
}
