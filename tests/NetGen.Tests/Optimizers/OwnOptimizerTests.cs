using System.Numerics;
using NetGen.Numerics;
using NetGen.Runtime;
using NetGen.Tests.Numerics.Kernels;
using Xunit;

namespace NetGen.Tests;

/// <summary>An optimizer of the user's own, by every vector width, against its formula in plain loops.</summary>
public sealed class OwnOptimizerTests
{
    private const int Count = 45, Steps = 5;

    public static TheoryData<string, string> All => Widths.With(["rmsprop"]);

    [Theory]
    [MemberData(nameof(All))]
    public void Steps_as_its_formula_says(string width, string name)
    {
        Assert.Equal("rmsprop", name);
        Widths.Run(width, default(Test));
    }

    [Fact]
    public void A_rule_with_too_many_slots_is_refused() =>
        Assert.Contains(nameof(Greedy), Assert.Throws<ArgumentException>(UpdateRule.Of<Greedy>).Message, StringComparison.Ordinal);

    private readonly struct Greedy : IUpdateRule
    {
        public static int SlotCount => Slots<F1>.Most + 1;

        public static int FactorCount => 0;

        public static string SlotName(int slot) => "";

        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
        {
        }
    }

    private readonly struct Test : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            const double Rate = 0.02, Alpha = 0.9, Epsilon = 1e-4, Momentum = 0.5;
            ClippedRmsProp optimizer = new((float)Rate, (float)Alpha, (float)Epsilon, (float)Momentum);
            SteppedState<T> state = new(optimizer, new RuleState<T, V, S, ClippedRmsPropRule>(Count));
            Random random = new(4);
            T[] parameters = [.. Enumerable.Range(0, Count).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
            double[] p = [.. parameters.Select(double.CreateTruncating)], square = new double[Count], velocity = new double[Count];
            for (int step = 0; step < Steps; step++)
            {
                T[] gradients = [.. Enumerable.Range(0, Count).Select(_ => T.CreateTruncating((4 * random.NextDouble()) - 2))];
                state.BeginStep(Rate);
                state.Update(parameters, gradients, 0);
                for (int i = 0; i < Count; i++)
                {
                    double g = Math.Clamp(double.CreateTruncating(gradients[i]), -1, 1);
                    square[i] = (Alpha * square[i]) + ((1 - Alpha) * g * g);
                    velocity[i] = (Momentum * velocity[i]) + (g / (Math.Sqrt(square[i]) + Epsilon));
                    p[i] -= Rate * velocity[i];
                }
            }

            double tolerance = typeof(T) == typeof(double) ? 1e-14 : 2e-6;
            Assert.All(p.Zip(parameters), pair => Assert.Equal(pair.First, double.CreateTruncating(pair.Second), tolerance));
        }
    }
}
