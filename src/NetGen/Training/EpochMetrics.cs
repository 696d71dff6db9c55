using System.Text;
using static System.FormattableString;

namespace NetGen;

/// <summary>What one epoch of training gave.</summary>
public sealed record EpochMetrics
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Mean training loss, each sample measured in the step that trained on it.</summary>
    public required double Loss { get; init; }

    /// <summary>Mean of each training loss, measured likewise; <see cref="Loss"/> is their weighted sum.</summary>
    public LossValues Losses { get; init; } = new([], []);

    /// <summary>Share of the training samples predicted right, 0 to 1, measured likewise; null where the loss knows no classes.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Mean loss on the validation data after the epoch; null without validation.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Mean of each loss on the validation data likewise; null without validation.</summary>
    public LossValues? ValidationLosses { get; init; }

    /// <summary>Accuracy on the validation data after the epoch, 0 to 1; null without validation or classes.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>
    /// The metrics of <see cref="TrainerOptions.Metrics"/> on the validation data after the epoch; empty without validation or metrics.
    /// </summary>
    public MetricValues ValidationMetrics { get; init; } = new([], []);

    /// <summary>Seconds that the training steps took, without validation and callbacks.</summary>
    public required double Seconds { get; init; }

    /// <summary>Training samples per second of <see cref="Seconds"/>.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>Learning rate of the epoch's last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>
    /// "epoch 2: loss 0.0512, accuracy 98.41 %, validation loss 0.0433, validation accuracy 98.60 %, 3.2 s"; behind the sum of several
    /// losses each of them: "loss 0.0702 (Head 0.0312, Side 0.0390)"; before the time the metrics: "validation F1 0.9812".
    /// </summary>
    public override string ToString()
    {
        StringBuilder text = new(Invariant($"epoch {Epoch}: loss {Loss:0.0000}{LossValues.Behind(Losses)}"));
        Append(text, ", accuracy", Accuracy * 100, "0.00", " %");
        Append(text, ", validation loss", ValidationLoss, "0.0000", LossValues.Behind(ValidationLosses));
        Append(text, ", validation accuracy", ValidationAccuracy * 100, "0.00", " %");
        foreach ((string name, double value) in ValidationMetrics)
        {
            Append(text, $", validation {name}", value, "0.0000", "");
        }

        Append(text, ",", Seconds, "0.0", " s");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, double? value, string format, string unit)
    {
        if (value is double number)
        {
            text.Append(name).Append(' ').Append(number.ToString(format, System.Globalization.CultureInfo.InvariantCulture)).Append(unit);
        }
    }
}
