using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NetGen.Data;

namespace NetGen.Serving.Tests;

/// <summary>The examples of docs/serving.md, word for word, so that they build; <see cref="DocTests"/> compares.</summary>
internal static class DocExamples
{
    public static void Threads(Vectors network, float[][] pictures, int[] digits)
    {
        Parallel.For(
            0, pictures.Length,
            () => network.CreatePredictor(),
            (i, _, predictor) =>
            {
                digits[i] = predictor.Predict(pictures[i]).ArgMax();
                return predictor;
            },
            predictor => predictor.Dispose());
    }

    public static async Task EndpointAsync(Vectors network)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddHealthChecks().AddNetworks();
        WebApplication app = builder.Build();
        app.MapNetwork("/digits", network, new ServingOptions { WeightsFile = "digits.safetensors" });
        app.MapHealthChecks("/health");
        await app.RunAsync();
    }

    public static void Prepared(Vectors network, WebApplication app)
    {
        network.Load("wine.safetensors", out Preparation? preparation);
        app.MapNetwork("/wine", network, new ServingOptions { Preparation = preparation });
    }

    public static void Shadow(Vectors network, WebApplication app)
    {
        app.MapNetwork("/wine", network, new ServingOptions
        {
            ShadowLog = new ShadowLogOptions { Path = "inputs.csv", Share = 0.05 },
        });
    }

    public static void Drift(Dataset train)
    {
        DriftReport report = DriftCheck.Run(train, CsvData.Load("inputs.csv"));
        Console.WriteLine(report);
    }
}
