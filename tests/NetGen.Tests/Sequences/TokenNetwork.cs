using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Tests.Sequences;

/// <summary>
/// A network as the compiler writes it, made by hand: scores of a position = the token's row of a table. The loss is the mean of
/// −score[label] over all positions.
/// </summary>
internal sealed class TokenNetwork : Network<float>
{
    public const int Vocabulary = 7;
    public const int MaxLength = 6;
    public const int Classes = 3;

    private static readonly ParameterRange[] s_ranges =
        [new("Head.table", 0, IsTrained: true, ParameterStart.HeNormal, 1, 1, new Shape(Vocabulary, Classes))];

    private static readonly ProgramPlan s_plan = new()
    {
        Inputs = [new("input", new(MaxLength)) { Vocabulary = Vocabulary, Length = 0 }],
        Lengths = [MaxLength],
        Outputs = [new("Head", new(MaxLength, Classes)) { Channels = Classes, Width = MaxLength, Length = 0 }],
        Targets = [new(0) { Classes = Classes }],
        LossOffset = 0,
        ActivationSize = MaxLength * Classes,
        VectorSize = 1,
        CacheSize = MaxLength,
    };

    public TokenNetwork()
        : base(new ParameterStore<float>(Vocabulary * Classes, Vocabulary * Classes, s_ranges, seed: 1), s_plan)
    {
    }

    public ReadOnlySpan<float> Table => Parameters[0].Span;

    public FakeDecoding? Decoding { get; private set; }

    public FakeTrainer CreateTrainer(int batchSize, int threads = 1)
    {
        TrainerOptions options = new() { Threads = threads };
        Sgd optimizer = new(0);
        return new(this, new FakeStep(Store, optimizer, batchSize, options), optimizer, options);
    }

    public new float[] Predict(ReadOnlySpan<int> tokens) => base.Predict(tokens);

    public new void Predict(ReadOnlySpan<int> tokens, int length, Span<float> outputs) => base.Predict(tokens, length, outputs);

    public Decoder<float> CreateDecoder() => new(CreateDecoding()!);

    public override string Summary() => nameof(TokenNetwork);

    public override string ToMermaid() => nameof(TokenNetwork);

    protected override InferenceProgram<float> CreateInference(int capacity, int threads) => new FakePass(Store, capacity, threads);

    protected override DecodingProgram<float>? CreateDecoding() => Decoding = new FakeDecoding(Store);

    private static void Forward(Worker worker, ref int tokens, ref float table, ref float output)
    {
        while (worker.TakesShare())
        {
            int length = worker.Length(0);
            for (int row = worker.FirstSample * length; row < worker.EndSample * length; row++)
            {
                for (int c = 0; c < Classes; c++)
                {
                    Unsafe.Add(ref output, (row * Classes) + c) = Unsafe.Add(ref table, (Unsafe.Add(ref tokens, row) * Classes) + c);
                }
            }
        }

        worker.Sync();
    }

    private static void Loss(Worker worker, ref int labels, ref float output, ref float loss)
    {
        while (worker.TakesShare())
        {
            if (worker.Index > 0)
            {
                continue;
            }

            double sum = 0;
            for (int row = 0; row < worker.Batch * worker.Length(0); row++)
            {
                sum -= Unsafe.Add(ref output, (row * Classes) + Unsafe.Add(ref labels, row));
            }

            loss = (float)(sum * worker.InverseBatch / worker.Length(0));
        }
    }

    internal sealed class FakeTrainer(TokenNetwork network, FakeStep step, Optimizer optimizer, TrainerOptions options)
        : Trainer<float>(network, step, options)
    {
        public override Optimizer Optimizer => optimizer;

        /// <summary>What was staged.</summary>
        public FakeStep Program => step;

        public new BatchResult Step(ReadOnlySpan<int> tokens, ReadOnlySpan<int> labels, int? length = null) =>
            base.Step(tokens, labels, length);

        protected override void SetLearningRate(double rate) => step.LearningRate = rate;
    }

    internal sealed class FakeStep(ParameterStore<float> store, Optimizer optimizer, int capacity, TrainerOptions options)
        : TrainingProgram<float>(store, optimizer, capacity, options, s_plan)
    {
        public override void Run(Worker worker)
        {
            Forward(worker, ref TokenBlock(0), ref ParameterAt(0), ref Activation(0));
            Loss(worker, ref LabelBlock(0), ref Activation(0), ref VectorAt(0));
        }
    }

    /// <summary>Keeps the tokens in the cache; scores: their sum so far, how many came before this run, how many are in it.</summary>
    internal sealed class FakeDecoding(ParameterStore<float> store) : DecodingProgram<float>(store, threads: 1, s_plan)
    {
        public int Packings { get; private set; }

        public override void Run(Worker worker)
        {
            while (worker.TakesShare())
            {
                Packings += MustPack ? 1 : 0;
                for (int i = 0; i < worker.Length(0); i++)
                {
                    Unsafe.Add(ref CacheAt(0), worker.Past + i) = Unsafe.Add(ref TokenBlock(0), i);
                    float sum = 0;
                    for (int j = 0; j <= worker.Past + i; j++)
                    {
                        sum += Unsafe.Add(ref CacheAt(0), j);
                    }

                    ref float scores = ref Unsafe.Add(ref Activation(0), i * Classes);
                    (scores, Unsafe.Add(ref scores, 1), Unsafe.Add(ref scores, 2)) = (sum, worker.Past, worker.Length(0));
                }
            }
        }
    }

    private sealed class FakePass(ParameterStore<float> store, int capacity, int threads)
        : InferenceProgram<float>(store, capacity, threads, s_plan)
    {
        public override void Run(Worker worker)
        {
            Forward(worker, ref TokenBlock(0), ref ParameterAt(0), ref Activation(0));
            if (WithLoss)
            {
                Loss(worker, ref LabelBlock(0), ref Activation(0), ref VectorAt(0));
            }
        }
    }
}
