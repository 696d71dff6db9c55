using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <content>Networks with several inputs or outputs.</content>
public partial class Predictor<T>
{
    /// <summary>All outputs for one sample of all inputs, each in an array of its own; called by generated code.</summary>
    /// <param name="inputs">One part for each input, in the order of the plan; sequences may be shorter than declared.</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or a token is outside the vocabulary.</exception>
    protected internal T[][] PredictOutputs(ReadOnlySpan<BatchColumn<T>> inputs)
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
            Leave();
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
    protected internal void PredictColumns(ReadOnlySpan<BatchColumn<T>> inputs, ReadOnlySpan<Memory<T>> outputs, int? count)
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
            Leave();
        }
    }
}
