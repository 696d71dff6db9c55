using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The remarks of a checkpoint, which say how far the trainer is, and the tensors of its callbacks.
/// </summary>
internal static class CheckpointFile
{
    private const string Version = "1";
    private const string Schema = "trainer.schema", Settings = "trainer.settings", Steps = "trainer.steps";
    private const string Epochs = "trainer.epochs", Planned = "trainer.planned";
    private const string Samples = "run.samples", Step = "run.step", Sums = "run.sums", Stopping = "run.stopping", Past = "run.history";
    private const string Block = "run.block", Before = "run.before";

    /// <summary>A hash of what the network computes and of its parameters: weights of another one would mean nothing.</summary>
    public static string SchemaOf<T>(Network<T> network)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        StringBuilder text = new(network.ToMermaid());
        foreach (Parameter parameter in network.Parameters)
        {
            text.Append(Invariant($"\n{parameter} {parameter.ElementType.Name}"));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Describes a position.</summary>
    /// <param name="schema">Of the network.</param>
    /// <param name="settings">Of the trainer: what the order of the samples depends on.</param>
    /// <param name="position">How far it is.</param>
    public static Dictionary<string, string> Remarks(string schema, string settings, RunPosition position)
    {
        Dictionary<string, string> remarks = new()
        {
            [CheckpointNames.Version] = Version,
            [Schema] = schema,
            [Settings] = settings,
            [Steps] = Invariant($"{position.Steps}"),
            [Epochs] = Invariant($"{position.Epochs}"),
            [Planned] = Invariant($"{position.PlannedEpochs}"),
        };
        if (position.Run is { } run)
        {
            remarks[Samples] = Invariant($"{run.Samples}");
            remarks[Step] = Invariant($"{run.Step}");
            remarks[Sums] = run.Sums.ToString();
            remarks[Stopping] = run.IsStopping ? "1" : "0";
            remarks[Past] = run.History.ToJson();
            if (run.BlockSize > 0)
            {
                remarks[Block] = Invariant($"{run.BlockSize}");
                remarks[Before] = Invariant($"{run.StepsBefore}");
            }

            foreach ((string key, CallbackState state) in run.Callbacks)
            {
                foreach ((string name, string text) in state.Texts)
                {
                    remarks[$"{CheckpointNames.Callback}{key}/{name}"] = text;
                }

                foreach ((string name, WeightSnapshot snapshot) in state.Snapshots.Where(entry => entry.Value.Average is not null))
                {
                    remarks[$"{CheckpointNames.Callback}{key}/{name}{CheckpointNames.Averaged}"] = Invariant($"{snapshot.Average!.Count}");
                }
            }
        }

        return remarks;
    }

    /// <summary>The copies of weights that callbacks keep.</summary>
    public static IEnumerable<Parameter> Tensors(RunPosition position) =>
        from callback in position.Run?.Callbacks ?? new Dictionary<string, CallbackState>()
        from snapshot in callback.Value.Snapshots
        from tensor in snapshot.Value.Tensors($"{CheckpointNames.Callback}{callback.Key}/{snapshot.Key}/")
        select tensor;

    /// <summary>Reads a position.</summary>
    /// <param name="file">The checkpoint.</param>
    /// <param name="schema">What it must be of.</param>
    /// <param name="settings">What it must have been made with.</param>
    /// <param name="losses">Number of losses.</param>
    /// <param name="copy">Makes copies of the weights, which those in the file are read into.</param>
    /// <exception cref="SafetensorsException">It is no checkpoint, one of something else, or damaged.</exception>
    public static RunPosition Read(SafetensorsFile file, string schema, string settings, int losses, Func<WeightSnapshot> copy)
    {
        Reader remarks = new(file);
        remarks.Expect(CheckpointNames.Version, Version, "the file is no checkpoint of this version");
        remarks.Expect(Schema, schema, "the checkpoint is of another network, or the network has changed since");
        remarks.Expect(Settings, settings, $"the trainer's settings differ from the checkpoint's; now they are '{settings}'");
        return new()
        {
            Steps = remarks.Number(Steps, long.MaxValue),
            Epochs = (int)remarks.Number(Epochs, int.MaxValue),
            PlannedEpochs = (int)remarks.Number(Planned, int.MaxValue),
            Run = !file.Metadata.ContainsKey(Samples) ? null : new()
            {
                Samples = remarks.Number(Samples, long.MaxValue),
                BlockSize = file.Metadata.ContainsKey(Block) ? (int)remarks.Number(Block, int.MaxValue) : 0,
                StepsBefore = file.Metadata.ContainsKey(Block) ? remarks.Number(Before, long.MaxValue) : null,
                Step = (int)remarks.Number(Step, int.MaxValue),
                Sums = EpochSums.Parse(remarks.Text(Sums), losses) ?? throw remarks.Damaged(Sums),
                IsStopping = remarks.Number(Stopping, 1) == 1,
                History = ReadHistory(remarks),
                Callbacks = ReadCallbacks(file, copy, remarks),
            },
        };
    }

    private static History ReadHistory(Reader remarks)
    {
        try
        {
            return History.FromJson(remarks.Text(Past));
        }
        catch (System.Text.Json.JsonException)
        {
            throw remarks.Damaged(Past);
        }
    }

    private static Dictionary<string, CallbackState> ReadCallbacks(SafetensorsFile file, Func<WeightSnapshot> copy, Reader remarks)
    {
        Dictionary<string, CallbackState> states = [];
        foreach ((string key, string text) in file.Metadata)
        {
            if (key.Split('/', 3) is ["callback", string callback, { Length: > 0 } name])
            {
                StateOf(callback).Set(name, text);
            }
        }

        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            if (tensor.Name.Split('/', 4) is ["callback", string callback, { Length: > 0 } name, string parameter])
            {
                CallbackState state = StateOf(callback);
                if (state.Weights(name) is null)
                {
                    state.Set(name, ReadSnapshot(file, tensor.Name[..^parameter.Length], copy(), remarks));
                }
            }
        }

        return states;

        CallbackState StateOf(string callback)
        {
            if (!states.TryGetValue(callback, out CallbackState? state))
            {
                states[callback] = state = new CallbackState();
            }

            return state;
        }
    }

    private static WeightSnapshot ReadSnapshot(SafetensorsFile file, string begin, WeightSnapshot snapshot, Reader remarks)
    {
        if (snapshot.Average is { } average)
        {
            average.Count = remarks.Number(begin.TrimEnd('/') + CheckpointNames.Averaged, long.MaxValue);
        }

        Safetensors.ReadAll(file, [.. snapshot.Tensors(begin)], name => !name.StartsWith(begin, StringComparison.Ordinal))();
        return snapshot;
    }

    private sealed class Reader(SafetensorsFile file)
    {
        public void Expect(string key, string wanted, string problem)
        {
            if (!file.Metadata.TryGetValue(key, out string? text) || text != wanted)
            {
                string found = text is null ? "" : $" (there '{SafetensorsException.Shorten(text)}')";
                throw new SafetensorsException(file.FileName, key, $"{problem}{found}.");
            }
        }

        public string Text(string key) => file.Metadata.TryGetValue(key, out string? text) ? text : throw Damaged(key);

        public long Number(string key, long largest) =>
            long.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= largest
                ? number
                : throw Damaged(key);

        public SafetensorsException Damaged(string key) =>
            new(file.FileName, key, "the checkpoint's remark of this name is missing or damaged.");
    }
}
