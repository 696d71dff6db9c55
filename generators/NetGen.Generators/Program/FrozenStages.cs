using NetGen.Generators.Passes;

namespace NetGen.Generators.Program;

/// <summary>
/// A trainer may freeze stages: calls of the backward pass that serve only the weights of the first stages are made where one of these is
/// trained. Whom a call serves follows from what is computed of what it writes, from the last call back to the first.
/// </summary>
internal sealed class FrozenStages
{
    private readonly ParameterBlock _parameters;
    private readonly Places _places;
    private readonly Dictionary<object, int> _needed = [];
    private readonly Dictionary<Launch, int> _served = [];
    private bool _isStable;

    private FrozenStages(LoweredProgram program, ParameterBlock parameters)
    {
        _parameters = parameters;
        _places = program.Places;
        foreach (Buffer result in program.Outputs.Concat(program.Losses))
        {
            _needed[_places.MemoryOf(result)] = int.MaxValue;
        }

        Serve(program.Backward);
    }

    /// <summary>The program with such calls in conditions; the team's barriers stay.</summary>
    public static LoweredProgram Run(LoweredProgram program, ParameterBlock parameters)
    {
        if (!program.Trains || parameters.TrainedStages.Count < 2)
        {
            return program;
        }

        IReadOnlyList<Launch> backward =
            new FrozenStages(program, parameters).Within(program.Backward, parameters.TrainedStages.Count - 1);
        return program with { Backward = backward, TrainedStages = parameters.TrainedStages };
    }

    /// <summary>Finds the last stage whose weights each call serves; int.MaxValue for what is wanted whatever is trained.</summary>
    private void Serve(IReadOnlyList<Launch> launches)
    {
        foreach (Launch launch in launches.Reverse())
        {
            switch (launch)
            {
                case LoopLaunch loop:
                    ServeRepeated(loop.Body);
                    break;
                case ScanLaunch scan:
                    ServeRepeated(scan.Body);
                    break;
                case ChunkedLaunch parts:
                    Serve(parts.Body);
                    break;
                default:
                    ServeOne(launch);
                    break;
            }
        }
    }

    /// <summary>One repetition serves the next, over and over.</summary>
    private void ServeRepeated(IReadOnlyList<Launch> body)
    {
        do
        {
            _isStable = true;
            Serve(body);
        }
        while (!_isStable);
    }

    private void ServeOne(Launch launch)
    {
        int last = launch.Accesses.Where(access => access.Writes).Select(access => Last(launch, access.Buffer)).DefaultIfEmpty(-1).Max();
        _served[launch] = last < 0 ? int.MaxValue : last;

        // A gradient may be added to what is there.
        foreach (Buffer buffer in launch.Accesses.Select(access => access.Buffer).Where(b => b.Kind != BufferKind.Parameter))
        {
            object memory = _places.MemoryOf(buffer);
            if (!_needed.TryGetValue(memory, out int known) || known < last)
            {
                _needed[memory] = last;
                _isStable = false;
            }
        }
    }

    private int Last(Launch launch, Buffer written)
    {
        bool isNeeded = _needed.TryGetValue(_places.MemoryOf(written), out int needed);
        return written.Kind switch
        {
            BufferKind.Gradient => Math.Max(needed, StageOf(written)),
            BufferKind.Parameter => launch is RowsGradientLaunch { Updates: true } ? StageOf(written) : int.MaxValue,
            _ => isNeeded ? needed : -1,
        };
    }

    private int StageOf(Buffer buffer) => _places.ArrayOf(buffer) is { } array
        ? array.Elements.Max(element => _parameters.StageAt(element.Start))
        : _parameters.StageAt(buffer.Start);

    /// <summary>Calls, those that serve an earlier stage than all around them in a condition.</summary>
    private IReadOnlyList<Launch> Within(IReadOnlyList<Launch> launches, int around)
    {
        List<Launch> result = [];
        for (int i = 0; i < launches.Count;)
        {
            int last = LastOf(launches[i]);
            if (launches[i] is BarrierLaunch || last >= around)
            {
                result.Add(launches[i] is BarrierLaunch ? launches[i] : WithBody(launches[i], around));
                i++;
                continue;
            }

            // To the last one of this kind; barriers may stand in between, but do not end it.
            int end = i + 1;
            for (int next = end; next < launches.Count && (launches[next] is BarrierLaunch || LastOf(launches[next]) == last); next++)
            {
                end = launches[next] is BarrierLaunch ? end : next + 1;
            }

            IEnumerable<Launch> body = launches.Skip(i).Take(end - i);
            result.Add(new TrainedLaunch(last, _parameters.TrainedStages[last], [.. body.Select(l => WithBody(l, last))]));
            i = end;
        }

        return result;
    }

    private Launch WithBody(Launch launch, int around) => launch switch
    {
        LoopLaunch loop => loop.WithBody(Within(loop.Body, around)),
        ChunkedLaunch { Body: not [ScanLaunch] } parts => new ChunkedLaunch(parts.Samples, Within(parts.Body, around)),
        _ => launch,
    };

    private int LastOf(Launch launch) => launch switch
    {
        LoopLaunch loop => LastOf(loop.Body),
        ChunkedLaunch parts => LastOf(parts.Body),
        ScanLaunch scan => LastOf(scan.Body),
        BarrierLaunch => -1,
        _ => _served[launch],
    };

    private int LastOf(IReadOnlyList<Launch> body) => body.Max(LastOf);
}

/// <summary>Calls that are made where a stage, or one before it, is trained.</summary>
/// <param name="stage">The stage's place among those with trained weights.</param>
/// <param name="name">Its name.</param>
/// <param name="body">The calls.</param>
internal sealed class TrainedLaunch(int stage, string name, IReadOnlyList<Launch> body)
    : Launch(body[0].Title, [.. body.SelectMany(launch => launch.Accesses)])
{
    public int Stage { get; } = stage;

    public string Name { get; } = name;

    public IReadOnlyList<Launch> Body { get; } = body;

    /// <summary>Where the team must meet though the calls are not made: what stands before them may be read behind them.</summary>
    public BarrierLaunch? Otherwise { get; } = BarrierOf(body);

    public override object Signature => this;

    private static BarrierLaunch? BarrierOf(IReadOnlyList<Launch> body)
    {
        BarrierLaunch[] all = [.. BarriersIn(body)];
        return all.Length == 0 ? null : new(all.All(barrier => barrier.OnlyShared));
    }

    private static IEnumerable<BarrierLaunch> BarriersIn(IReadOnlyList<Launch> body) => body.SelectMany(launch => launch switch
    {
        BarrierLaunch barrier => [barrier],
        LoopLaunch loop => BarriersIn(loop.Body),
        ChunkedLaunch parts => BarriersIn(parts.Body),
        ScanLaunch scan => BarriersIn(scan.Body),
        TrainedLaunch { Otherwise: { } otherwise } => [otherwise],
        _ => Enumerable.Empty<BarrierLaunch>(),
    });
}
