using System.CommandLine;
using System.Globalization;
using BenchmarkDotNet.Running;
using NetGen.Benchmarks.Compiling;
using NetGen.Benchmarks.Pipelines;
using NetGen.Benchmarks.Scaling;
using NetGen.Benchmarks.Serving;
using Samples;

namespace NetGen.Benchmarks;

/// <summary>The commands of the program and their options.</summary>
internal static class Commands
{
    private static readonly string[] s_devices = ["cpu", "cuda", "opencl", "simulator"];

    private static readonly Option<int> s_batch = SampleOptions.Number(
        "--batch", "Samples at once. [default: some usual for the network]", 1, 65_536, null);
    private static readonly Option<int> s_threads = SampleOptions.Number(
        "--threads", "Threads. [default: as many as are worth it]", 1, 1024, null);
    private static readonly Option<double> s_seconds = SampleOptions.Real("--seconds", "How long each figure is measured.", 0.01, 3600, 2);
    private static readonly Option<bool> s_json = new("--json") { Description = "Print one JSON object a line." };

    /// <summary>Runs a command.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run(string[] args)
    {
        RootCommand root = new("Measures NetGen: figures are medians, for side-by-side runs on one machine.")
        {
            Step(), Augment(), Slices(), Streams(), Infer(), Roofline(), Gemm(), Generator(), Compare(), Flashcards(), Spam(),
            Serve(), Quantize(), Explain(), Scale(), Kernels(),
        };
        try
        {
            ParseResult result = root.Parse(args);
            return result.Errors.Count > 0
                ? throw new SampleException($"{result.Errors[0].Message} See --help.")
                : result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is SampleException or DeviceMissingException)
        {
            Console.Error.WriteLine(exception.Message);
            return SampleProgram.Failed;
        }
    }

    private static Command Step()
    {
        Option<string?> net = Net(Subject.Names(subject => [.. subject.Batches, .. subject.DeviceBatches]));
        Option<string> device = new("--device")
        {
            HelpName = string.Join('|', s_devices),
            Description = "Where it trains.",
            DefaultValueFactory = _ => s_devices[0],
        };
        device.AcceptOnlyFromAmong(s_devices);
        Option<int> busy = SampleOptions.Number(
            "--busy", "So many busy loops beside it: one thread and several are timed by turns on the CPU.", 0, 1024, null);
        Command command = new("step", "Times training steps: forward pass, loss, backward pass, Adam.")
        {
            net, s_batch, s_threads, s_seconds, device, busy, s_json,
        };
        command.SetAction(result =>
        {
            if (result.GetResult(busy) is not null)
            {
                BusyBenchmark.Run(Options(result, net), result.GetValue(busy));
            }
            else
            {
                StepBenchmark.Run(Options(result, net), result.GetValue(device)!);
            }
        });
        return command;
    }

    private static Command Augment()
    {
        Option<string?> net = Net(Subject.Names(AugmentBenchmark.Batches));
        Command command = new("augment", "Times steps on augmented pictures beside the same steps on one batch, by turns in one run.")
        {
            net, s_batch, s_threads, s_seconds, s_json,
        };
        command.SetAction(result => AugmentBenchmark.Run(Options(result, net)));
        return command;
    }

    private static Command Slices()
    {
        Option<string?> net = Net(Subject.Names(subject => subject.Batches));
        Option<int> budget = SampleOptions.Number("--budget", "Milliseconds of a slice.", 1, 60_000, 8);
        Command command = new("slices", "Trains in slices of time, as in each frame of a game, and counts those that end in time.")
        {
            net, s_batch, s_threads, budget, s_json,
        };
        command.SetAction(result => SliceBenchmark.Run(Options(result, net), result.GetValue(budget)));
        return command;
    }

    private static Command Streams()
    {
        Option<double> size = SampleOptions.Real("--size", "Gigabytes of the file, which lies in a temporary folder.", 0.001, 1000, 1);
        Option<int> prefetch = SampleOptions.Number("--prefetch", "Blocks read ahead; 0 for none.", 0, 64, 1);
        Command command = new("stream", "Trains a small network on a CSV file that need not fit memory: MB/s and peak memory.")
        {
            size, prefetch, s_batch, s_threads, s_json,
        };
        command.SetAction(result =>
        {
            int batch = result.GetValue(s_batch) is > 0 and int wanted ? wanted : 256, threads = result.GetValue(s_threads);
            StreamBenchmark.Run(result.GetValue(size), batch, threads, result.GetValue(prefetch), result.GetValue(s_json));
        });
        return command;
    }

    private static Command Infer()
    {
        Option<string?> net = Net(Subject.Names(subject => subject.PredictionBatches));
        Command command = new("infer", "Times predictions of one sample and of batches.") { net, s_batch, s_threads, s_seconds, s_json };
        command.SetAction(result => InferBenchmark.Run(Options(result, net)));
        return command;
    }

    private static Command Explain()
    {
        Command command = new("explain", "Times gradients by input and DeepLIFT beside a step without gradients of weights, by turns.")
        {
            s_batch, s_threads, s_seconds, s_json,
        };
        command.SetAction(result =>
        {
            int batch = result.GetValue(s_batch) is > 0 and int wanted ? wanted : 64;
            ExplainBenchmark.Run(batch, result.GetValue(s_threads), result.GetValue(s_seconds), result.GetValue(s_json));
        });
        return command;
    }

    private static Command Roofline()
    {
        Command command = new("roofline", "Measures the machine: multiply-adds and bytes a second.") { s_seconds, s_json };
        command.SetAction(result => RooflineBenchmark.Run(result.GetValue(s_seconds), result.GetValue(s_json)));
        return command;
    }

    private static Command Gemm()
    {
        string[] sizes = [.. GemmBenchmark.Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture))];
        Option<int> size = new("--size") { HelpName = string.Join('|', sizes), Description = "Rows and columns. [default: all]" };
        size.AcceptOnlyFromAmong(sizes);
        Command command = new("gemm", "Times square matrix products through the kernel that generated code calls.")
        {
            size, s_threads, s_seconds, s_json,
        };
        command.SetAction(result => GemmBenchmark.Run(
            result.GetValue(size), result.GetValue(s_threads), result.GetValue(s_seconds), result.GetValue(s_json)));
        return command;
    }

    private static Command Compare()
    {
        Option<string> peer = new("--peer")
        {
            HelpName = "DIR",
            Description = "Folder with torch_peer.py and ort_peer.sh.",
            Required = true,
        };
        Option<string?> cache = new("--ort-cache")
        {
            HelpName = "DIR",
            Description = "Where ort_peer.sh keeps what it downloads. [default: its own choice]",
        };
        Option<int> rounds = SampleOptions.Number("--rounds", "How often all of it is measured: medians count.", 1, 100, 3);
        Command command = new("compare", "Times training steps and predictions beside PyTorch and ONNX Runtime.")
        {
            peer, cache, rounds, s_seconds, s_json,
        };
        command.SetAction(result =>
        {
            string folder = result.GetValue(peer)!;
            if (!Directory.Exists(folder))
            {
                throw new SampleException($"--peer: there is no folder {folder}.");
            }

            CompareBenchmark.Run(
                new PeerScripts(folder, result.GetValue(cache)),
                result.GetValue(rounds), result.GetValue(s_seconds), result.GetValue(s_json));
        });
        return command;
    }

    private static Command Flashcards()
    {
        Option<string?> peer = new("--peer")
        {
            HelpName = "FILE",
            Description = "PyTorch's script, peer/flashcards_peer.py. [default: PyTorch is not measured]",
        };
        Command command = new("flashcards", "Times an epoch of the sample Flashcards, beside its gradient derived by hand and PyTorch.")
        {
            s_batch, peer, s_seconds, s_json,
        };
        command.SetAction(result => FlashcardsBenchmark.Run(
            result.GetValue(s_batch), result.GetValue(s_seconds), result.GetValue(peer), result.GetValue(s_json)));
        return command;
    }

    private static Command Spam()
    {
        Option<string> data = new("--data") { HelpName = "DIR", Description = "Folder with the SMS Spam Collection.", Required = true };
        Option<int> folds = SampleOptions.Number(
            "--folds", "Parts of the data that are judged by a pipeline fitted to the others.", 2, 100, 5);
        Command command = new("spam", "Cross-validates a network in an ML.NET pipeline on text messages.") { data, folds, s_json };
        command.SetAction(result => SpamBenchmark.Run(result.GetValue(data)!, result.GetValue(folds), result.GetValue(s_json)));
        return command;
    }

    private static Command Serve()
    {
        Option<string?> net = Net([.. ServedSubject.All.Select(subject => subject.Name)]);
        Option<int> requests = SampleOptions.Number("--requests", "Requests of each figure.", 100, 10_000_000, 10_000);
        Option<int> rounds = SampleOptions.Number("--rounds", "How often all of it is measured: medians count.", 1, 100, 3);
        Option<string?> client = new("--client") { Hidden = true };
        Command command = new("serve", "Serves networks over HTTP to 32 connections, with batches and without, by turns.")
        {
            net, requests, rounds, client, s_json,
        };
        command.SetAction(result =>
        {
            if (result.GetValue(client) is string address)
            {
                ServeBenchmark.RunClient(address, result.GetValue(net)!, result.GetValue(requests));
            }
            else
            {
                ServeBenchmark.Run(
                    result.GetValue(net), result.GetValue(requests), result.GetValue(rounds), result.GetValue(s_json));
            }
        });
        return command;
    }

    private static Command Quantize()
    {
        Option<string> data = new("--data") { HelpName = "DIR", Description = "Folder with MNIST.", Required = true };
        Option<int> epochs = SampleOptions.Number("--epochs", "Of the training in float.", 1, 1000, 3);
        Command command = new("quantize", "Trains the cnn of samples/Digits, makes it smaller, and measures accuracy, size and time.")
        {
            data, epochs, s_json,
        };
        command.SetAction(result =>
            QuantizeBenchmark.Run(result.GetValue(data)!, result.GetValue(epochs), result.GetValue(s_json)));
        return command;
    }

    private static Command Scale()
    {
        Option<string?> net = Net(Subject.Names(subject => subject.Batches));
        Option<double> bandwidth = SampleOptions.Real(
            "--bandwidth", "Between two machines, in GB a second: 1.25 is Ethernet of 10 Gbit/s.", 0.001, 10_000, 1.25);
        Option<double> latency = SampleOptions.Real("--latency", "Of a message, in microseconds.", 0, 1e6, 20);
        Option<bool> mpi = new("--mpi") { Description = "Started by mpirun: the sum of the gradients is timed here first." };
        Command command = new("scale", "Plans a training by 2 to 1,024 processes: what share of their time they spend on samples.")
        {
            net, s_batch, s_threads, s_seconds, bandwidth, latency, mpi, s_json,
        };
        command.SetAction(result => ScaleBenchmark.Run(
            Options(result, net), result.GetValue(bandwidth), result.GetValue(latency), result.GetValue(mpi)));
        return command;
    }

    private static Command Kernels()
    {
        Command command = new(
            "kernels", "Times single kernels with BenchmarkDotNet, which takes all further arguments: --filter *Contraction* --job short")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(result => BenchmarkSwitcher.FromAssembly(typeof(Commands).Assembly).Run([.. result.UnmatchedTokens]));
        return command;
    }

    private static Command Generator()
    {
        Option<string?> net = Net([.. NetworkSource.Names, GeneratorBenchmark.MethodEdits]);
        Option<bool> cold = new("--cold") { Hidden = true };
        Option<DirectoryInfo?> samples = new("--samples")
        {
            HelpName = "DIR", Description = "Instead: the generator and the analyzers in each project of that folder, built before.",
        };
        Command command = new("generator", "Times the source generator: its first run, whole runs, runs after a keystroke.")
        {
            net, samples, cold, s_json,
        };
        command.SetAction(result =>
        {
            if (result.GetValue(samples) is { } folder)
            {
                SampleBenchmark.Run(folder, result.GetValue(s_json));
            }
            else if (result.GetValue(cold))
            {
                GeneratorBenchmark.RunCold(result.GetValue(net)!);
            }
            else
            {
                GeneratorBenchmark.Run(result.GetValue(net), result.GetValue(s_json));
            }
        });
        return command;
    }

    private static Option<string?> Net(string[] names)
    {
        Option<string?> net = new("--net") { HelpName = string.Join('|', names), Description = "One network. [default: all that suit]" };
        net.AcceptOnlyFromAmong(names);
        return net;
    }

    private static RunOptions Options(ParseResult result, Option<string?> net) =>
        new(
            result.GetValue(net), result.GetValue(s_batch),
            result.GetValue(s_threads), result.GetValue(s_seconds), result.GetValue(s_json));
}
