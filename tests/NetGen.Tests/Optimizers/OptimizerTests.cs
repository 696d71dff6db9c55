using System.Numerics;
using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests;

public class OptimizerTests
{
    private static readonly double[] s_start = [1, -2, 0.5, 0, 3];

    private static readonly double[][] s_gradients =
    [
        [0.1, -0.2, 0.3, 0, 1],
        [0.2, 0.1, -0.3, 0.5, -1],
        [-0.4, 0.3, 0.25, 0.125, 2],
        [0.05, -0.6, 0, 0.25, 0.5],
    ];

    /// <summary>Parameters after four steps from <see cref="s_start"/>, computed by PyTorch's optimizers in double.</summary>
    public static TheoryData<string, double[]> KnownAnswers => new()
    {
        { "Sgd", [1.005, -1.96, 0.475, -0.0875, 2.75] },
        { "Sgd, decay", [1.0010359460109999, -1.952021942022, 0.47305793803049995, -0.08738755000000001, 2.738317788103] },
        { "Sgd, momentum", [0.973501046311, -1.9373621426219998, 0.42629417068049996, -0.18404755, 2.470717000003] },
        { "Sgd, Nesterov", [0.977324436562053, -1.895764816074106, 0.40690509673432906, -0.25276531795, 2.2627917345874065] },
        { "Adam", [0.9832334716231748, -1.9879851591970885, 0.48526092209056854, -0.02236415233461256, 2.9803820829877647] },
        { "Adam, decay", [0.9763494953244252, -1.9708092697649542, 0.4812131245655346, -0.02289788691225266, 2.974762202108177] },
        { "AdamW", [0.979286793674177, -1.9800285513869584, 0.4832957324375355, -0.022342146671353993, 2.9684339713166166] },
    };

    public static TheoryData<string> Names => new(KnownAnswers.Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Four_steps_give_what_PyTorch_gives(string name, double[] expected)
    {
        // Repeated, so that the values pass through whole vectors and through the tail.
        double[] exact = Train<double>(Make(name), repeats: 9, ranges: 1);
        float[] rounded = Train<float>(Make(name), repeats: 9, ranges: 1);
        for (int i = 0; i < exact.Length; i++)
        {
            double value = expected[i % expected.Length];
            Assert.InRange(exact[i], value - 1e-14, value + 1e-14);
            Assert.InRange(rounded[i], value - 1e-6, value + 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Splitting_the_block_does_not_change_a_bit(string name)
    {
        float[] single = Train<float>(Make(name), repeats: 20, ranges: 1);
        double[] exact = Train<double>(Make(name), repeats: 20, ranges: 1);
        foreach (int ranges in new[] { 2, 3, 7, 100, 150 })
        {
            Assert.Equal(single, Train<float>(Make(name), repeats: 20, ranges));
            Assert.Equal(exact, Train<double>(Make(name), repeats: 20, ranges));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Elements_outside_the_range_keep_their_values(string name)
    {
        SteppedState<float> state = new(Make(name), 100);
        float[] parameters = [.. Enumerable.Repeat(1f, 100)];
        float[] gradients = [.. Enumerable.Repeat(1f, 100)];
        state.BeginStep(0.1);
        state.Update(parameters.AsSpan(10, 37), gradients.AsSpan(10, 37), 10);
        for (int i = 0; i < parameters.Length; i++)
        {
            Assert.Equal(i is >= 10 and < 47, parameters[i] != 1);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Empty_ranges_are_fine(string name)
    {
        SteppedState<double> state = new(Make(name), 0);
        state.BeginStep(0.1);
        state.Update([], [], 0);
        state.BeginStep(0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        SteppedState<float> state = new(Make(name), 100);
        float[] parameters = new float[100];
        float[] gradients = new float[100];
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            state.BeginStep(0.1);
            state.Update(parameters, gradients, 0);
        }
    }

    [Fact]
    public void Sgd_without_momentum_keeps_no_moments()
    {
        const int Count = 1_000_000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        OptimizerState<float> state = new Sgd(0.1f).CreateState<float>(Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Count);
        GC.KeepAlive(state);
    }

    [Fact]
    public void States_of_one_optimizer_do_not_disturb_each_other()
    {
        var adam = new Adam();
        SteppedState<float> other = new(adam, 1);
        other.BeginStep(1);
        other.Update([1f], [5f], 0);
        Assert.Equal(Train<float>(new Adam(), 1, 1), Train<float>(adam, 1, 1));
    }

    [Fact]
    public void The_constructors_keep_their_values()
    {
        var sgd = new Sgd(0.5f, 0.9f, true, 0.1f) { Schedule = new StepDecay(1, 0.5) };
        Assert.Equal((0.5f, 0.9f, true, 0.1f), (sgd.LearningRate, sgd.Momentum, sgd.Nesterov, sgd.WeightDecay));
        Assert.IsType<StepDecay>(sgd.Schedule);
        var adam = new Adam();
        Assert.Equal((1e-3f, 0.9f, 0.999f, 1e-8f, 0f), (adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay));
        var adamW = new AdamW();
        Assert.Equal((1e-3f, 0.9f, 0.999f, 1e-8f, 1e-2f), (adamW.LearningRate, adamW.Beta1, adamW.Beta2, adamW.Epsilon, adamW.WeightDecay));
        Assert.Null(adamW.Schedule);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1f)]
    public void A_wrong_hyper_parameter_is_named(float value)
    {
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new Sgd(value));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new Sgd(0.1f, momentum: value));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new Sgd(0.1f, weightDecay: value));
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new Adam(value));
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new Adam(beta1: value));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new Adam(beta2: value));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new Adam(epsilon: value));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new Adam(weightDecay: value));
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new AdamW(value));
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new AdamW(beta1: value));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new AdamW(beta2: value));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new AdamW(epsilon: value));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new AdamW(weightDecay: value));
        ParameterStore<float> store = new(1, 1, [new("p", 0, true, default, 1, 1, new Shape(1))], 1);
        UpdateGroups<float> groups = new(store, new AlignedBuffer<float>(1), new Sgd(1), []);
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => groups.BeginStep(value));
    }

    [Fact]
    public void Averages_that_never_forget_and_Nesterov_without_momentum_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new Adam(beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new AdamW(beta2: 1));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new Sgd(0.1f, nesterov: true));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrong_ranges_and_types_are_refused(string name)
    {
        Optimizer optimizer = Make(name);
        SteppedState<float> state = new(optimizer, 4);
        Assert.Throws<ArgumentException>("gradients", () => state.Update(new float[2], new float[3], 0));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => state.Update(new float[2], new float[2], 3));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => state.Update(new float[2], new float[2], -1));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => state.Update(new float[5], new float[5], 0));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => state.Update(new float[2], new float[2], int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => optimizer.CreateState<float>(-1));
        Assert.Throws<NotSupportedException>(() => optimizer.CreateState<Half>(1));
    }

    private static Optimizer Make(string name) => name switch
    {
        "Sgd" => new Sgd(0.1f),
        "Sgd, decay" => new Sgd(0.1f, weightDecay: 0.01f),
        "Sgd, momentum" => new Sgd(0.1f, momentum: 0.9f, weightDecay: 0.01f),
        "Sgd, Nesterov" => new Sgd(0.1f, momentum: 0.9f, nesterov: true, weightDecay: 0.01f),
        "Adam" => new Adam(0.01f),
        "Adam, decay" => new Adam(0.01f, beta1: 0.8f, beta2: 0.99f, epsilon: 1e-3f, weightDecay: 0.1f),
        "AdamW" => new AdamW(0.01f, weightDecay: 0.1f),
        _ => throw new ArgumentException(name),
    };

    /// <summary>Takes the four steps over the start values repeated, the block split into ranges of about equal size.</summary>
    private static T[] Train<T>(Optimizer optimizer, int repeats, int ranges)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] parameters = Repeat<T>(s_start, repeats);
        SteppedState<T> state = new(optimizer, parameters.Length);
        double learningRate = optimizer is Sgd ? 0.1 : 0.01;
        foreach (double[] gradient in s_gradients)
        {
            T[] gradients = Repeat<T>(gradient, repeats);
            state.BeginStep(learningRate);
            for (int range = 0; range < ranges; range++)
            {
                int start = parameters.Length * range / ranges;
                int length = parameters.Length * (range + 1) / ranges - start;
                state.Update(parameters.AsSpan(start, length), gradients.AsSpan(start, length), start);
            }
        }

        return parameters;
    }

    private static T[] Repeat<T>(double[] values, int repeats)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [.. Enumerable.Repeat(values, repeats).SelectMany(v => v).Select(T.CreateChecked)];
}
