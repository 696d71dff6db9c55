using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>Elementwise work as SIMD code: loads of operands, statements, parameters by reference.</summary>
internal sealed class SimdBody(ElementwiseSpec spec, IReadOnlyList<string> names, string? producer, string element) : ElementBody(
    spec, names, producer, element,
    "worker", "row", "rows", "line", "c", "x", "y", "n", "i", "at", "index", "first", "step", "seed", "inverseBatch", "lossScale", "end",
    "lanes", "stream", "position", "sample", "V", "S")
{
    /// <summary>Parameters by reference, one for each operand: "ref float x".</summary>
    public IEnumerable<string> OperandParameters(Func<int, bool> which) => Enumerable.Range(0, Spec.Operands.Count)
        .Where(which)
        .Select(o => $"ref {Spec.Operands[o].Layout.Type.Code(Element)} {Operand(o)}");

    public IEnumerable<string> OperandArguments(Func<int, bool> which) => Enumerable.Range(0, Spec.Operands.Count)
        .Where(which)
        .Select(o => $"ref {Operand(o)}");

    /// <summary>Loads and statements for the requested values.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="vector">"V" or "S".</param>
    /// <param name="requested">Values wanted.</param>
    /// <param name="offset">Where an operand's element lies.</param>
    /// <param name="reference">How an operand's memory is named here.</param>
    /// <param name="except">Values that are there already.</param>
    /// <param name="load">How an operand is read, where its elements do not lie side by side.</param>
    public void Compute(
        SourceWriter w, string vector, IEnumerable<int> requested, Func<int, string> offset, Func<int, string>? reference = null,
        IReadOnlyList<int>? except = null, Func<int, string, string>? load = null)
    {
        load ??= (operand, memory) => $"{vector}.Load({memory}, {offset(operand)})";
        reference ??= operand => Operand(operand);
        SimdPrinter printer = new(vector, Element);
        foreach (int value in Needed(requested).Except(except ?? []))
        {
            int operand = Spec.OperandOf(value);
            if (Spec.StatementOf(value) is { } statement)
            {
                w.Line($"{vector} {Value(value)} = {printer.Print(statement.Body, v => Read(v, vector, reference))};");
            }
            else if (operand >= 0)
            {
                string memory = $"ref {reference(operand)}";
                w.Line(Spec.Operands[operand] is { Kind: OperandKind.Partial, Layout.RoundedSize: var size }
                    ? $"{vector} {Value(value)} = Partials.Sum<{vector}, {Element}>({memory}, {size}, worker, c);"
                    : $"{vector} {Value(value)} = {load(operand, memory)};");
            }
        }
    }

    /// <summary>A value inside a formula: a local, or a row's number broadcast.</summary>
    public string Read(int value, string vector, Func<int, string>? reference = null)
    {
        if (IsElement(value))
        {
            return Value(value);
        }

        int operand = Spec.OperandOf(value);
        return operand < 0 || Spec.Operands[operand].Kind == OperandKind.Rows ? $"{vector}.Create({Value(value)})"
            : Spec.Operands[operand].Kind == OperandKind.Scalar
                ? $"{vector}.Create({(reference is null ? Operand(operand) : reference(operand))})"
            : Value(value);
    }

    /// <summary>
    /// The number of the first element among those of all processes, where another of its samples is the first: random numbers go by it.
    /// </summary>
    public string First => $"worker.SamplesBefore * {(Spec.Rows * Spec.Channels).Code()}";

    /// <summary>The counts that formulas divide by, as names and where they come from.</summary>
    public static IEnumerable<(string Name, string Source)> Inverses(IEnumerable<Expr> formulas) => Expr.Inverses(formulas).Select(i =>
    {
        string ofBatch = i.IsLossScale ? "worker.LossScale" : "worker.InverseBatch";
        return (Inverse(i), i.Length < 0 ? ofBatch : $"{ofBatch} / worker.Length({i.Length})");
    });
}
