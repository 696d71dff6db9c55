using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A loss that judges outputs by each other: data and steps have inputs alone.</summary>
public sealed class NoTargetTests
{
    private const int Samples = 22;

    private readonly Partners _network = new(seed: 1);
    private readonly float[] _inputs = [.. Enumerable.Range(0, Samples * 4).Select(i => MathF.Sin(i * i))];

    private Dataset Data => Dataset.FromColumns([("input", DataColumn.Values(_inputs, new Shape(4)))]);

    /// <summary>In batches of eight, the last of six.</summary>
    [Fact]
    public void Training_lowers_the_loss_and_validates_in_batches_of_its_size()
    {
        using Partners.Trainer trainer = _network.CreateTrainer(new Adam(0.02f), 8);

        History history = trainer.Fit(Data, 30, validation: Data);

        Assert.True(history.Last.Loss < 0.5 * history[0].Loss, $"{history}");
        Assert.Null(history.Last.Accuracy);
        Assert.Equal(history.Last.ValidationLoss!.Value, trainer.Evaluate(Data).Losses["One"], 1e-9);
        Assert.True(_network.Evaluate(Data).Loss > history.Last.ValidationLoss, "Among 22 a partner is found harder than among eight.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_step_takes_inputs_alone(int threads)
    {
        using Partners.Trainer trainer = _network.CreateTrainer(new Sgd(0), Samples, new TrainerOptions { Threads = threads });

        BatchResult whole = trainer.Step(_inputs), two = trainer.Step(_inputs.AsMemory(0, 8)), one = trainer.Step(_inputs.AsMemory(0, 4));

        Assert.Equal(new BatchResult(whole.Loss, 0, Samples, 0), whole);
        Assert.Equal(_network.Evaluate(Data).Loss, whole.Loss, 1e-5);
        Assert.True(two.Loss > 0);
        Assert.Equal(0, one.Loss, 1e-6);
        Assert.Throws<InvalidOperationException>(() => trainer.Step(_inputs.AsSpan(), new int[Samples]));
    }

    [Fact]
    public void Data_without_targets_says_so()
    {
        Assert.Equal((0, 0), (Data.Classes, Data.TargetSize));
        Assert.Equal("22 samples of input 4", $"{Data}");
        Assert.Equal(11, Data.Split(0.5).First.Count);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Data.ReadLabels([0], new int[1]));
        Assert.Equal("The samples have no target.", error.Message);
    }
}

/// <summary>A network whose loss takes no target.</summary>
[Network, Input(4), InfoNceLoss(nameof(One), nameof(Other))]
internal sealed partial class Partners
{
    [Linear(6)]
    public partial Layer One { get; }

    [From("input"), Linear(6)]
    public partial Layer Other { get; }
}
