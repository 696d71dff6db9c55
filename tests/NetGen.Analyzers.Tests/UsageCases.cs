namespace NetGen.Analyzers.Tests;

/// <summary>What each lint reports, and what comes near it.</summary>
internal static class UsageCases
{
    public static IReadOnlyList<UsageCase> All { get; } =
    [
        new("NG1001", "var «trainer» = network.CreateTrainer(new Adam()); trainer.Fit(train, 3);"),
        new("NG1001", "Trainer<float> «trainer» = network.CreateTrainer(new Adam()); Console.WriteLine(trainer.State);"),
        new("NG1001", "if (path.Length > 3) { var «trainer» = network.CreateTrainer(new Adam()); trainer.Fit(train, 3, test); }"),
        new("", "using var trainer = network.CreateTrainer(new Adam()); trainer.Fit(train, 3);"),
        new("", "using (var trainer = network.CreateTrainer(new Adam())) { trainer.Fit(train, 3); }"),
        new("", "var trainer = network.CreateTrainer(new Adam()); try { trainer.Fit(train, 3); } finally { trainer.Dispose(); }"),
        new("", "var trainer = network.CreateTrainer(new Adam()); Use(trainer);"),
        new("", "var trainer = network.CreateTrainer(new Adam()); var kept = new List<Trainer<float>> { trainer };"),

        new("NG1002", "using var trainer = network.CreateTrainer(new Adam()); trainer.Fit(train, 3, «train»);"),
        new("NG1002", "using var trainer = network.CreateTrainer(new Adam()); trainer.Fit(validation: «_kept», train: _kept, epochs: 3);"),
        new("", "using var trainer = network.CreateTrainer(new Adam()); trainer.Fit(train, 3, test);"),
        new("", "var (a, b) = train.Split(0.9); using var trainer = network.CreateTrainer(new Adam()); trainer.Fit(a, 3, b);"),

        new("NG1003", "using var t = network.CreateTrainer(new Adam()); t.Fit(train, 3); Console.WriteLine(network.Evaluate(«train»));"),
        new("NG1003", "using var t = network.CreateTrainer(new Adam()); t.Fit(train, 3); Console.WriteLine(t.Evaluate(«train»));"),
        new("", "using var trainer = network.CreateTrainer(new Adam()); trainer.Fit(train, 3); Console.WriteLine(network.Evaluate(test));"),
        new("", "using var t = network.CreateTrainer(new Adam()); t.Fit(train, 3, test); Console.WriteLine(network.Evaluate(train));"),
        new(
            "",
            "using var t = network.CreateTrainer(new Adam()); t.Fit(train, 3); "
                + "Console.WriteLine($\"{network.Evaluate(train)} {network.Evaluate(test)}\");"),
        new("", "Console.WriteLine(network.Evaluate(train));"),

        new("NG1004", "foreach (float[] row in rows) { Use(«network.Predict(row)»); }"),
        new("NG1004", "for (int i = 0; i < 9; i++) { Use(«network.Predict(numbers.AsSpan(i * 4, 4))»); }"),
        new("", "Use(network.Predict(numbers));"),
        new("", "float[] outputs = new float[9]; foreach (float[] row in rows) { network.Predict(row, outputs); }"),
        new("", "float[] state = numbers; while (state[0] < 1) { state = network.Predict(state); }"),
        new("", "for (int i = 0; i < 9; i++) { numbers = network.Predict(numbers); }"),

        new("NG1005", "foreach (float[] row in rows) { var net = «new Net()»; net.Load(path); Use(net.Predict(numbers)); }"),
        new("", "foreach (string file in paths) { var net = new Net(); net.Load(file); Use(net); }"),
        new("", "for (int seed = 0; seed < 5; seed++) { var net = new Net(seed); Use(net); }"),
        new("", "var net = new Net(); net.Load(path);"),

        new(
            "NG1006",
            "using var t = network.CreateTrainer(new Adam(), 8, new TrainerOptions { WeightAverage = new ExponentialAverage(0.99) }); "
                + "«network.Load(path)»; t.Fit(train, 3);"),
        new("", "using var t = network.CreateTrainer(new Adam()); network.Load(path); t.Fit(train, 3);"),
        new(
            "",
            "network.Load(path); using var t = network.CreateTrainer(new Adam(), 8, "
                + "new TrainerOptions { WeightAverage = new ExponentialAverage(0.99) }); t.Fit(train, 3);"),
        new(
            "",
            "using var t = network.CreateTrainer(new Adam(), 8, new TrainerOptions { WeightAverage = new ExponentialAverage(0.99) }); "
                + "t.Fit(train, 3); network.Load(path);"),

        new("NG1007", "Use(new Adam(«0.1f»));"),
        new("NG1007", "Use(new AdamW(learningRate: «0.00001f»));"),
        new("NG1007", "const float Rate = 10; Use(new Sgd(«Rate», momentum: 0.9f));"),
        new("NG1007", "Use(new Lion(«0.01f»));"),
        new("", "Use(new Adam()); Use(new Adam(0.01f)); Use(new Adam(1e-4f)); Use(new Sgd(1)); Use(new Sgd(0)); Use(new Muon(0.05f));"),
        new("", "float rate = numbers[0]; Use(new Adam(rate)); Use(new Adadelta(1));"),

        new("NG1008", "Use(Dataset.FromArrays(«Array.ConvertAll(bytes, b => (float)b)», labels, new Shape(4)));"),
        new("NG1008", "float[] x = bytes.Select(b => (float)b).ToArray(); Use(Dataset.FromArrays(«x», labels, new Shape(4)));"),
        new("NG1008", "float[] x = Array.ConvertAll(bytes, b => { return (float)b; }); Use(network.Predict(«x»));"),
        new("", "Use(Dataset.FromArrays(Array.ConvertAll(bytes, b => b / 255f), labels, new Shape(4)));"),
        new("", "float[] x = [.. bytes.Select(b => (b - 128) / 64f)]; Use(Dataset.FromArrays(x, labels, new Shape(4)));"),

        new("NG1009", "using var t = normed.CreateTrainer(new Adam(), «1»); t.Fit(train, 3);"),
        new("NG1009", "const int One = 1; using var t = normed.CreateTrainer(new Adam(), batchSize: «One»);"),
        new("", "using var t = normed.CreateTrainer(new Adam(), 2); t.Fit(train, 3);"),
        new("", "using var t = normed.CreateTrainer(new Adam()); t.Fit(train, 3);"),
        new("", "using var t = network.CreateTrainer(new Adam(), 1); t.Fit(train, 3);"),

        new("NG1010", "var (a, b) = train.Split(0.9); using var t = network.CreateTrainer(new Adam()); t.Fit(«train», 3, b); Use(a);"),
        new(
            "NG1010",
            "(Dataset a, Dataset b, Dataset c) = _kept.TimeSplit(0.8, 0.1); using var t = network.CreateTrainer(new Adam()); "
                + "t.Fit(«_kept», 3); Use(network.Evaluate(c));"),
        new("NG1010", "var (a, b) = train.Split(0.9); using var t = network.CreateTrainer(new Adam()); t.Fit(«b», 3, a);"),
        new("", "var (a, b) = train.Split(0.1); using var t = network.CreateTrainer(new Adam()); t.Fit(b, 3, a);"),
        new("", "var (a, b) = train.Split(0.9); using var t = network.CreateTrainer(new Adam()); t.Fit(a, 3, b); t.Fit(train, 3, test);"),
        new("", "(train, test) = train.Split(0.9); using var t = network.CreateTrainer(new Adam()); t.Fit(train, 3, test);"),
    ];
}
