using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Tests.Sequences;

/// <summary>
/// Two inputs, two outputs and two losses, as the compiler writes them, made by hand. Class = the first two of Left plus the sum of Text;
/// Box = Text's tokens, doubled. The loss is the number of samples.
/// </summary>
internal sealed class PairNetwork : Network<float>
{
    private static readonly ProgramPlan s_plan = new()
    {
        Inputs = [new("Left", new(3)), new("Text", new(4)) { Vocabulary = 5, Length = 0 }],
        Lengths = [4],
        Outputs =
        [
            new("Class", new(2)) { Channels = 2, Sample = 2, Line = 2 },
            new("Box", new(4, 1)) { Channels = 1, Width = 4, Length = 0, Offset = 2 },
        ],
        Targets = [new(0) { Classes = 2 }, new(1)],
        LossOffset = 0,
        ActivationSize = 6,
        VectorSize = 1,
    };

    public PairNetwork()
        : base(
            new ParameterStore<float>(1, 1, [new("Class.weight", 0, IsTrained: true, ParameterStart.One, 1, 1, new Shape(1))], seed: 0),
            s_plan)
    {
    }

    public PairTrainer CreateTrainer(int batchSize)
    {
        Sgd optimizer = new(0);
        TrainerOptions options = new() { Threads = 1 };
        return new(this, new PairStep(Store, optimizer, batchSize, options), optimizer, options);
    }

    public readonly record struct Inputs(ReadOnlyMemory<float> Left, ReadOnlyMemory<int> Text);

    public readonly record struct Outputs(float[] Class, float[] Box);

    public readonly record struct Targets(ReadOnlyMemory<int> Class, ReadOnlyMemory<float> Box);

    public Outputs Predict(Inputs inputs)
    {
        float[][] outputs = base.PredictOutputs([inputs.Left, inputs.Text]);
        return new Outputs(outputs[0], outputs[1]);
    }

    public override string Summary() => nameof(PairNetwork);

    public override string ToMermaid() => nameof(PairNetwork);

    protected override InferenceProgram<float> CreateInference(int capacity, int threads) => new PairPass(Store, capacity, threads);

    private static void Forward(Worker worker, ref float left, ref int text, ref float scores, ref float box, ref float loss)
    {
        int length = worker.Length(0);
        for (int sample = worker.FirstSample; sample < worker.EndSample; sample++)
        {
            int sum = 0;
            for (int t = 0; t < length; t++)
            {
                int token = Unsafe.Add(ref text, (sample * length) + t);
                sum += token;
                Unsafe.Add(ref box, (sample * length) + t) = 2 * token;
            }

            for (int c = 0; c < 2; c++)
            {
                Unsafe.Add(ref scores, (sample * 2) + c) = Unsafe.Add(ref left, (sample * 3) + c) + sum;
            }
        }

        loss = worker.Batch;
    }

    internal sealed class PairTrainer(PairNetwork network, PairStep step, Optimizer optimizer, TrainerOptions options)
        : Trainer<float>(network, step, options)
    {
        public override Optimizer Optimizer => optimizer;

        public PairStep Program => step;

        public BatchResult Step(Inputs inputs, Targets targets, int? count = null) =>
            base.StepColumns([inputs.Left, inputs.Text], [targets.Class, targets.Box], count);

        protected override void SetLearningRate(double rate) => step.LearningRate = rate;
    }

    internal sealed class PairStep(ParameterStore<float> store, Optimizer optimizer, int capacity, TrainerOptions options)
        : TrainingProgram<float>(store, optimizer, capacity, options, s_plan)
    {
        public override void Run(Worker worker) =>
            Forward(worker, ref InputBlock(0), ref TokenBlock(1), ref Activation(0), ref Activation(2), ref VectorAt(0));
    }

    private sealed class PairPass(ParameterStore<float> store, int capacity, int threads)
        : InferenceProgram<float>(store, capacity, threads, s_plan)
    {
        public override void Run(Worker worker) =>
            Forward(worker, ref InputBlock(0), ref TokenBlock(1), ref Activation(0), ref Activation(2), ref VectorAt(0));
    }
}
