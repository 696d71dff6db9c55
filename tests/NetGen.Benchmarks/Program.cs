using System.CommandLine;
using NetGen.Benchmarks;

Option<string?> net = new("--net") { Description = "xor, mlp, cnn or gemm; all that suit the device unless given" };
net.AcceptOnlyFromAmong("xor", "mlp", "cnn", "gemm");
Option<string> device = new("--device") { Description = "cpu, cuda, opencl or simulator", DefaultValueFactory = _ => "cpu" };
device.AcceptOnlyFromAmong("cpu", "cuda", "opencl", "simulator");
Option<int?> batch = new("--batch") { Description = "Samples in a step" };
Option<int> threads = new("--threads") { Description = "Threads of a step; as many as are worth it unless given" };
Option<double> seconds = new("--seconds") { Description = "How long each network is timed", DefaultValueFactory = _ => 2 };
Option<bool> json = new("--json") { Description = "One JSON object a line" };

Command step = new("step", "Times training steps: forward pass, loss, backward pass, Adam.") { net, batch, device, threads, seconds, json };
step.SetAction(result => StepBenchmark.Run(
    result.GetValue(net), result.GetValue(batch), result.GetValue(device)!, result.GetValue(threads), result.GetValue(seconds), result.GetValue(json), Console.Out));
return new RootCommand("Measures NetGen: figures are medians, for side-by-side runs on one machine.") { step }.Parse(args).Invoke();
