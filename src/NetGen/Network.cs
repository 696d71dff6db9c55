using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// A compiled network: its parameters, predictions and evaluation. The generated part of a class marked with
/// <see cref="NetworkAttribute"/> derives from it. Prediction never changes it, training is a trainer's: there is no mode to forget.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// A network predicts for one thread at a time, and refuses a second: its memory is shared by all predictions. For others there is
/// <see cref="CreatePredictor"/>. Beside a prediction a trainer may step, <see cref="Load(string)"/> read and
/// <see cref="Save(string, bool)"/> write on other threads: each waits for the others, so that a prediction is made with the weights of one
/// moment. What cannot be guarded are spans of a <see cref="Parameter"/> that the caller holds.
/// </remarks>
public abstract partial class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LargestBatch = 64;

    /// <summary>What a forward pass over many samples may keep in memory, in elements.</summary>
    private const int LargestArena = 1 << 26;

    private readonly Predictor<T> _own;

    /// <summary>Makes a network with its parameters; called by generated code.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="plan">The plan of its forward pass.</param>
    protected Network(ParameterStore<T> store, ProgramPlan plan)
    {
        Store = store;
        Plan = plan;
        _own = new Predictor<T>(this, 0);
    }

    /// <summary>Shape of one sample; of its first input where there are several.</summary>
    public Shape InputShape => Plan.Inputs[0].Shape;

    /// <summary>Shape of the prediction for one sample; of its first output where there are several.</summary>
    public Shape OutputShape => Plan.Outputs[0].Shape;

    /// <summary>Every parameter, then every running statistic.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => Store.Parameters;

    /// <summary>Numbers of all parameters, frozen ones too; running statistics are not counted.</summary>
    public long ParameterCount => Store.ParameterCount;

    /// <summary>The parameters' memory; for generated code.</summary>
    protected ParameterStore<T> Store { get; }

    /// <summary>The plan of the forward pass.</summary>
    internal ProgramPlan Plan { get; }

    /// <summary>Samples that predictions take at once.</summary>
    internal int SamplesAtOnce => Plan.MixesSamples ? LargestBatch : SamplesFor(Plan);

    /// <summary>Who may use the weights now.</summary>
    internal WeightGate Gate => Store.Gate;

    /// <summary>
    /// A table of the stages, their operations, output shapes, parameters and work, and what a step takes: a constant made by the build.
    /// Shapes are those of one sample; a FLOP is a multiplication or an addition.
    /// </summary>
    public abstract string Summary();

    /// <summary>The stages and what they read as a Mermaid flow chart, https://mermaid.js.org: a constant made by the build.</summary>
    public abstract string ToMermaid();

    /// <summary>Makes the compiled forward pass; implemented by generated code.</summary>
    /// <param name="capacity">Most samples at once.</param>
    /// <param name="threads">Threads; 0 for the default.</param>
    protected abstract InferenceProgram<T> CreateInference(int capacity, int threads);

    /// <summary>Makes a trainer on the CPU; implemented by generated code where the network has a loss.</summary>
    /// <param name="optimizer">How a step changes the weights.</param>
    /// <param name="batchSize">Most samples in a step.</param>
    /// <param name="options">Seed, threads, shuffling.</param>
    /// <exception cref="InvalidOperationException">The network has no loss.</exception>
    protected virtual Trainer<T> CreateTraining(Optimizer optimizer, int batchSize, TrainerOptions options) =>
        throw new InvalidOperationException($"{GetType().Name} has no loss to train by.");

    /// <summary>Where a parameter lies, and its bounds.</summary>
    internal ParameterRange? RangeOf(Parameter parameter) => Store.RangeOf(parameter);

    /// <summary>A trainer whatever the network's class.</summary>
    internal Trainer<T> NewTrainer(Optimizer optimizer, int batchSize, TrainerOptions options) =>
        CreateTraining(optimizer, batchSize, options);

    /// <summary>Makes the compiled program of a decoder; implemented by generated code where the network can decode.</summary>
    /// <returns>Null where the network cannot be fed token by token.</returns>
    protected virtual DecodingProgram<T>? CreateDecoding() => null;

    /// <summary>Mean loss and accuracy over a dataset or a stream: dropout off, running statistics in use.</summary>
    /// <param name="data">The samples: a <see cref="Dataset"/>, or a stream, which is read once.</param>
    /// <param name="cancellationToken">Ends the evaluation between two batches; nothing has changed.</param>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network has no loss, or is predicting or evaluating on another thread.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, between two batches.</exception>
    public Evaluation Evaluate(DataStream data, CancellationToken cancellationToken = default) => Evaluate(data, [], cancellationToken);

    /// <summary>Mean loss, accuracy and metrics over a dataset or a stream: dropout off, running statistics in use.</summary>
    /// <param name="data">The samples: a <see cref="Dataset"/>, or a stream, which is read once.</param>
    /// <param name="metrics">What else is wanted, such as <see cref="F1Score"/>.</param>
    /// <param name="cancellationToken">Ends the evaluation between two batches; nothing has changed.</param>
    /// <exception cref="ArgumentException">The data or a metric does not fit the network, or two metrics have one name.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network has no loss, or is predicting or evaluating on another thread; or a metric is in use by another evaluation.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, between two batches.</exception>
    public Evaluation Evaluate(DataStream data, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(metrics);
        if (metrics.Contains(null!))
        {
            throw new ArgumentException("A metric is null.", nameof(metrics));
        }

        _own.Enter();
        try
        {
            return Evaluate(_own.Batch, data, metrics, cancellationToken);
        }
        finally
        {
            _own.Leave();
        }
    }

    /// <summary>The same with a program of the caller's; all of it with the weights of one moment.</summary>
    internal Evaluation Evaluate(
        BatchRunner<T> program, DataStream data, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken,
        ICommunicator? communicator = null)
    {
        if (program.Signature is { Targets.Count: 0, LossOffset: < 0 })
        {
            throw new InvalidOperationException("The network has no loss to evaluate: write one on its class, such as [CrossEntropyLoss].");
        }

        using (Gate.Read())
        {
            return EvaluationLoop.Run(program, data, metrics, cancellationToken, communicator);
        }
    }

    /// <summary>A forward pass over as many samples as memory allows, or over batches of a size that losses depend on.</summary>
    internal InferenceProgram<T> CreateEvaluator(int batchSize = LargestBatch) =>
        CreateInference(Plan.MixesSamples ? batchSize : SamplesAtOnce, 0);

    /// <summary>The compiled forward pass for predictors.</summary>
    internal InferenceProgram<T> NewInference(int capacity, int threads) => CreateInference(capacity, threads);

    /// <summary>As many samples as memory allows.</summary>
    internal static int SamplesFor(ProgramPlan plan, int most = LargestBatch) =>
        Math.Clamp(LargestArena / Math.Max(plan.ActivationSize, 1), 1, most);

    /// <summary>Copies all parameters, running statistics included, to be put back later.</summary>
    public WeightSnapshot SaveWeights() => new(Store.Parameters);

    /// <summary>Sets all parameters, running statistics included, to what they were when the snapshot was made.</summary>
    /// <param name="snapshot">One of this network.</param>
    /// <exception cref="ArgumentException">The snapshot is one of another network.</exception>
    public void RestoreWeights(WeightSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.Restore(Store.Parameters);
    }

    /// <summary>The first parameter or running statistic with a value that is not finite.</summary>
    internal Parameter? FirstNotFinite()
    {
        using (Gate.Read())
        {
            Store.Fetch();
            return Store.FirstNotFinite();
        }
    }

    /// <summary>Threads of a prediction for so many samples.</summary>
    internal int ThreadsFor(int samples) => (samples == 1 ? _own.Single : _own.Batch).Threads;

    /// <summary>
    /// Takes all parameters and running statistics from a stage that holds this network, <c>[Subnetwork(typeof(…))]</c>, by name and
    /// shape; those of a network in float widen to double. Optimizers' memories stay what they were.
    /// </summary>
    /// <param name="stage">A stage of another network.</param>
    /// <remarks>
    /// As <see cref="Load(string)"/>, it may be called beside predictions of both networks and training of the other one.
    /// </remarks>
    /// <exception cref="ParameterMismatchException">A parameter is not in both, or of another shape; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer of this network is at work, or it is being loaded, on another thread, or the stage holds several networks; nothing is
    /// changed.
    /// </exception>
    public void CopyFrom(Layer stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        WeightTransfer.Copy(stage.Part, WholePart);
    }

    /// <summary>All parameters, for copies to and from a stage.</summary>
    internal WeightPart WholePart => new(GetType().Name, [.. Store.Parameters.Select(parameter => parameter.Name)], Store.Parameters);
}
