using System.Numerics;

namespace NetGen.Explain;

/// <summary>
/// The game of a sample's features: v(S) is the mean output where the features in S are the sample's and the others those of a background
/// sample, over all background samples. Janzing et al. 2020, "Feature relevance quantification in explainable AI" (the interventional
/// value).
/// </summary>
internal sealed class FeatureGame<T> : CoalitionGame
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ExplainedModel<T> _model;
    private readonly T[] _background;
    private readonly int[] _owners;
    private readonly int _output;
    private readonly T[] _sample;
    private T[] _mixed = [];
    private double[] _outputs = [];

    public FeatureGame(ExplainedModel<T> model, T[] background, int[] owners, int players, int output)
        : base(players)
    {
        (_model, _background, _owners, _output) = (model, background, owners, output);
        _sample = new T[model.Inputs];
    }

    /// <summary>The sample whose features play.</summary>
    public ReadOnlySpan<T> Sample
    {
        set => value.CopyTo(_sample);
    }

    public override void Evaluate(ReadOnlySpan<bool> coalitions, Span<double> values)
    {
        int inputs = _model.Inputs, references = _background.Length / inputs;
        int atOnce = Math.Min(values.Length, Math.Max(1, _model.SamplesAtOnce / references));
        if (_outputs.Length < atOnce * references)
        {
            (_mixed, _outputs) = (new T[atOnce * references * inputs], new double[atOnce * references]);
        }

        for (int start = 0; start < values.Length; start += atOnce)
        {
            int batch = Math.Min(atOnce, values.Length - start);
            Mix(coalitions.Slice(start * Players, batch * Players), references);
            Span<double> outputs = _outputs.AsSpan(0, batch * references);
            _model.Predict(_mixed.AsSpan(0, outputs.Length * inputs), _output, outputs);
            for (int i = 0; i < batch; i++)
            {
                double sum = 0;
                foreach (double one in outputs.Slice(i * references, references))
                {
                    sum += one;
                }

                values[start + i] = sum / references;
            }
        }
    }

    /// <summary>For each coalition, as many samples as there are references.</summary>
    private void Mix(ReadOnlySpan<bool> coalitions, int references)
    {
        int inputs = _model.Inputs;
        for (int row = 0; row < coalitions.Length / Players * references; row++)
        {
            ReadOnlySpan<bool> isIn = coalitions.Slice(row / references * Players, Players);
            ReadOnlySpan<T> reference = _background.AsSpan(row % references * inputs, inputs);
            Span<T> mixed = _mixed.AsSpan(row * inputs, inputs);
            for (int i = 0; i < mixed.Length; i++)
            {
                mixed[i] = isIn[_owners[i]] ? _sample[i] : reference[i];
            }
        }
    }
}
