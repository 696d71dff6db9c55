using System.Runtime.InteropServices;
using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <content>From checked samples to outputs.</content>
public partial class Predictor<T>
{
    private static void CheckApart(ReadOnlySpan<BatchColumn<T>> inputs, Span<T> outputs)
    {
        foreach (ref readonly BatchColumn<T> input in inputs)
        {
            CheckApart(input.Values, input.Integers, outputs);
        }
    }

    /// <exception cref="ArgumentException">The outputs would be written over samples that are still to be read.</exception>
    private static void CheckApart(ReadOnlySpan<T> values, ReadOnlySpan<int> tokens, Span<T> outputs)
    {
        if (MemoryMarshal.AsBytes(values).Overlaps(MemoryMarshal.AsBytes(outputs))
            || MemoryMarshal.AsBytes(tokens).Overlaps(MemoryMarshal.AsBytes(outputs)))
        {
            throw new ArgumentException(
                "The outputs lie in the memory of the samples, of which later ones are still to be read: "
                    + "give them an array of their own.",
                nameof(outputs));
        }
    }

    /// <summary>
    /// Runs over samples that come from several places, all with the weights of one moment; allocates nothing after its first use.
    /// </summary>
    /// <param name="samples">Puts them where the program reads, and takes the outputs.</param>
    /// <param name="count">How many there may be.</param>
    /// <param name="lengths">Their positions.</param>
    internal void Predict(IPredictionSource<T> samples, int count, ReadOnlySpan<int> lengths)
    {
        Enter();
        try
        {
            InferenceProgram<T> program = count == 1 ? Single : Batch;
            using (Gate.Read())
            {
                int put = samples.Put(program);
                if (put > 0)
                {
                    program.Predict(put, lengths);
                }
            }

            samples.Take(program);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Predictions share the predictor's memory, so a second one at the same time would give wrong numbers.</summary>
    internal void Enter()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
        {
            throw new InvalidOperationException(
                "A network, and each of its predictors, serves one thread at a time, and this one is predicting or evaluating already. "
                    + "Give each thread a predictor of its own, which shares the network's weights: CreatePredictor().");
        }
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    internal void Leave() => Volatile.Write(ref _isBusy, 0);

    private OutputPlan OnlyOutput => Plan.Outputs.Count == 1
        ? Plan.Outputs[0]
        : throw new InvalidOperationException(
            Invariant($"The network has {Plan.Outputs.Count} outputs ({string.Join(", ", Plan.Outputs.Select(o => o.Name))}): ")
                + "call the Predict that gives its Outputs.");

    /// <summary>A network of one input has one length, or none.</summary>
    private ReadOnlySpan<int> Lengths(in int length) => new ReadOnlySpan<int>(in length)[..Plan.Lengths.Count];

    /// <summary>Positions of one sample of so many elements; 0 where the network has no lengths.</summary>
    private int LengthOf(InputPlan input, int elements, string name)
    {
        if (input.Length < 0)
        {
            return 0;
        }

        int length = Staging.WholeSamples(elements, input.PositionSize, input.IsTokens ? "token" : "value", name, "positions");
        Staging.CheckLength(length, Plan.Lengths[input.Length], name);
        return length;
    }

    private void CheckLength(InputPlan input, int length)
    {
        // Without a length of its own a sample still has as many positions as its shape says.
        Staging.CheckLength(length, input.Shape[0], nameof(length));
        if (input.Length < 0 && length != input.Shape[0])
        {
            throw new ArgumentException(Invariant($"A sample has {input.Shape[0]} positions, not {length}."), nameof(length));
        }
    }

    /// <summary>Runs over samples of values or of tokens, a batch at a time.</summary>
    /// <param name="values">Samples of values, or none.</param>
    /// <param name="tokens">Samples of tokens, or none.</param>
    /// <param name="length">Their positions.</param>
    /// <param name="outputs">Receives as many outputs.</param>
    /// <param name="feature">Which stage's, of those with Features; −1 for the prediction.</param>
    private void Predict(ReadOnlySpan<T> values, ReadOnlySpan<int> tokens, in int length, Span<T> outputs, int feature = -1)
    {
        InputPlan input = Plan.Inputs[0];
        ReadOnlySpan<int> lengths = Lengths(in length);
        int elements = values.Length + tokens.Length, size = input.SizeAt(lengths);
        int count = elements / size;
        int outputSize = (feature < 0 ? OnlyOutput : FeaturesFor(1).Signature.Outputs[feature]).SizeAt(lengths);
        string name = input.IsTokens ? nameof(tokens) : "samples";
        if (count == 0 || count * size != elements)
        {
            string shape = Words.Elements(Staging.ShapeAt(input, lengths));
            throw new ArgumentException($"{Words.Are(elements, input.IsTokens ? "token" : "value")} not whole samples of {shape}.", name);
        }

        if (outputs.Length != (long)count * outputSize)
        {
            string samples = $"{Words.Counted(count, "sample")} {(count == 1 ? "has" : "have")}";
            throw new ArgumentException(
                Invariant($"{samples} {Words.Counted((long)count * outputSize, "output")}, not {outputs.Length}."), nameof(outputs));
        }

        CheckApart(values, tokens, outputs);
        ValueChecks.CheckInput(input, values, size, name);
        Enter();
        try
        {
            using (Gate.Read())
            {
                PredictBatches(input, values, tokens, lengths, outputs, count, feature, name);
            }
        }
        finally
        {
            Leave();
        }
    }

    private void PredictBatches(
        InputPlan input, ReadOnlySpan<T> values, ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths,
        Span<T> outputs, int count, int feature, string name)
    {
        int size = input.SizeAt(lengths), outputSize = outputs.Length / count;
        InferenceProgram<T> program = feature >= 0 ? FeaturesFor(count) : count == 1 ? Single : Batch;
        if (input.IsTokens)
        {
            // All of them before the first output is written; each batch once more where the kernels read it.
            Staging.CheckTokens(input, tokens, size, name);
        }

        for (int start = 0; start < count; start += program.Capacity)
        {
            int batch = Math.Min(program.Capacity, count - start);
            if (input.IsTokens)
            {
                tokens.Slice(start * size, batch * size).CopyTo(program.Tokens(0));
                program.Predict(batch, lengths);
            }
            else
            {
                program.Predict(batch, lengths, values.Slice(start * size, batch * size));
            }

            for (int i = 0; i < batch; i++)
            {
                program.ReadOutput(Math.Max(feature, 0), i, outputs.Slice((start + i) * outputSize, outputSize));
            }
        }
    }
}
