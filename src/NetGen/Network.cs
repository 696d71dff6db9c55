using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// A compiled network: its parameters, predictions and evaluation. The generated part of a class marked with
/// <see cref="NetworkAttribute"/> derives from it. Prediction never changes it, training is a trainer's: there is no mode to forget.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>A network serves one thread at a time.</remarks>
public abstract class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int EvaluationBatch = 64;

    private int _isBusy;
    private InferenceProgram<T>? _single;
    private InferenceProgram<T>? _batch;

    /// <summary>Makes a network with its parameters; called by generated code.</summary>
    protected Network(ParameterStore<T> store, Shape inputShape, Shape outputShape)
    {
        Store = store;
        InputShape = inputShape;
        OutputShape = outputShape;
    }

    /// <summary>Shape of one sample.</summary>
    public Shape InputShape { get; }

    /// <summary>Shape of the prediction for one sample.</summary>
    public Shape OutputShape { get; }

    /// <summary>Every parameter, then every running statistic.</summary>
    public IReadOnlyList<Parameter> Parameters => Store.Parameters;

    /// <summary>Trained numbers; running statistics are not counted.</summary>
    public long ParameterCount => Store.ParameterCount;

    /// <summary>The parameters' memory; for generated code.</summary>
    protected ParameterStore<T> Store { get; }

    /// <summary>Makes the compiled forward pass; implemented by generated code.</summary>
    /// <param name="capacity">Most samples at once.</param>
    /// <param name="threads">Threads; 0 for the default.</param>
    protected abstract InferenceProgram<T> CreateInference(int capacity, int threads);

    /// <summary>The network's output for one sample: scores before softmax where it is trained with cross-entropy.</summary>
    /// <param name="sample">One sample, [<see cref="InputShape"/>], channels first.</param>
    /// <returns>[<see cref="OutputShape"/>], channels first.</returns>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public T[] Predict(ReadOnlySpan<T> sample)
    {
        T[] output = new T[OutputShape.Size];
        Predict(sample, output);
        return output;
    }

    /// <summary>The network's outputs for any number of samples; allocates nothing after its first use.</summary>
    /// <param name="samples">Samples one after the other, each [<see cref="InputShape"/>], channels first.</param>
    /// <param name="outputs">Receives as many outputs, each [<see cref="OutputShape"/>], channels first.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlySpan<T> samples, Span<T> outputs)
    {
        int size = InputShape.Size, count = samples.Length / size, outputSize = OutputShape.Size;
        if (count == 0 || count * size != samples.Length)
        {
            throw new ArgumentException($"{samples.Length} values are not whole samples of {InputShape} = {size} values.", nameof(samples));
        }

        if (outputs.Length != count * outputSize)
        {
            throw new ArgumentException($"{count} samples have {count * outputSize} outputs, not {outputs.Length}.", nameof(outputs));
        }

        Enter();
        try
        {
            InferenceProgram<T> program = count == 1
                ? _single ??= CreateInference(1, 1)
                : _batch ??= CreateInference(EvaluationBatch, 0);
            for (int start = 0; start < count; start += program.Capacity)
            {
                int batch = Math.Min(program.Capacity, count - start);
                samples.Slice(start * size, batch * size).CopyTo(program.Inputs);
                program.Predict(batch);
                for (int i = 0; i < batch; i++)
                {
                    program.ReadOutput(i, outputs.Slice((start + i) * outputSize, outputSize));
                }
            }
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>Mean loss and accuracy over a dataset: dropout off, running statistics in use.</summary>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network has no loss.</exception>
    public Evaluation Evaluate(Dataset data)
    {
        Enter();
        try
        {
            _batch ??= CreateInference(EvaluationBatch, 0);
            return _batch.Classes + _batch.TargetSize > 0
                ? EvaluationLoop.Run(_batch, data, InputShape)
                : throw new InvalidOperationException("The network has no loss to evaluate: write one on its class, such as [CrossEntropyLoss].");
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>Writes all parameters and running statistics as safetensors, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">It cannot be written; an existing file is left as it was.</exception>
    public void Save(string path) => Safetensors.Save(path, Parameters);

    /// <summary>Reads all parameters and running statistics; names and shapes must be the network's.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <exception cref="SafetensorsException">The file is damaged or of another network; nothing is changed.</exception>
    public void Load(string path) => Safetensors.Load(path, Parameters);

    /// <summary>Predictions share the network's memory, so a second one at the same time would give wrong numbers.</summary>
    private void Enter()
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
        {
            throw new InvalidOperationException("The network is predicting or evaluating on another thread; it serves one at a time.");
        }
    }
}
