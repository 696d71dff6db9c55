using NetGen.Runtime;

namespace NetGen;

/// <content>Predictions in integers, of stages with <see cref="QuantizedAttribute">Quantized</see>.</content>
public abstract partial class Network<T>
{
    private const string RangeSuffix = ".input_range", WeightSuffix = ".weight";

    /// <summary>
    /// Finds the ranges of what the operations with <see cref="QuantizedAttribute">Quantized</see> read, by predicting samples in integers
    /// of the ranges so far. They are running statistics of this network, and in its files.
    /// </summary>
    /// <param name="data">Samples like those that will be predicted, as for an evaluation.</param>
    /// <param name="options">How many, and which part of what is seen counts.</param>
    /// <remarks>Predictions on other threads wait.</remarks>
    /// <exception cref="ArgumentException">The data does not fit the network, or an option is out of range; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network has nothing quantized, or a trainer of it is at work, or it is being loaded, on another thread; nothing is changed.
    /// </exception>
    public void Calibrate(Dataset data, CalibrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new CalibrationOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Samples, 1, "options.Samples");
        if (!(options.Percentile > 0 && options.Percentile <= 100))
        {
            throw new ArgumentOutOfRangeException("options.Percentile", options.Percentile, "A percentile is above 0, at most 100.");
        }

        QuantizedPlan<T> plan = QuantizedPlan();
        Dataset samples = data.Count > options.Samples ? data.Shuffle(options.Seed).Take(options.Samples) : data;
        Parameter[] ranges = [.. RangedWeights(Store.Parameters).Select(ranged => ranged.Range)];
        using WeightGate.Scope claim = Gate.Claim();
        WeightTransfer.Change(Store, () =>
        {
            float[] before = [.. ranges.SelectMany(range => range.Span.ToArray())];
            bool isDone = false;
            try
            {
                using QuantizedProgram<T> program = plan.Create(Store, (int)Math.Min(samples.Count, LargestBatch), 1);
                Observe(program, samples, options, ranges);
                isDone = true;
            }
            finally
            {
                for (int i = 0; !isDone && i < ranges.Length; i++)
                {
                    before.AsSpan(2 * i, 2).CopyTo(ranges[i].Span);
                }
            }
        });
    }

    /// <summary>
    /// A copy of this network that predicts in integers where it has <see cref="QuantizedAttribute">Quantized</see>, in a quarter of the
    /// memory; this one stays as it is.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network has nothing quantized, or is not calibrated.</exception>
    public QuantizedNetwork<T> Quantize() => QuantizedNetwork<T>.Of(this);

    /// <summary>The same behind <see cref="Calibrate"/>.</summary>
    /// <param name="data">Samples like those that will be predicted, as for an evaluation.</param>
    /// <param name="options">How many, and which part of what is seen counts.</param>
    /// <inheritdoc cref="Calibrate"/>
    public QuantizedNetwork<T> Quantize(Dataset data, CalibrationOptions? options = null)
    {
        Calibrate(data, options);
        return Quantize();
    }

    /// <summary>Makes what a network in integers is made of; implemented by generated code where there is something quantized.</summary>
    /// <returns>Null where there is nothing.</returns>
    protected virtual QuantizedPlan<T>? CreateQuantized() => null;

    /// <summary>What a network in integers is made of.</summary>
    /// <exception cref="InvalidOperationException">Nothing is quantized.</exception>
    internal QuantizedPlan<T> QuantizedPlan() => CreateQuantized() ?? throw new InvalidOperationException(
        $"{GetType().Name} has no stage in integers: write [Quantized] on the class, or on stages.");

    /// <summary>The weights that become integers, with the ranges of what they are multiplied by.</summary>
    private protected static IEnumerable<(Parameter Weight, Parameter Range)> RangedWeights(IReadOnlyList<Parameter> parameters)
    {
        Dictionary<string, Parameter> byName = parameters.ToDictionary(parameter => parameter.Name);
        return parameters
            .Where(parameter => parameter.Name.EndsWith(RangeSuffix, StringComparison.Ordinal))
            .Select(range => (byName[range.Name[..^RangeSuffix.Length] + WeightSuffix], range));
    }

    private void Observe(QuantizedProgram<T> program, Dataset samples, CalibrationOptions options, Parameter[] ranges)
    {
        InputObserver observer = program.Observer = new();
        foreach (Parameter range in ranges)
        {
            range.Span.Clear();
        }

        EvaluationLoop.Run(program, samples, [], CancellationToken.None);
        if (options.Rule == CalibrationRule.MinMax)
        {
            return;
        }

        observer.Counts = true;
        EvaluationLoop.Run(program, samples, [], CancellationToken.None);
        foreach (Parameter range in ranges)
        {
            if (observer.Histograms.TryGetValue(Store.RangeOf(range)!.Offset, out InputHistogram? histogram))
            {
                (float smallest, float largest) = options.Rule == CalibrationRule.Percentile
                    ? histogram.Percentile(options.Percentile)
                    : histogram.LeastSquares();
                (range.Span[0], range.Span[1]) = (smallest, largest);
            }
        }
    }
}
