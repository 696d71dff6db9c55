using NetGen.Generators.Kernels;

namespace NetGen.Generators.Program;

/// <summary>
/// Runs of calls that only touch a worker's own samples, as layers of a convolutional network do, are made for a few samples after the
/// other: what one call leaves behind is still in the cache when the next one reads it. What is needed within the calls only has memory for
/// these few samples. Sums over the samples go on from chunk to chunk.
/// </summary>
internal sealed class SampleChunks
{
    /// <summary>
    /// Bytes of the samples of a chunk, of all buffers that its calls touch: about as much as a second-level cache holds.
    /// </summary>
    private const int MostBytes = 1 << 20;

    /// <summary>Bytes of one sample: runs are cut there, since all their buffers have to live from the first call to the last.</summary>
    private const int MostBytesOfSample = 1 << 20;

    /// <summary>Samples that go through a recurrence together, at most.</summary>
    private const int MostSamplesOfScan = 64;

    /// <summary>For each list of calls, the runs in it.</summary>
    private readonly Dictionary<IReadOnlyList<Launch>, List<(int Start, int Count)>> _runs = [];

    private readonly HashSet<Buffer> _ofChunks = [];
    private readonly Lifetimes _lifetimes;
    private readonly Places _places;

    private SampleChunks(LoweredProgram program)
    {
        _places = program.Places;
        _lifetimes = program.Lifetimes.Copy();
        int place = 0;
        foreach (IReadOnlyList<Launch> section in program.Sections)
        {
            FindRuns(section);
            int[] places = new int[section.Count];
            for (int i = 0; i < section.Count; i++)
            {
                places[i] = place;
                place += section[i] is LoopLaunch { Count: var count, Body.Count: var length } ? count * length : 1;
                if (section[i] is LoopLaunch loop)
                {
                    JoinInLoop(loop, places[i]);
                }
            }

            foreach ((int start, int run) in _runs[section])
            {
                _ofChunks.UnionWith(OfSamples(section.Skip(start).Take(run))
                    .Where(buffer => buffer.Root == buffer && buffer is { Kind: BufferKind.Activation, Layout.Length: < 0 })
                    .Where(buffer => _lifetimes.IsWithin(buffer, places[start], run)));
                _lifetimes.Join(places[start], run, _ofChunks);
            }
        }
    }

    /// <summary>
    /// The program with its runs, and those of its loops, as calls in chunks. Buffers that are needed within one run only become a chunk's;
    /// the others that it touches live from its first call to the last.
    /// </summary>
    public static LoweredProgram Run(LoweredProgram program)
    {
        SampleChunks chunks = new(program);
        return program.With([.. program.Sections.Select(chunks.Wrap)]) with
        {
            Lifetimes = chunks._lifetimes,
            Places = program.Places with { OfChunks = chunks._ofChunks },
        };
    }

    private void JoinInLoop(LoopLaunch loop, int place)
    {
        FindRuns(loop.Body);
        foreach ((int start, int run) in _runs[loop.Body])
        {
            for (int repetition = 0; repetition < loop.Count; repetition++)
            {
                _lifetimes.Join(place + repetition * loop.Body.Count + start, run, _ofChunks);
            }
        }
    }

    private IReadOnlyList<Launch> Wrap(IReadOnlyList<Launch> launches)
    {
        List<Launch> result = [];
        int next = 0;
        foreach ((int start, int count) in _runs[launches])
        {
            result.AddRange(launches.Skip(next).Take(start - next).Select(WrapLoop));
            Launch[] body = [.. launches.Skip(start).Take(count)];
            result.Add(new ChunkedLaunch((int)Math.Max(1, MostBytes / Bytes(OfSamples(body))), body));
            next = start + count;
        }

        result.AddRange(launches.Skip(next).Select(WrapLoop));
        return result;
    }

    /// <summary>A share's samples go through a recurrence together: the more there are, the seldomer its weights are read.</summary>
    private Launch WrapLoop(Launch launch) => launch switch
    {
        LoopLaunch loop => loop.WithBody(Wrap(loop.Body)),
        ScanLaunch scan => new ChunkedLaunch(MostSamplesOfScan, [scan]),
        _ => launch,
    };

    private void FindRuns(IReadOnlyList<Launch> launches)
    {
        List<(int, int)> runs = _runs[launches] = [];
        HashSet<Buffer> touched = [];
        int start = 0;
        long bytes = 0;
        for (int i = 0; i < launches.Count; i++)
        {
            Buffer[] added = [.. OfSamples([launches[i]]).Where(buffer => !touched.Contains(buffer))];
            bool belongs = IsOfSamples(launches[i]), fits = bytes + Bytes(added) <= MostBytesOfSample;
            if (!belongs || !fits)
            {
                Close(i);
                touched.Clear();
                bytes = 0;
                start = belongs ? i : i + 1;
                added = [.. OfSamples([launches[i]])];
            }

            if (belongs)
            {
                touched.UnionWith(added);
                bytes += Bytes(added);
            }
        }

        Close(launches.Count);

        void Close(int end)
        {
            Launch[] run = [.. launches.Skip(start).Take(end - start)];
            if (run.Count(launch => launch is not ClearLaunch) > 1
                && run.Any(launch => launch is ContractionLaunch or WeightGradientLaunch or PoolLaunch))
            {
                runs.Add((start, run.Length));
            }
        }
    }

    /// <summary>
    /// Whether a call does for each sample what needs that sample only, beside weights and sums of the worker's own that can go on.
    /// </summary>
    private static bool IsOfSamples(Launch launch) => launch switch
    {
        MoveLaunch or ClearLaunch or WeightGradientLaunch => true,
        PoolLaunch p => HasOnlyElements(p.Work),
        ContractionLaunch c => c.Work.Spec.Mode == ElementMode.Lines && HasOnlyElements(c.Work),
        ElementwiseLaunch e => e.Work.Spec is { Mode: not ElementMode.Channels, Length: < 0 }
            && e.Work.Spec.Statements.All(s => s.Kind is not (StatementKind.ElementTotal or StatementKind.RowTotal))
            && e.Accesses.All(access => access.Buffer.Kind != BufferKind.Label),
        _ => false,
    };

    private static bool HasOnlyElements(Elementwise work) => work.Spec.Statements.All(s => s.Kind == StatementKind.Element);

    private long Bytes(IEnumerable<Buffer> buffers) => buffers.Sum(buffer => _places.SizeOf(buffer.Layout));

    private static IEnumerable<Buffer> OfSamples(IEnumerable<Launch> launches) => launches
        .SelectMany(launch => launch.Accesses).Where(access => access.Share == Share.Samples).Select(access => access.Buffer).Distinct();
}

/// <summary>Calls that are made for a few of the worker's samples after the other.</summary>
/// <param name="samples">How many at a time.</param>
/// <param name="body">The calls.</param>
internal sealed class ChunkedLaunch(int samples, IReadOnlyList<Launch> body) : Launch("", [.. body.SelectMany(launch => launch.Accesses)])
{
    public int Samples { get; } = samples;

    public IReadOnlyList<Launch> Body { get; } = body;

    public override object Signature => this;
}
