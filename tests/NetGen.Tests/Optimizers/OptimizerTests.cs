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
        { "Sgd, dampening", [0.9700934850777729, -1.933468387305546, 0.41695728144246147, -0.12887579215, 2.523271664627329] },
        { "Adagrad", [0.8869979142267778, -1.9400469184019087, 0.41994336988894976, -0.16789714051850685, 2.869061020035015] },
        { "Adagrad, decay", [0.9665994538246434, -1.95218332370324, 0.4457907012214782, -0.10875209083719858, 2.889188769335858] },
        { "Adadelta", [0.999716000631614, -1.9997573375819604, 0.4997162094769085, -0.000643390149013005, 2.9994037984990762] },
        { "Adadelta, decay", [0.9922378214203021, -1.9825355987399536, 0.4829091899390569, -0.04168082327600989, 2.9571988628711647] },
        { "RmsProp", [0.8869638262629224, -1.94028998353498, 0.419836792972608, -0.16835736098422713, 2.868889342580315] },
        { "RmsProp, momentum", [0.930100602415384, -1.9709092756834632, 0.4545533219617253, -0.08182646127391723, 2.93284405352798] },
        { "RmsProp, centred", [0.9611275553370112, -1.980547752953931, 0.4727305005132435, -0.058465290386295096, 2.9552189743646045] },
        {
            "RmsProp, centred, momentum",
            [0.9223881911760976, -1.9679222122759576, 0.45108913054706834, -0.08754479804471317, 2.9278598133377645]
        },
        { "Adam, AMSGrad", [0.9843790536373088, -1.989348903849391, 0.48613810751405245, -0.01866390345453524, 2.9823511471443678] },
        { "AdamW, AMSGrad", [0.9804303461555154, -1.981390573171437, 0.484171732199811, -0.018644657536697484, 2.970401430751953] },
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
        Assert.False(adamW.DecaysVectors || adamW.AmsGrad || adam.AmsGrad);
        Assert.Equal(0.25f, new Sgd(1, momentum: 0.5f, dampening: 0.25f).Dampening);
        Adagrad adagrad = new(0.5f, 0.1f, 0.2f, 0.3f, 0.4f);
        Assert.Equal(
            (0.5f, 0.1f, 0.2f, 0.3f, 0.4f),
            (adagrad.LearningRate, adagrad.RateDecay, adagrad.WeightDecay, adagrad.InitialAccumulator, adagrad.Epsilon));
        Adadelta adadelta = new(0.5f, 0.1f, 0.2f, 0.3f);
        Assert.Equal((0.5f, 0.1f, 0.2f, 0.3f), (adadelta.LearningRate, adadelta.Rho, adadelta.Epsilon, adadelta.WeightDecay));
        RmsProp rmsProp = new(0.5f, 0.1f, 0.2f, 0.3f, 0.4f, true);
        Assert.Equal(
            (0.5f, 0.1f, 0.2f, 0.3f, 0.4f, true),
            (rmsProp.LearningRate, rmsProp.Alpha, rmsProp.Epsilon, rmsProp.WeightDecay, rmsProp.Momentum, rmsProp.IsCentred));
        Lion lion = new(0.5f, 0.1f, 0.2f, 0.3f);
        Assert.Equal((0.5f, 0.1f, 0.2f, 0.3f), (lion.LearningRate, lion.Beta1, lion.Beta2, lion.WeightDecay));
        Muon muon = new(0.5f, 0.1f, false, 0.2f, adam);
        Assert.Equal((0.5f, 0.1f, false, 0.2f), (muon.LearningRate, muon.Momentum, muon.Nesterov, muon.WeightDecay));
        Assert.Same(adam, muon.Others);
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
        Assert.Throws<ArgumentOutOfRangeException>("dampening", () => new Sgd(1, 0.9f, dampening: value));
        Assert.Throws<ArgumentOutOfRangeException>("rateDecay", () => new Adagrad(rateDecay: value));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new Adagrad(weightDecay: value));
        Assert.Throws<ArgumentOutOfRangeException>("initialAccumulator", () => new Adagrad(initialAccumulator: value));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new Adagrad(epsilon: value));
        Assert.Throws<ArgumentOutOfRangeException>("rho", () => new Adadelta(rho: value));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new Adadelta(epsilon: value));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new RmsProp(alpha: value));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new RmsProp(epsilon: value));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new RmsProp(momentum: value));
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new Lion(beta1: value));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new Lion(beta2: value));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new Muon(momentum: value));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new Muon(weightDecay: value));
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
        Assert.Throws<ArgumentOutOfRangeException>("dampening", () => new Sgd(0.1f, 0.9f, nesterov: true, dampening: 0.1f));
        Assert.Throws<ArgumentOutOfRangeException>("dampening", () => new Sgd(0.1f, 0.9f, dampening: 1.1f));
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new Lion(beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new Muon(momentum: 1));
        Assert.Throws<ArgumentException>("others", () => new Muon(others: new Muon()));
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
        "Sgd, dampening" => new Sgd(0.1f, momentum: 0.9f, weightDecay: 0.01f, dampening: 0.3f),
        "Adagrad" => new Adagrad(0.1f),
        "Adagrad, decay" => new Adagrad(0.1f, rateDecay: 0.2f, weightDecay: 0.01f, initialAccumulator: 0.1f, epsilon: 1e-3f),
        "Adadelta" => new Adadelta(0.1f),
        "Adadelta, decay" => new Adadelta(0.1f, rho: 0.8f, epsilon: 1e-2f, weightDecay: 0.01f),
        "RmsProp" => new RmsProp(0.01f),
        "RmsProp, momentum" => new RmsProp(0.01f, alpha: 0.9f, epsilon: 1e-3f, weightDecay: 0.01f, momentum: 0.5f),
        "RmsProp, centred" => new RmsProp(0.01f, alpha: 0.9f, epsilon: 1e-3f, isCentred: true),
        "RmsProp, centred, momentum" => new RmsProp(0.01f, 0.9f, 1e-3f, weightDecay: 0.01f, momentum: 0.5f, isCentred: true),
        "Adam, AMSGrad" => new Adam(0.01f, beta1: 0.8f, beta2: 0.5f, epsilon: 1e-3f, amsGrad: true),
        "AdamW, AMSGrad" => new AdamW(0.01f, beta1: 0.8f, beta2: 0.5f, epsilon: 1e-3f, weightDecay: 0.1f, amsGrad: true),
        _ => throw new ArgumentException(name),
    };

    /// <summary>Takes the four steps over the start values repeated, the block split into ranges of about equal size.</summary>
    private static T[] Train<T>(Optimizer optimizer, int repeats, int ranges)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] parameters = Repeat<T>(s_start, repeats);
        SteppedState<T> state = new(optimizer, parameters.Length);
        foreach (double[] gradient in s_gradients)
        {
            T[] gradients = Repeat<T>(gradient, repeats);
            state.BeginStep(optimizer.Rate);
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
