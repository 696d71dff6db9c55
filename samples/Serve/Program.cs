using NetGen;
using NetGen.Serving;
using Samples;
using Samples.Data;
using Serve;

// --weights FILE   what is served, and read again when it changes; trained first where it is not there
// --data DIR       MNIST to train on, else digits drawn by code
// --urls URL       where it listens
return await SampleProgram.GuardAsync(
    async () =>
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        string weights = builder.Configuration["weights"] ?? "digits-reader.safetensors";
        DigitReader network = new(seed: 1);
        if (!File.Exists(weights))
        {
            DigitData digits = DigitData.ReadOrDraw(builder.Configuration["data"], Console.Error);
            using DigitReader.Trainer trainer = network.CreateTrainer(new AdamW(2e-3f), batchSize: 64);
            trainer.Fit(digits.Train, epochs: 2);
            network.Save(weights);
            Console.WriteLine($"{weights}: {network.Evaluate(digits.Test)}");
        }

        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddHealthChecks().AddNetworks();
        WebApplication app = builder.Build();
        app.MapNetwork("/digits", network, new() { WeightsFile = weights });
        app.MapHealthChecks("/health");
        await app.RunAsync();
    },
    Console.Error);
