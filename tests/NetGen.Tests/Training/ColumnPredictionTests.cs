using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Many samples at once for networks with several inputs or outputs.</summary>
public sealed class ColumnPredictionTests
{
    private const int Count = 150;

    private readonly YesAndSize _network = new(seed: 1);
    private readonly float[] _left = Values(Count * 2), _right = Values(Count * 3), _yes = new float[Count * 2], _size = new float[Count];

    [Fact]
    public void Many_samples_have_the_outputs_of_each()
    {
        _network.Predict(new(_left, _right), new(_yes, _size));
        for (int i = 0; i < Count; i++)
        {
            YesAndSize.Outputs one = _network.Predict(new(_left.AsMemory(i * 2, 2), _right.AsMemory(i * 3, 3)));
            Assert.Equal(one.Yes, _yes[(i * 2)..((i * 2) + 2)], Close);
            Assert.Equal(one.Size, _size[i..(i + 1)], Close);
        }
    }

    [Fact]
    public void The_number_of_samples_may_be_given()
    {
        _network.Predict(new(_left.AsMemory(0, 4), _right.AsMemory(0, 6)), new(_yes.AsMemory(0, 4), _size.AsMemory(0, 2)), count: 2);
        Assert.All(_yes[..4], value => Assert.NotEqual(0, value));
        Assert.All(_yes[4..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Nothing_is_allocated_after_the_first_use()
    {
        _network.Predict(new(_left, _right), new(_yes, _size));
        long before = GC.GetAllocatedBytesForCurrentThread();
        _network.Predict(new(_left, _right), new(_yes, _size));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_nothing_written()
    {
        Expect("150 samples have 300 outputs of Yes, not 299", () => _network.Predict(new(_left, _right), new(_yes.AsMemory(1), _size)));
        Expect("150 samples have 150 outputs of Size, not 151", () => _network.Predict(new(_left, _right), new(_yes, new float[151])));
        Expect("150 samples of 3 need 450 values", () => _network.Predict(new(_left, _right.AsMemory(3)), new(_yes, _size)));
        Expect("the memory of the samples", () => _network.Predict(new(_left, _right), new(_left, _size)));
        _right[^1] = float.NaN;
        Expect("Sample 149 of Right has the value NaN", () => _network.Predict(new(_left, _right), new(_yes, _size)));
        Assert.All(_yes, value => Assert.Equal(0, value));
        Assert.All(_size, value => Assert.Equal(0, value));
    }

    private static void Expect(string part, Action action) =>
        Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static bool Close(float a, float b) => MathF.Abs(a - b) <= 1e-5f;

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * 1.7f))];
}
