using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Samples;

namespace NetGen.Benchmarks.Pipelines;

/// <summary>Judges a network in an ML.NET pipeline by cross-validation.</summary>
internal static class SpamBenchmark
{
    /// <summary>Prints the figures.</summary>
    /// <param name="folder">Has the messages.</param>
    /// <param name="folds">Parts of the data, each judged by a pipeline that is fitted to the others.</param>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="SampleException">The messages are not there.</exception>
    public static void Run(string folder, int folds, bool json)
    {
        string path = Path.Combine(folder, SpamPipeline.FileName);
        if (!File.Exists(path))
        {
            throw new SampleException($"--data: there is no file {path}.");
        }

        Stopwatch watch = Stopwatch.StartNew();
        MLContext context = new(seed: 1);
        CalibratedBinaryClassificationMetrics[] metrics =
        [
            .. context.BinaryClassification.CrossValidate(SpamPipeline.Read(context, path), SpamPipeline.Create(context), folds, seed: 1)
                .Select(fold => fold.Metrics),
        ];
        Output.Row(
            new SpamRow(
                "sms-spam",
                folds,
                Math.Round(metrics.Average(fold => fold.Accuracy), 5),
                Math.Round(metrics.Min(fold => fold.Accuracy), 5),
                Math.Round(metrics.Average(fold => fold.F1Score), 5),
                Math.Round(metrics.Average(fold => fold.AreaUnderRocCurve), 5),
                Math.Round(watch.Elapsed.TotalSeconds, 1)),
            json);
    }

    /// <param name="Data">The data set.</param>
    /// <param name="Folds">Parts of the data.</param>
    /// <param name="Accuracy">Mean of the folds.</param>
    /// <param name="Worst">Accuracy of the worst fold.</param>
    /// <param name="F1">Of spam, mean of the folds.</param>
    /// <param name="Auc">Area under the receiver operating characteristic, mean of the folds.</param>
    /// <param name="Seconds">All of it.</param>
    private sealed record SpamRow(string Data, int Folds, double Accuracy, double Worst, double F1, double Auc, double Seconds)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Data}  {Folds} folds  accuracy {Accuracy:F4} ({Worst:F4} at worst)  F1 {F1:F4}  AUC {Auc:F4}  {Seconds:F1} s");
    }
}
