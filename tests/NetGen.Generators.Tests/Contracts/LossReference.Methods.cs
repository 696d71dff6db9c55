using System.Reflection;
using ParameterInfo = System.Reflection.ParameterInfo;

namespace NetGen.Generators.Tests.Contracts;

/// <content>Losses of <see cref="CaseMethods"/>, called as they are.</content>
internal static partial class LossReference
{
    private delegate double OfNumbers(double prediction, double target);

    private delegate double OfWeightedNumbers(double prediction, double target, double weight);

    private delegate double OfRows(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target);

    private delegate double OfWeightedRows(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, double weight);

    private delegate double OfLabel(ReadOnlySpan<double> scores, int label);

    private delegate double OfWeightedLabel(ReadOnlySpan<double> scores, int label, double weight);

    private static double OfMethod(Arguments a, Tensor output, double[] targets, int[]? labels, double[] weights)
    {
        MethodInfo method = typeof(CaseMethods).GetMethod(a.Text("Method")!)!;
        ParameterInfo[] parameters = method.GetParameters();
        bool isWeighted = parameters.Length > 2, isOfRows = parameters[0].ParameterType != typeof(double);
        int rows = output.Height * output.Width;
        if (!isOfRows)
        {
            return output.ToArray().Zip(targets).Select((pair, i) =>
            {
                double weight = weights[i / (targets.Length / output.Samples)];
                return isWeighted
                    ? method.CreateDelegate<OfWeightedNumbers>()(pair.First, pair.Second, weight)
                    : weight * method.CreateDelegate<OfNumbers>()(pair.First, pair.Second);
            }).Average();
        }

        Tensor? target = labels is null ? Tensor.From(output.Samples, output.Sizes, targets) : null;
        return Enumerable.Range(0, output.Samples * rows).Average(i =>
        {
            int n = i / rows, y = i % rows / output.Width, x = i % rows % output.Width;
            double[] row = output.Row(n, y, x), wanted = target?.Row(n, y, x) ?? [];
            return labels is not null && isWeighted ? method.CreateDelegate<OfWeightedLabel>()(row, labels[i], weights[n])
                : labels is not null ? weights[n] * method.CreateDelegate<OfLabel>()(row, labels[i])
                : isWeighted ? method.CreateDelegate<OfWeightedRows>()(row, wanted, weights[n])
                : weights[n] * method.CreateDelegate<OfRows>()(row, wanted);
        });
    }
}
