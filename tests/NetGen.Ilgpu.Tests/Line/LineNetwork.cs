using NetGen.Runtime;

namespace NetGen.Ilgpu.Tests;

/// <summary>The line on the CPU, written by hand.</summary>
internal sealed class LineNetwork(LineLoss loss, int seed = 3)
    : Network<float>(new ParameterStore<float>(LinePlan.Size, LinePlan.TrainedSize, LinePlan.Ranges, seed), LinePlan.Of(loss))
{
    public LineLoss Loss => loss;

    public ParameterStore<float> Values => Store;

    public float[] Weights => [.. Parameters.SelectMany(parameter => parameter.Span.ToArray())];

    public LineTrainer CreateTrainer(Optimizer optimizer, int batchSize = 4, TrainerOptions? options = null, IlgpuDevice? device = null)
    {
        options ??= new TrainerOptions { Seed = 5, Threads = 1 };
        BatchRunner<float> step = device is null
            ? new LineStep(this, optimizer, batchSize, options)
            : new LineDeviceStep(this, optimizer, batchSize, options, device);
        return new LineTrainer(this, step, optimizer, options);
    }

    public override string Summary() => "y = Wx + b";

    public override string ToMermaid() => Summary();

    protected override InferenceProgram<float> CreateInference(int capacity, int threads) => new LinePass(this, capacity);

    /// <summary>Output, loss and its gradient of a batch.</summary>
    private static float Forward(
        LineLoss kind, Worker worker, bool isTraining,
        ref float x, ref float y, ref float dy, ref float targets, ref int labels, ref float p)
    {
        int batch = worker.Batch;
        ReadOnlySpan<float> input = Span(ref x, batch * LinePlan.Inputs), parameters = Span(ref p, LinePlan.Size);
        Span<float> output = Span(ref y, batch * LinePlan.Outputs), gradient = Span(ref dy, batch * LinePlan.Outputs);
        float loss = 0;
        for (int n = 0; n < batch; n++)
        {
            for (int c = 0; c < LinePlan.Outputs; c++)
            {
                int i = (n * LinePlan.Outputs) + c;
                float sum = parameters[LinePlan.Bias + c];
                for (int k = 0; k < LinePlan.Inputs; k++)
                {
                    sum += parameters[(c * LinePlan.Inputs) + k] * input[(n * LinePlan.Inputs) + k];
                }

                output[i] = isTraining && Numerics.Philox.Uniform((uint)i, worker.Step, worker.Seed) < LinePlan.DropRate ? 0 : sum;
            }

            Span<float> row = output.Slice(n * LinePlan.Outputs, LinePlan.Outputs);
            Span<float> rowGradient = gradient.Slice(n * LinePlan.Outputs, LinePlan.Outputs);
            if (kind == LineLoss.Labels)
            {
                int label = Span(ref labels, batch)[n];
                float total = 0;
                foreach (float score in row)
                {
                    total += MathF.Exp(score);
                }

                loss += (MathF.Log(total) - row[label]) / batch;
                for (int c = 0; c < LinePlan.Outputs; c++)
                {
                    rowGradient[c] = ((MathF.Exp(row[c]) / total) - (c == label ? 1f : 0f)) / batch;
                }
            }
            else
            {
                for (int c = 0; c < LinePlan.Outputs; c++)
                {
                    float difference = row[c] - Span(ref targets, batch * LinePlan.Outputs)[(n * LinePlan.Outputs) + c];
                    loss += difference * difference / (batch * LinePlan.Outputs);
                    rowGradient[c] = 2 * difference / (batch * LinePlan.Outputs);
                }
            }
        }

        return loss;
    }

    private static Span<float> Span(ref float first, int count) =>
        System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref first, count);

    private static Span<int> Span(ref int first, int count) => System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref first, count);

    private sealed class LinePass(LineNetwork network, int capacity)
        : InferenceProgram<float>(network.Store, capacity, 1, LinePlan.Of(network.Loss))
    {
        public override void Run(Worker worker) => VectorAt(0) = Forward(
            network.Loss, worker, false, ref InputBlock(0), ref Activation(LinePlan.Output), ref Activation(LinePlan.Gradient),
            ref TargetBlock(0), ref LabelBlock(0), ref ParameterAt(0));
    }

    private sealed class LineStep(LineNetwork network, Optimizer optimizer, int capacity, TrainerOptions options)
        : TrainingProgram<float>(network.Store, optimizer, capacity, options, LinePlan.Of(network.Loss))
    {
        public override void Run(Worker worker)
        {
            VectorAt(0) = Forward(
                network.Loss, worker, true, ref InputBlock(0), ref Activation(LinePlan.Output), ref Activation(LinePlan.Gradient),
                ref TargetBlock(0), ref LabelBlock(0), ref ParameterAt(0));
            int batch = worker.Batch;
            Span<float> x = Span(ref InputBlock(0), batch * LinePlan.Inputs);
            Span<float> y = Span(ref Activation(LinePlan.Output), batch * LinePlan.Outputs);
            Span<float> dy = Span(ref Activation(LinePlan.Gradient), batch * LinePlan.Outputs);
            Span<float> g = Span(ref GradientAt(0), LinePlan.TrainedSize);
            g.Clear();
            float mean = 0;
            for (int n = 0; n < batch; n++)
            {
                mean += y[n * LinePlan.Outputs] / batch;
                for (int c = 0; c < LinePlan.Outputs; c++)
                {
                    int i = (n * LinePlan.Outputs) + c;
                    float kept = Numerics.Philox.Uniform((uint)i, worker.Step, worker.Seed) < LinePlan.DropRate ? 0f : dy[i];
                    g[LinePlan.Bias + c] += kept;
                    for (int k = 0; k < LinePlan.Inputs; k++)
                    {
                        g[(c * LinePlan.Inputs) + k] += kept * x[(n * LinePlan.Inputs) + k];
                    }
                }
            }

            ParameterAt(LinePlan.Mean) = (0.9f * ParameterAt(LinePlan.Mean)) + (0.1f * mean);
            Update(worker);
        }
    }
}

/// <summary>Trains a line.</summary>
internal sealed class LineTrainer(LineNetwork network, BatchRunner<float> step, Optimizer optimizer, TrainerOptions options)
    : Trainer<float>(network, step, options)
{
    public BatchRunner<float> Program { get; } = step;

    public override Optimizer Optimizer => optimizer;

    protected override void SetLearningRate(double rate) => Program.LearningRate = rate;
}
