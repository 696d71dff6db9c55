using NetGen.Generators.Graph;
using NetGen.Generators.Program;

namespace NetGen.Generators.Emit;

/// <summary>
/// The values of a training step that are still in memory when its forward pass ends, in the order computed: where the first number that is
/// not finite is looked for.
/// </summary>
internal static class WatchedValues
{
    public static void Emit(SourceWriter w, LoweredProgram program)
    {
        int end = new[] { program.Pack, program.Forward, program.Loss }.Sum(Calls);
        HashSet<object> seen = [];
        List<string> lines = [];
        foreach (Launch launch in program.Forward.Concat(program.Loss))
        {
            if (launch is not LoopLaunch loop)
            {
                lines.AddRange(Values(launch).Where(buffer => seen.Add(buffer)).Select(buffer => $"{Value(program.Places, buffer)},"));
                continue;
            }

            string[] repeated = [.. Values(loop)
                .Where(buffer => seen.Add(program.Places.MemoryOf(buffer)) && loop.Steps.ContainsKey(buffer)
                    && IsWhole(program.Places, program.Places.ArrayOf(buffer)!))
                .Select(buffer => Value(program.Places, buffer, loop))];
            if (repeated.Length > 0)
            {
                lines.Add($".. ValuePlan.Repeat({loop.Count}, [");
                lines.AddRange(repeated.Select((line, i) => $"    {line}{(i < repeated.Length - 1 ? "," : "]),")}"));
            }
        }

        if (lines.Count > 0)
        {
            w.Line("Values =");
            using (w.Open("", "],", "["))
            {
                w.Lines([.. lines]);
            }
        }

        IEnumerable<Buffer> Values(Launch launch) => Flat(launch)
            .SelectMany(call => call.Accesses.Where(access => access.Writes).Select(access => access.Buffer))
            .Where(buffer => buffer.Layout.Type == NumberType.Real && buffer.Name[0] != '∂')
            .Where(buffer => program.Places.KindOf(buffer) == BufferKind.Activation)
            .Where(buffer => program.Lifetimes[buffer] is { } life && life.Last >= end - 1);
    }

    /// <summary>Whether each element of an array has a place of its own, which no later one takes.</summary>
    private static bool IsWhole(Places places, BufferArray array) =>
        places.HostOf(array) is null && places.SlotsOf(array) == array.Elements.Count;

    private static string Value(Places places, Buffer buffer, LoopLaunch? loop = null)
    {
        string length = buffer.Layout.Length >= 0 ? $", Length: {buffer.Layout.Length}, Positions: {buffer.Layout.Width}" : "";
        string[] further =
        [
            .. RepetitionOf(places, buffer) is { } repetition ? new[] { $"Repetition = {repetition}" } : [],
            .. loop is null ? [] : new[] { $"Step = {loop.Steps[buffer]}, Stride = {places.StepOf(places.ArrayOf(buffer)!)}" },
        ];
        return $"new(\"{buffer.Name}\", {places.StartOf(buffer)}, {buffer.Layout.Size}{length})"
            + (further.Length > 0 ? $" {{ {string.Join(", ", further)} }}" : "");
    }

    /// <summary>Its number among the elements of its array that are called alike: another value may stand before them.</summary>
    private static int? RepetitionOf(Places places, Buffer buffer)
    {
        if (places.ArrayOf(buffer) is not { Alternates: false } array)
        {
            return null;
        }

        Buffer[] alike = [.. array.Elements.Where(element => element.Name == buffer.Name)];
        return alike.Length > 1 ? 1 + alike.Count(element => places.IndexOf(element) < places.IndexOf(buffer)) : null;
    }

    private static IEnumerable<Launch> Flat(Launch launch) => launch switch
    {
        LoopLaunch loop => loop.Body.SelectMany(Flat),
        ChunkedLaunch parts => parts.Body.SelectMany(Flat),
        ScanLaunch scan => scan.Body.SelectMany(Flat),
        _ => [launch],
    };

    /// <summary>Calls as lifetimes count them: repetitions one by one, a recurrence as one.</summary>
    private static int Calls(IEnumerable<Launch> launches) => launches.Sum(launch => launch switch
    {
        LoopLaunch loop => loop.Count * Calls(loop.Body),
        ChunkedLaunch parts => Calls(parts.Body),
        BarrierLaunch => 0,
        _ => 1,
    });
}
