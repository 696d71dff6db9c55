using ILGPU;
using NetGen.Runtime;

namespace NetGen.Ilgpu.Tests;

internal struct LineArguments
{
    public int Batch;
    public byte TakesLabels;
    public byte IsTraining;
    public ArrayView<uint> Clock;
    public ArrayView<float> X;
    public ArrayView<float> Y;
    public ArrayView<float> Dy;
    public ArrayView<float> Targets;
    public ArrayView<int> Labels;
    public ArrayView<float> Parameters;
    public ArrayView<float> Gradients;
    public ArrayView<float> Loss;
}

/// <summary>The line's kernels.</summary>
internal static class LineKernels
{
    /// <summary>y = Wx + b, or 0 where dropped.</summary>
    public static void Forward(LineArguments g)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Batch * LinePlan.Outputs)
        {
            int n = i / LinePlan.Outputs, c = i % LinePlan.Outputs;
            float sum = g.Parameters[LinePlan.Bias + c];
            for (int k = 0; k < LinePlan.Inputs; k++)
            {
                sum += g.Parameters[(c * LinePlan.Inputs) + k] * g.X[(n * LinePlan.Inputs) + k];
            }

            bool isDropped = g.IsTraining != 0 && DeviceMath.Uniform((uint)i, g.Clock[0], g.Clock[1]) < LinePlan.DropRate;
            g.Y[i] = isDropped ? 0f : sum;
        }
    }

    /// <summary>The loss, dy and the running mean. One thread.</summary>
    public static void Loss(LineArguments g)
    {
        float loss = 0, mean = 0;
        for (int n = 0; n < g.Batch; n++)
        {
            int row = n * LinePlan.Outputs;
            mean += g.Y[row] / g.Batch;
            float total = 0;
            for (int c = 0; c < LinePlan.Outputs; c++)
            {
                total += DeviceMath.Exp(g.Y[row + c]);
            }

            if (g.TakesLabels != 0)
            {
                loss += (DeviceMath.Log(total) - g.Y[row + g.Labels[n]]) / g.Batch;
            }

            for (int c = 0; c < LinePlan.Outputs; c++)
            {
                if (g.TakesLabels != 0)
                {
                    g.Dy[row + c] = ((DeviceMath.Exp(g.Y[row + c]) / total) - (c == g.Labels[n] ? 1f : 0f)) / g.Batch;
                }
                else
                {
                    float difference = g.Y[row + c] - g.Targets[row + c];
                    loss += difference * difference / (g.Batch * LinePlan.Outputs);
                    g.Dy[row + c] = 2 * difference / (g.Batch * LinePlan.Outputs);
                }
            }
        }

        g.Loss[0] = loss;
        if (g.IsTraining != 0)
        {
            g.Parameters[LinePlan.Mean] = (0.9f * g.Parameters[LinePlan.Mean]) + (0.1f * mean);
        }
    }

    /// <summary>dW = dyᵀ · x, db = Σ dy: a thread for each parameter.</summary>
    public static void Backward(LineArguments g)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < LinePlan.TrainedSize)
        {
            int c = i < LinePlan.Bias ? i / LinePlan.Inputs : i - LinePlan.Bias;
            float sum = 0;
            for (int n = 0; n < g.Batch; n++)
            {
                int at = (n * LinePlan.Outputs) + c;
                float kept = DeviceMath.Uniform((uint)at, g.Clock[0], g.Clock[1]) < LinePlan.DropRate ? 0f : g.Dy[at];
                sum += kept * (i < LinePlan.Bias ? g.X[(n * LinePlan.Inputs) + (i % LinePlan.Inputs)] : 1f);
            }

            g.Gradients[i] = sum;
        }
    }
}

/// <summary>The line's training step on a device.</summary>
internal sealed class LineDeviceStep(LineNetwork network, Optimizer optimizer, int capacity, TrainerOptions options, IlgpuDevice device)
    : IlgpuTrainingProgram<float>(network.Values, optimizer, capacity, options, device, LinePlan.Of(network.Loss))
{
    protected override IlgpuInferenceProgram<float> CreateInference(int capacity) => new LineDevicePass(network, capacity, Device);

    protected override void Record()
    {
        LineArguments arguments = new()
        {
            Batch = Batch,
            TakesLabels = (byte)(network.Loss == LineLoss.Labels ? 1 : 0),
            IsTraining = 1,
            Clock = Clock,
            X = InputBlock(0),
            Y = Activation(LinePlan.Output),
            Dy = Activation(LinePlan.Gradient),
            Targets = TargetBlock(0),
            Labels = LabelBlock(0),
            Parameters = ParameterAt(0),
            Gradients = GradientAt(0),
            Loss = VectorAt(0),
        };
        Launch(LineKernels.Forward, new Index3D(Ceil(Batch * LinePlan.Outputs, 8), 1, 1), 8, arguments);
        Launch(LineKernels.Loss, new Index3D(1, 1, 1), 1, arguments);
        Launch(LineKernels.Backward, new Index3D(Ceil(LinePlan.TrainedSize, 8), 1, 1), 8, arguments);
    }
}

/// <summary>The line's forward pass on a device.</summary>
internal sealed class LineDevicePass(LineNetwork network, int capacity, IlgpuDevice device)
    : IlgpuInferenceProgram<float>(network.Values, capacity, device, LinePlan.Of(network.Loss))
{
    protected override void Record()
    {
        LineArguments arguments = new()
        {
            Batch = Batch,
            TakesLabels = (byte)(network.Loss == LineLoss.Labels ? 1 : 0),
            Clock = Clock,
            X = InputBlock(0),
            Y = Activation(LinePlan.Output),
            Dy = Activation(LinePlan.Gradient),
            Targets = TargetBlock(0),
            Labels = LabelBlock(0),
            Parameters = ParameterAt(0),
            Gradients = ParameterAt(0),
            Loss = VectorAt(0),
        };
        Launch(LineKernels.Forward, new Index3D(Ceil(Batch * LinePlan.Outputs, 8), 1, 1), 8, arguments);
        Launch(LineKernels.Loss, new Index3D(1, 1, 1), 1, arguments);
    }
}
