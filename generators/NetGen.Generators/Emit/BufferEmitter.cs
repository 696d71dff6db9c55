using NetGen.Generators.Graph;
using NetGen.Generators.Program;

namespace NetGen.Generators.Emit;

/// <summary>The memory plan in a program's code: a property for each buffer that calls refer to.</summary>
internal sealed class BufferEmitter(LoweredProgram program, CallEmitter calls, string element, bool isDevice)
{
    private const string Counter = BufferReferences.Counter;

    private readonly Places _places = program.Places;

    /// <summary>The memory plan: every buffer by name, with its shape beside it.</summary>
    public void Emit(SourceWriter w)
    {
        ILookup<object, int> uses = program.All
            .SelectMany(call => call.Accesses, (call, access) => (Memory: _places.MemoryOf(access.Buffer), Number: calls.NumberOf(call)))
            .ToLookup(use => use.Memory, use => use.Number);
        IEnumerable<IGrouping<object, Buffer>> memories = program.Buffers
            .Where(b => b.Root == b && calls.Buffers.PropertyOf(_places.MemoryOf(b)) is not null)
            .GroupBy(_places.MemoryOf)
            .OrderBy(g => _places.KindOf(g.First()))
            .ThenBy(g => _places.OffsetOf(g.First()));
        foreach (IGrouping<object, Buffer> memory in memories)
        {
            Buffer buffer = memory.First();
            BufferKind kind = _places.KindOf(buffer);
            BufferArray? array = _places.ArrayOf(buffer);
            (int slots, int offset) = array is null
                ? (1, _places.StartOf(buffer))
                : (_places.SlotsOf(array), _places.StartOf(array));
            string lifetimes = uses.Contains(memory.Key) ? $", calls {uses[memory.Key].Min()} to {uses[memory.Key].Max()}" : "";
            string bytes = buffer.Layout.Type == NumberType.UInt8 ? " bytes" : "";
            string count = slots > 1 ? $"{slots} × " : "";
            string per = kind switch
            {
                BufferKind.Activation when array is not null && _places.HostOf(array) is { } from =>
                    $"{count}batch × {buffer.Layout}{bytes}, where {from.Array.Name} is no longer needed{lifetimes}",
                BufferKind.Activation => $"{count}batch × {buffer.Layout}{bytes}, from {offset} per sample{lifetimes}",
                BufferKind.Chunk => $"chunk × {buffer.Layout}{bytes}, from {offset} per sample{lifetimes}",
                BufferKind.Input or BufferKind.Target or BufferKind.Cache or BufferKind.Tokens => $"{count}batch × {buffer.Layout}",
                BufferKind.Label => buffer.Size == 1 ? "batch" : $"batch × {buffer.Size}",
                BufferKind.Partial => $"{count}{(isDevice ? "chunks" : "workers")} × {buffer.Layout}",
                _ => $"{count}{buffer.Layout}",
            };
            w.Line();
            w.Summary([$"{array?.Name ?? buffer.Name}: {per}", .. Boxes(buffer)]);
            string number = buffer.Layout.Type.Code(element);
            (string type, string reference) = isDevice ? ($"ArrayView<{number}>", "") : ($"ref {number}", "ref ");
            string name = calls.Buffers.PropertyOf(memory.Key)!;
            w.Line(kind == BufferKind.Chunk ? $"private {type} {name}(Worker worker) => {reference}{Place(buffer, $"{offset}")};"
                : slots > 1 ? $"private {type} {name}(int {Counter}) => {reference}{Place(buffer, ElementOffset(array!))};"
                : $"private {type} {name} => {reference}{Place(buffer, $"{offset}")};");
            if (calls.Buffers.IsOwned(memory.Key))
            {
                (string element0, string start) = slots > 1
                    ? ($"int {Counter}, ", ElementOffset(array!))
                    : ("", $"{_places.StartOf(buffer)}");
                w.Line();
                w.Summary($"{array?.Name ?? buffer.Name}: a worker's own.");
                string sum = $"Partial({start}, {buffer.Layout.RoundedSize}, worker)";
                w.Line($"private {type} {name}Of({element0}Worker worker) => {reference}{sum};");
            }
        }
    }

    private static IEnumerable<string> Boxes(Buffer buffer) => buffer.Boxes.Count > 0 ? [$"in it: {string.Join(", ", buffer.Boxes)}"] : [];

    /// <summary>Where an array's element lies, as a function of its index.</summary>
    private string ElementOffset(BufferArray array) =>
        _places.HostOf(array) is not { } from ? $"{_places.StartOf(array)} + {Slot(array)} * {_places.StepOf(array)}"
        : from.Step > 0 ? $"{_places.StartOf(from.Array)} + ({Counter} + {from.First}) * {_places.StepOf(from.Array)}"
        : $"{_places.StartOf(from.Array)} + ({from.First} - {Counter}) * {_places.StepOf(from.Array)}";

    /// <summary>An element's place in its array: places are shared where two are enough.</summary>
    private string Slot(BufferArray array) =>
        _places.SlotsOf(array) is var slots && slots < array.Elements.Count ? $"{Counter} % {slots}" : Counter;

    private string Place(Buffer buffer, string offset)
    {
        string type = buffer.Layout.Type == NumberType.UInt8 ? $"<{buffer.Layout.Type.Code(element)}>" : "";
        return _places.KindOf(buffer) switch
        {
            BufferKind.Input => $"InputBlock({buffer.Number})",
            BufferKind.Tokens => $"TokenBlock({buffer.Number})",
            BufferKind.Target => $"TargetBlock({buffer.Number})",
            BufferKind.Label => $"LabelBlock({buffer.Number})",
            BufferKind.Activation => $"Activation{type}({offset})",
            BufferKind.Chunk => $"Chunk{type}({offset}, {buffer.Size}, worker)",
            BufferKind.Cache => $"CacheAt({offset})",
            BufferKind.Vector => $"VectorAt({offset})",
            BufferKind.Partial => $"Partial({offset})",
            BufferKind.Panel => $"Panel({offset})",
            BufferKind.Parameter => $"ParameterAt({offset})",
            _ => $"GradientAt({offset})",
        };
    }
}
