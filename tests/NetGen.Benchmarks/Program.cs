using System.CommandLine;
using NetGen.Benchmarks;

Option<string?> net = new("--net") { Description = "xor, mlp or cnn; all unless given" };
net.AcceptOnlyFromAmong("xor", "mlp", "cnn");
Option<int?> batch = new("--batch") { Description = "Samples in a step" };
Option<int> threads = new("--threads") { Description = "Threads of a step; as many as are worth it unless given" };
Option<double> seconds = new("--seconds") { Description = "How long each network is timed", DefaultValueFactory = _ => 2 };
Option<bool> json = new("--json") { Description = "One JSON object a line" };

Command step = new("step", "Times training steps: forward pass, loss, backward pass, Adam.") { net, batch, threads, seconds, json };
step.SetAction(result => StepBenchmark.Run(
    result.GetValue(net), result.GetValue(batch), result.GetValue(threads), result.GetValue(seconds), result.GetValue(json), Console.Out));
return new RootCommand("Measures NetGen: figures are medians, for side-by-side runs on one machine.") { step }.Parse(args).Invoke();
