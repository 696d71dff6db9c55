using System.Text.Json;
using NetGen;
using Samples;
using Samples.Data;

namespace Autoencoder;

/// <summary>How well the error of what is drawn tells other digits from the one trained on.</summary>
/// <param name="Digit">The digit trained on: the healthy ones.</param>
/// <param name="Auc">Area under the receiver operating characteristic, over the test digits.</param>
/// <param name="Threshold">The error above which a picture is called anomalous.</param>
/// <param name="FalseAlarms">Share of the healthy test digits above it.</param>
/// <param name="Found">Share of the other test digits above it.</param>
/// <param name="HeldOut">Healthy training digits, never trained on, that gave the threshold.</param>
internal sealed record AnomalyTest(int Digit, double Auc, double Threshold, double FalseAlarms, double Found, int HeldOut)
{
    private const double AcceptedHealthy = 0.95;

    /// <summary>Fits the threshold on healthy digits held out of the training, then tests.</summary>
    public static AnomalyTest Of(DigitAutoencoder network, int digit, Dataset heldOut, Dataset test)
    {
        double threshold = Roc.Quantile(Reconstruction.Errors(network, heldOut), AcceptedHealthy);
        double[] errors = Reconstruction.Errors(network, test);
        HashSet<int> isHealthy = [.. DigitData.Showing(test, digit)];
        double[] healthy = [.. errors.Where((_, i) => isHealthy.Contains(i))];
        double[] others = [.. errors.Where((_, i) => !isHealthy.Contains(i))];
        return healthy.Length > 0 && others.Length > 0
            ? new AnomalyTest(digit, Roc.Auc(healthy, others), threshold, Above(healthy), Above(others), heldOut.Count)
            : throw new SampleException($"--digit: the test digits must show {digit} and others.");

        double Above(double[] scores) => scores.Count(score => score > threshold) / (double)scores.Length;
    }

    /// <summary>Writes it for people.</summary>
    public void WriteText(Action<string, FormattableString> line)
    {
        line("ROC-AUC", $"{Auc:0.0000} of {Digit} against the other digits");
        line("Threshold", $"{Threshold:0.00000}, the error that {100 * AcceptedHealthy:0} % of {HeldOut:N0} held out do not exceed");
        line("Above it", $"{100 * FalseAlarms:0.0} % of {Digit}, {100 * Found:0.0} % of the others");
    }

    /// <summary>Writes its properties.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteNumber("digit", Digit);
        json.WriteNumber("auc", Math.Round(Auc, 6));
        json.WriteNumber("threshold", Math.Round(Threshold, 8));
        json.WriteNumber("falseAlarms", Math.Round(FalseAlarms, 6));
        json.WriteNumber("found", Math.Round(Found, 6));
        json.WriteNumber("heldOut", HeldOut);
    }
}
