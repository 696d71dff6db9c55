using static System.FormattableString;

namespace NetGen;

/// <summary>Training cannot go on: a loss, a gradient or a weight is not a finite number.</summary>
public sealed class TrainingException : Exception
{
    private const string Advice = "A lower learning rate or scaled inputs often help.";

    private TrainingException(string what, int epoch, int step, double loss)
        : base(Invariant($"{what} in epoch {epoch}, step {step}. {Advice}"))
    {
        Epoch = epoch;
        Step = step;
        Loss = loss;
    }

    /// <summary>A step changed nothing, since its loss or a gradient was not finite.</summary>
    internal static TrainingException OfStep(int epoch, int step, double loss, NonFinite? first) => new(
        (double.IsFinite(loss) ? "A gradient was not finite, at a loss of " + Invariant($"{loss},") : Invariant($"The loss became {loss}"))
            + (first is null ? "" : $" (first {first})"),
        epoch,
        step,
        loss)
    {
        Where = first?.ToString(),
    };

    /// <summary>An update overflowed.</summary>
    internal static TrainingException OfWeights(Parameter parameter, int epoch, int step, double loss) =>
        new($"{parameter.Name} has a value that is not finite after the last update,", epoch, step, loss)
        {
            Where = $"the weight {parameter.Name}",
        };

    /// <summary>The validation loss is not finite.</summary>
    internal static TrainingException OfValidation(int epoch, int step, double loss) =>
        new(Invariant($"The validation loss became {loss}"), epoch, step, loss);

    /// <summary>
    /// The first number of the step that was not finite, as in "the output of Head.relu0, element 3"; null where it is not known.
    /// </summary>
    public string? Where { get; private init; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step in the epoch, from 1.</summary>
    public int Step { get; }

    /// <summary>The loss: that of the step, or of the validation where that is not finite.</summary>
    public double Loss { get; }
}
