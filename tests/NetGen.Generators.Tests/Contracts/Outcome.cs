namespace NetGen.Generators.Tests.Contracts;

/// <summary>What a prediction and a training step gave.</summary>
/// <param name="Loss">Training loss.</param>
/// <param name="Losses">Each loss of the step, in the order of the plan.</param>
/// <param name="Prediction">Output in inference, before the step.</param>
/// <param name="Gradients">By parameter.</param>
/// <param name="Statistics">Running statistics after the step.</param>
internal sealed record Outcome(
    double Loss, double[] Losses, double[] Prediction,
    IReadOnlyDictionary<string, double[]> Gradients, IReadOnlyDictionary<string, double[]> Statistics)
{
    private const double Negligible = 1e-2;

    /// <summary>
    /// The measure of all contract tests: ‖a − b‖ ≤ tolerance · ‖b‖ for each tensor, in the Euclidean norm. A gradient smaller than
    /// a tenth of the whole gradient (as of a bias before BatchNorm, which has none) is measured against that tenth, and other
    /// values smaller than 0.01 against 0.01.
    /// </summary>
    public static void AssertClose(Outcome expected, Outcome actual, double tolerance)
    {
        AssertClose("loss", [expected.Loss], [actual.Loss], tolerance);
        AssertClose("losses", expected.Losses, actual.Losses, tolerance);
        AssertClose("prediction", expected.Prediction, actual.Prediction, tolerance);
        AssertClose(expected.Gradients, actual.Gradients, tolerance);
        foreach ((string name, double[] values) in expected.Statistics)
        {
            AssertClose(name, values, actual.Statistics[name], tolerance);
        }
    }

    public static void AssertClose(
        IReadOnlyDictionary<string, double[]> expected, IReadOnlyDictionary<string, double[]> actual, double tolerance)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        double whole = Norm(expected.Values.SelectMany(values => values));
        foreach ((string name, double[] values) in expected)
        {
            AssertClose($"gradient of {name}", values, actual[name], tolerance, whole / 10);
        }
    }

    public static void AssertClose(string name, double[] expected, double[] actual, double tolerance, double least = Negligible)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(Norm(expected), least);
        double error = Norm(expected.Zip(actual, (e, a) => e - a)) / (scale > 0 ? scale : 1);
        Assert.True(error <= tolerance, FormattableString.Invariant(
            $"{name}: off by {error:e2} of its size, {tolerance:e0} is allowed.\nexpected {Text(expected)}\nactual   {Text(actual)}"));
    }

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));

    private static string Text(double[] values) =>
        string.Join(" ", values.Take(40).Select(value => value.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture)));
}
