using System.Numerics;
using Xunit;

namespace NetGen.Tests.Fixtures;

/// <summary>
/// Compares values with a fixture's. The measure is the largest difference relative to the largest magnitude of the tensor; tensors
/// smaller than 0.01 (among them gradients that are 0 in theory) are measured against 0.01.
/// </summary>
internal sealed class Comparison<T>(Fixture<T> fixture)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double SingleTolerance = 1e-4;
    private const double DoubleTolerance = 1e-9;
    private const double Negligible = 1e-2;
    private double _worst;

    /// <summary>The largest deviation so far, and of which tensor.</summary>
    public string Worst { get; private set; } = "none";

    /// <summary>A whole tensor.</summary>
    public void Check(string name, ReadOnlySpan<T> actual)
    {
        T[] expected = fixture[name];
        Assert.Equal(expected.Length, actual.Length);
        Check(name, expected, 0, actual);
    }

    /// <summary>One sample of it.</summary>
    public void CheckSample(string name, int sample, ReadOnlySpan<T> actual)
    {
        T[] expected = fixture[name];
        Assert.Equal(expected.Length / fixture.BatchSize, actual.Length);
        Check($"{name} of sample {sample} alone", expected, sample * actual.Length, actual);
    }

    /// <summary>A row of its last dimension.</summary>
    public void CheckRow(string name, int row, ReadOnlySpan<T> actual)
    {
        Shape shape = fixture.ShapeOf(name);
        Assert.Equal(shape[^1], actual.Length);
        Check($"{name}, row {row} decoded", fixture[name], row * actual.Length, actual);
    }

    private void Check(string name, T[] expected, int first, ReadOnlySpan<T> actual)
    {
        double scale = Math.Max(expected.Max(value => Math.Abs(double.CreateTruncating(value))), Negligible), worst = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double error = Math.Abs(double.CreateTruncating(expected[first + i]) - double.CreateTruncating(actual[i])) / scale;
            worst = error <= worst ? worst : error;
        }

        double tolerance = typeof(T) == typeof(float) ? SingleTolerance : DoubleTolerance;
        Assert.True(worst <= tolerance, FormattableString.Invariant($"{name}: off by {worst:e2} of its size; {tolerance:e0} is allowed."));
        if (worst > _worst)
        {
            _worst = worst;
            Worst = FormattableString.Invariant($"{worst:e2} ({name})");
        }
    }
}
