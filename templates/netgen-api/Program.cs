using LearningService;
using NetGen;
using NetGen.Serving;

// Trains at its first start, keeps the weights in a file, and answers from them: at once again when the file is replaced.
//   curl -d '{"inputs": [[0.9, 0.2, 0.9, 0.5]]}' -H 'Content-Type: application/json' http://localhost:5000/wear
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
string weights = builder.Configuration["weights"] ?? "wear.safetensors";

WearNetwork network = new(seed: 1);
if (!File.Exists(weights))
{
    using WearNetwork.Trainer trainer = network.CreateTrainer(new AdamW(3e-3f), batchSize: 64);
    trainer.Fit(MachineData.Draw(8192, seed: 1), epochs: 20);
    network.Save(weights);
    Console.WriteLine($"Trained: {network.Evaluate(MachineData.Draw(2048, seed: 2))}");
}

builder.Services.AddHealthChecks().AddNetworks();
WebApplication app = builder.Build();
app.MapNetwork("/wear", network, new ServingOptions { WeightsFile = weights });
app.MapHealthChecks("/health");
app.Run();
