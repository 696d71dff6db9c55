using NetGen;
using TrainedProgram;

Dataset train = SpiralData.Draw(4096, seed: 1), validation = SpiralData.Draw(1024, seed: 2);

SpiralNetwork network = new(seed: 1);
Console.WriteLine(network.Summary());
using (SpiralNetwork.Trainer trainer = network.CreateTrainer(new Adam(5e-3f), batchSize: 64))
{
    using ConsoleProgress progress = new();
    trainer.Fit(train, epochs: 40, validation, progress: progress);
}

Console.WriteLine($"Trained: {network.Evaluate(validation)}");
network.Save("spirals.safetensors");

SpiralNetwork loaded = new();
loaded.Load("spirals.safetensors");
Console.WriteLine($"The centre is on spiral {(loaded.Predict([0.1f, 0.1f])[0] > 0 ? 2 : 1)}.");
