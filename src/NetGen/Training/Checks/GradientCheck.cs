using System.Numerics;

namespace NetGen;

/// <summary>
/// Compares the gradients that the build derived with finite differences of the loss, (L(w + h) − L(w − h)) / 2h: for tests of networks
/// with methods of your own. Networks in double (<see cref="Precision.Double"/>) are compared to about six digits, those in float to two;
/// a double twin of a float network says more.
/// </summary>
public static class GradientCheck
{
    /// <summary>Compares the gradients by the trained parameters, at the network's weights as they are, which stay.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">A network with a loss.</param>
    /// <param name="data">Samples with their targets, of which the first are one batch.</param>
    /// <param name="samples">Of the batch: 8 unless given, or all where there are fewer.</param>
    /// <param name="weightsOfEach">Most weights looked at of each parameter, spread evenly over it: 64 unless given.</param>
    /// <returns>What was compared, and where the two part.</returns>
    /// <exception cref="ArgumentException">The data does not fit the network, or has no samples.</exception>
    /// <exception cref="InvalidOperationException">The network has no loss, or draws random numbers (dropout, noise).</exception>
    public static GradientReport Of<T>(Network<T> network, Dataset data, int samples = 8, int weightsOfEach = 64)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(weightsOfEach, 1);
        Dataset batch = data.Take(Math.Min(samples, data.Count));

        // Nothing changes at a rate of 0 but running statistics and what lies outside of its bounds: all is put back.
        T[][] kept = [.. network.Parameters.Select(parameter => parameter.AsSpan<T>().ToArray())];
        try
        {
            using Trainer<T> trainer = network.NewTrainer(
                new Sgd(0), batch.Count, new TrainerOptions { Threads = 1, Shuffle = false });
            return new Comparison<T>(network, trainer, batch).Run(weightsOfEach);
        }
        finally
        {
            for (int i = 0; i < kept.Length; i++)
            {
                kept[i].CopyTo(network.Parameters[i].AsSpan<T>());
            }
        }
    }

    private sealed class Comparison<T>(Network<T> network, Trainer<T> trainer, Dataset batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private static readonly bool s_isDouble = typeof(T) == typeof(double);

        /// <summary>A step as a share of a weight's size, and how far the two may part as a share of theirs.</summary>
        private static readonly double s_step = s_isDouble ? 1e-5 : 1e-2, s_tolerance = s_isDouble ? 1e-6 : 2e-2;

        public GradientReport Run(int weightsOfEach)
        {
            double loss = Loss(), again = Loss();
            if (Math.Abs(loss - again) > 1e-9 * Math.Max(1, Math.Abs(loss)))
            {
                throw new InvalidOperationException(
                    $"{network.GetType().Name} draws random numbers, so that its loss differs from step to step: "
                    + "check it without dropout and noise.");
            }

            Parameter[] trained = [.. network.Parameters.Where(parameter => parameter.IsTrained)];
            T[][] gradients = [.. trained.Select(parameter => trainer.Gradient(parameter).ToArray())];
            List<GradientDifference> differences = [];
            int compared = 0, kinks = 0;
            for (int p = 0; p < trained.Length; p++)
            {
                int size = gradients[p].Length, count = Math.Min(size, weightsOfEach);
                double scale = gradients[p].Select(gradient => Math.Abs(double.CreateChecked(gradient))).DefaultIfEmpty(0).Max();
                for (int k = 0; k < count; k++)
                {
                    int weight = (int)((long)k * size / count);
                    double analytic = double.CreateChecked(gradients[p][weight]);
                    compared++;
                    if (!HasRoom(trained[p], weight))
                    {
                        kinks++;
                        continue;
                    }

                    (double numeric, double bend) = Slope(trained[p], weight, 1, loss);
                    (double finer, double finerBend) = Slope(trained[p], weight, 0.5, loss);
                    double allowed = s_tolerance * Math.Max(Math.Max(Math.Abs(analytic), Math.Abs(numeric)), Math.Max(scale, 1e-3));
                    bool agrees = Math.Abs(analytic - finer) <= allowed;

                    // The slopes of a smooth curve's two sides lie half as far apart at half the step, those at a kink as far.
                    bool isKink = finerBend > allowed && finerBend > 0.75 * bend;
                    if (Math.Abs(numeric - finer) > allowed || (isKink && !agrees))
                    {
                        kinks++; // No derivative there to compare with.
                    }
                    else if (!agrees)
                    {
                        differences.Add(new(trained[p].Name, weight, analytic, finer));
                    }
                }
            }

            return new GradientReport(compared, kinks, differences);
        }

        /// <summary>Whether both sides of a weight are within its bounds: at one of them only one side means anything.</summary>
        private bool HasRoom(Parameter parameter, int weight)
        {
            double value = double.CreateChecked(parameter.AsSpan<T>()[weight]), step = StepAt(value);
            return network.RangeOf(parameter) is not { } range || (value - step >= range.Min && value + step <= range.Max);
        }

        private static double StepAt(double value) => s_step * Math.Max(1, Math.Abs(value));

        /// <summary>The slope over both sides of a weight, and how far the slopes of the two sides lie apart.</summary>
        private (double Slope, double Bend) Slope(Parameter parameter, int weight, double part, double loss)
        {
            Span<T> values = parameter.AsSpan<T>();
            T before = values[weight];
            double step = part * StepAt(double.CreateChecked(before));
            values[weight] = before + T.CreateChecked(step);
            double right = double.CreateChecked(values[weight] - before), above = Loss();
            values[weight] = before - T.CreateChecked(step);
            double left = double.CreateChecked(before - values[weight]), below = Loss();
            values[weight] = before;
            return ((above - below) / (right + left), Math.Abs((above - loss) / right - (loss - below) / left));
        }

        private double Loss() => trainer.Fit(batch, epochs: 1).Last.Loss;
    }
}
