using System.Globalization;
using System.Text;
using NetGen;
using NetGen.Mpi;
using Samples;
using Shakespeare.Text;
using Shakespeare.Training;

namespace Shakespeare;

/// <summary>One run: read the text, train, judge, save, write, report.</summary>
internal static class ShakespeareRun
{
    /// <summary>Runs as the options say.</summary>
    /// <exception cref="SampleException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Run(RunOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (options.Mpi)
        {
            MpiCommunicator.Run(world => Run(options, world, output, error, cancellationToken));
        }
        else
        {
            Run(options, null, output, error, cancellationToken);
        }
    }

    private static void Run(
        RunOptions options, ICommunicator? world, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        bool isFirst = world is null || world.Rank == 0;
        TextWriter notes = !isFirst ? TextWriter.Null : options.Json ? error : output;
        string file = SampleOptions.CheckTarget(options.Save);
        SampleOptions.CheckThreads();
        Corpus corpus = Corpus.Read(options.Data, notes);
        int[] prompt = Prompt(corpus, options.Prompt);
        CharacterModel network = Start.New(options.Seed);
        notes.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{network.ParameterCount:N0} parameters; "
                + $"{corpus.Name}: {corpus.Train.Length:N0} characters to train on, {corpus.Validation.Length:N0} to judge by, "
                + $"{corpus.Alphabet.Count} different ones"));

        (long steps, TimeSpan time) = Train(network, corpus, options, world, notes, cancellationToken);
        if (!isFirst)
        {
            return;
        }

        var report = new Report
        {
            ValidationLoss = Judge.All(network, corpus.Validation),
            Minutes = time.TotalMinutes,
            Steps = steps,
            CharactersPerSecond = steps * options.Batch * CharacterModel.Context / time.TotalSeconds,
            Parameters = network.ParameterCount,
        };
        network.Save(file);
        Write(network, corpus.Alphabet, prompt, options, notes, cancellationToken);
        report.WriteText(notes, file);
        if (options.Json)
        {
            output.WriteLine(report.ToJson());
        }
    }

    private static int[] Prompt(Corpus corpus, string? prompt)
    {
        if (prompt is null)
        {
            int line = corpus.Alphabet.Find(new Rune('\n'));
            return [line < 0 ? corpus.Train[0] : line];
        }

        try
        {
            return corpus.Alphabet.Encode(prompt);
        }
        catch (FormatException exception)
        {
            throw new SampleException($"--prompt: {exception.Message}");
        }
    }

    private static (long Steps, TimeSpan Time) Train(
        CharacterModel network, Corpus corpus, RunOptions options, ICommunicator? world, TextWriter notes,
        CancellationToken cancellationToken)
    {
        TimeSpan? time = options.Steps is null ? TimeSpan.FromMinutes(options.Minutes) : null;
        var budget = new TrainingBudget(time, options.Steps ?? 0, TimeProvider.System);
        using var display = new TrainingDisplay(notes, SampleProgram.IsTerminal(notes));
        return CharacterTraining.Run(network, corpus, options, world, budget, display, cancellationToken);
    }

    private static void Write(
        CharacterModel network, Alphabet alphabet, int[] prompt, RunOptions options, TextWriter notes, CancellationToken cancellationToken)
    {
        using Decoder<float> decoder = network.CreateDecoder();
        Author author = new(decoder, alphabet.Count, options.Temperature, options.Seed);
        notes.WriteLine();
        notes.Write(alphabet.Decode(prompt).TrimStart('\n'));
        foreach (int token in author.Continue(prompt).Take(options.Length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            notes.Write(alphabet[token].ToString());
        }

        notes.WriteLine();
        notes.WriteLine();
    }
}
