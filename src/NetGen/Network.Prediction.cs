using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <content>Predictions.</content>
public abstract partial class Network<T>
{
    /// <summary>The network's output for one sample: scores before softmax where it is trained with cross-entropy.</summary>
    /// <param name="sample">One sample, [<see cref="InputShape"/>], channels first; a sequence may be shorter than declared.</param>
    /// <returns>[<see cref="OutputShape"/>], channels first; position after position for sequences.</returns>
    /// <exception cref="ArgumentException">The length does not fit, a value is not finite, or the network takes tokens.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    public T[] Predict(ReadOnlySpan<T> sample)
    {
        int length = LengthOf(Staging.OnlyInput(Plan, isTokens: false, nameof(sample)), sample.Length, nameof(sample));
        T[] output = new T[OnlyOutput.SizeAt(Lengths(in length))];
        Predict(sample, [], in length, output);
        return output;
    }

    /// <summary>The network's outputs for any number of samples; allocates nothing after its first use.</summary>
    /// <param name="samples">Samples one after the other, each [<see cref="InputShape"/>], channels first.</param>
    /// <param name="outputs">Receives as many outputs, each [<see cref="OutputShape"/>], channels first.</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    public void Predict(ReadOnlySpan<T> samples, Span<T> outputs)
    {
        Staging.OnlyInput(Plan, isTokens: false, nameof(samples));
        int length = Plan.Lengths.Count > 0 ? Plan.Lengths[0] : 0;
        Predict(samples, [], in length, outputs);
    }

    /// <summary>The network's outputs for any number of sequences of values; allocates nothing after its first use.</summary>
    /// <param name="samples">Sequences one after the other: [count × length × features].</param>
    /// <param name="length">Positions of each: 1 to the declared length.</param>
    /// <param name="outputs">Receives as many outputs.</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    public void Predict(ReadOnlySpan<T> samples, int length, Span<T> outputs)
    {
        CheckLength(Staging.OnlyInput(Plan, isTokens: false, nameof(samples)), length);
        Predict(samples, [], in length, outputs);
    }

    /// <summary>The network's output for one sequence of tokens, which may be shorter than declared.</summary>
    /// <param name="tokens">1 to the declared number of tokens.</param>
    /// <returns>[<see cref="OutputShape"/>], with as many positions as there are tokens where the output has positions.</returns>
    /// <exception cref="ArgumentException">
    /// The length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    [OverloadResolutionPriority(-1)]
    public T[] Predict(ReadOnlySpan<int> tokens)
    {
        int length = LengthOf(Staging.OnlyInput(Plan, isTokens: true, nameof(tokens)), tokens.Length, nameof(tokens));
        T[] output = new T[OnlyOutput.SizeAt(Lengths(in length))];
        Predict([], tokens, in length, output);
        return output;
    }

    /// <summary>The network's outputs for any number of token sequences; allocates nothing after its first use.</summary>
    /// <param name="tokens">Sequences one after the other: [count × length].</param>
    /// <param name="length">Positions of each: 1 to the declared length.</param>
    /// <param name="outputs">Receives as many outputs.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    [OverloadResolutionPriority(-1)]
    public void Predict(ReadOnlySpan<int> tokens, int length, Span<T> outputs)
    {
        CheckLength(Staging.OnlyInput(Plan, isTokens: true, nameof(tokens)), length);
        Predict([], tokens, in length, outputs);
    }

    /// <summary>All outputs for one sample of all inputs, each in an array of its own; called by generated code.</summary>
    /// <param name="inputs">One part for each input, in the order of the plan; sequences may be shorter than declared.</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or a token is outside the vocabulary.</exception>
    protected T[][] PredictOutputs(ReadOnlySpan<BatchColumn<T>> inputs)
    {
        int[] lengths = new int[Plan.Lengths.Count];
        ColumnStaging.Check(Plan, inputs, [], count: 1, capacity: 1, lengths);
        Enter();
        try
        {
            ColumnStaging.Load(Single, inputs, []);
            using (Gate.Read())
            {
                Single.Predict(1, lengths);
            }

            T[][] outputs = new T[Plan.Outputs.Count][];
            for (int i = 0; i < outputs.Length; i++)
            {
                outputs[i] = new T[Plan.Outputs[i].SizeAt(lengths)];
                Single.ReadOutput(i, 0, outputs[i]);
            }

            return outputs;
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>
    /// All outputs for any number of samples of all inputs; called by generated code, allocates nothing after its first use.
    /// </summary>
    /// <param name="inputs">One part for each input, in the order of the plan: samples one after the other.</param>
    /// <param name="outputs">Receives those of each output likewise.</param>
    /// <param name="count">Samples; null: what an input of a fixed size says, else sequences have their declared length.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a value is not finite, a token is outside the vocabulary, or an output lies in the memory of an input.
    /// </exception>
    protected void PredictColumns(ReadOnlySpan<BatchColumn<T>> inputs, ReadOnlySpan<Memory<T>> outputs, int? count)
    {
        Span<int> lengths = stackalloc int[Plan.Lengths.Count];
        int samples = ColumnStaging.Check(Plan, inputs, [], count, int.MaxValue, lengths);
        for (int i = 0; i < outputs.Length; i++)
        {
            long needed = (long)samples * Plan.Outputs[i].SizeAt(lengths);
            if (outputs[i].Length != needed)
            {
                string has = $"{Words.Counted(samples, "sample")} {(samples == 1 ? "has" : "have")}";
                throw new ArgumentException(
                    Invariant($"{has} {Words.Counted(needed, "output")} of {Plan.Outputs[i].Name}, not {outputs[i].Length}."),
                    nameof(outputs));
            }

            CheckApart(inputs, outputs[i].Span);
        }

        Enter();
        try
        {
            using (Gate.Read())
            {
                InferenceProgram<T> program = samples == 1 ? Single : Batch;
                for (int start = 0; start < samples; start += program.Capacity)
                {
                    int batch = Math.Min(program.Capacity, samples - start);
                    ColumnStaging.Load(program, inputs, start, batch, lengths);
                    program.Predict(batch, lengths);
                    for (int i = 0; i < outputs.Length; i++)
                    {
                        int size = Plan.Outputs[i].SizeAt(lengths);
                        for (int sample = 0; sample < batch; sample++)
                        {
                            program.ReadOutput(i, sample, outputs[i].Span.Slice((start + sample) * size, size));
                        }
                    }
                }
            }
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

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
        int outputSize = (feature < 0 ? OnlyOutput : _singleFeatures!.Signature.Outputs[feature]).SizeAt(lengths);
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
            Volatile.Write(ref _isBusy, 0);
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
