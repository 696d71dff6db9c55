using NetGen.Runtime;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>Packed weights stay what they are while somebody reads them.</summary>
public sealed class PackedWeightsTests
{
    private readonly Parameter _parameter;
    private readonly ParameterStore<float> _store;
    private readonly ProgramPlan _plan;

    public PackedWeightsTests()
    {
        SharedMlp network = new(seed: 1);
        _parameter = network.Parameters[0];
        _store = (ParameterStore<float>)_parameter.Weights;
        _plan = network.Plan with { PanelSize = 100_000 };
    }

    [Fact]
    public void Weights_that_are_packed_anew_do_not_reach_a_run_that_is_under_way()
    {
        using PanelProgram outer = new(_store, _plan), inner = new(_store, _plan);
        _parameter.Span[0] = 1;
        outer.Predict(1, []);
        Assert.Equal((1, 1), (outer.Before, outer.After));

        outer.Between = () =>
        {
            _parameter.Span[0] = 2;
            inner.Predict(1, []);
        };
        outer.Predict(1, []);
        Assert.Equal((1, 1), (outer.Before, outer.After));
        Assert.Equal((2, 2), (inner.Before, inner.After));

        outer.Between = () => { };
        outer.Predict(1, []);
        Assert.Equal((2, 2), (outer.Before, outer.After));
        Assert.Equal(1, outer.Packed);
    }

    [Fact]
    public void They_are_packed_where_they_were_when_nobody_reads_them()
    {
        using PanelProgram program = new(_store, _plan);
        program.Predict(1, []);
        long least = long.MaxValue;
        for (int round = 0; round < 5 && least > 0; round++)
        {
            _parameter.Span[0] += 1;
            long before = GC.GetAllocatedBytesForCurrentThread();
            program.Predict(1, []);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.True(program.Packed > 1);
    }

    /// <summary>Reads a packed weight twice.</summary>
    private sealed class PanelProgram(ParameterStore<float> store, ProgramPlan plan) : InferenceProgram<float>(store, 1, 1, plan)
    {
        public Action Between { get; set; } = () => { };

        public int Packed { get; private set; }

        public float Before { get; private set; }

        public float After { get; private set; }

        public override void Run(Worker worker)
        {
            while (worker.TakesShare())
            {
                if (MustPack)
                {
                    Panel(0) = ParameterAt(0);
                    Packed++;
                }

                Before = Panel(0);
                Between();
                After = Panel(0);
            }
        }
    }
}
