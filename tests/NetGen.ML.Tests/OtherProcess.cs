using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.ML.Tests;

/// <summary>This program beside the test runner: loads a pipeline that the tests saved, and prints what it predicts.</summary>
internal static class OtherProcess
{
    public static int Main(string[] args)
    {
        CultureInfo.CurrentCulture = new CultureInfo(args[1]);
        MLContext context = new();
        if (args[2] == "registered")
        {
            context.RegisterNetwork(() => new Classes());
        }

        try
        {
            ITransformer pipeline = context.Model.Load(args[0], out _);
            IDataView predicted = pipeline.Transform(Views.Of(context, 50, seed: 9));
            Console.WriteLine(Written(predicted));
            return 0;
        }
        catch (Exception exception)
        {
            Console.WriteLine(exception);
            return 1;
        }
    }

    /// <summary>Scores to the bit, and names of the classes.</summary>
    public static string Written(IDataView predicted) => string.Join(
        ";",
        predicted.Preview(50).RowView.Select(row => string.Join(",", row.Values.Where(value => value.Key is "Score" or "Name").Select(
            value => Written(value.Value)))));

    /// <summary>A value; numbers to the bit.</summary>
    public static string Written(object value) => value switch
    {
        VBuffer<float> numbers => string.Join("|", numbers.DenseValues().Select(BitConverter.SingleToInt32Bits)),
        float number => string.Create(CultureInfo.InvariantCulture, $"{BitConverter.SingleToInt32Bits(number)}"),
        _ => value.ToString()!,
    };

    /// <summary>Runs it.</summary>
    public static (int Code, string Output) Run(string path, string culture, string registered)
    {
        string host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        ProcessStartInfo start = new(host, [typeof(OtherProcess).Assembly.Location, path, culture, registered])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim());
    }
}
