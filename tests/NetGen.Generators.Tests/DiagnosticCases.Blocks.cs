namespace NetGen.Generators.Tests;

/// <content>What is wrong in a block is underlined there; the message and a second location tell which use made it so.</content>
internal static partial class DiagnosticCases
{
    private static IReadOnlyList<DiagnosticCase> Blocks() =>
    [
        Used("NG0050", "4", "partial class «Plain» : BlockAttribute;", "Plain, Linear(1)", "'Plain'"),
        Used(
            "NG0050", "4",
            "sealed partial class «PlainAttribute»(int size) : BlockAttribute { public int Size => size; }",
            "Plain(3), Linear(1)",
            "'Plain'"),

        Used(
            "NG0051", "4",
            Block("B(int heads)", "«Linear(\"hedas * 2\")»"),
            "‹B(2)›, Linear(1)",
            "'hedas * 2'", "'hedas'", "heads", "in B(heads: 2)", "input is 4"),
        Used(
            "NG0051", "4",
            Block("B(int parts)", "«Linear($\"width / {nameof(parts)}\")»"),
            "‹B(3)›, Linear(1)",
            "divides 4 by 3", "remainder", "B(parts: 3)"),
        Used("NG0051", "4", Block("B", "«Linear(\"2 + \")»"), "‹B›, Linear(1)", "'2 + '"),
        Used("NG0051", "4", Block("B", "«Linear(\"(width\")»"), "‹B›, Linear(1)", "'(width'"),
        Used("NG0051", "4", Block("B", "«Linear(\"width width\")»"), "‹B›, Linear(1)", "'width width'"),
        Used("NG0051", "4", Block("B", "«Linear(\"width / 0\")»"), "‹B›, Linear(1)", "divides by 0"),
        Used("NG0051", "3", Block("B", "«Linear(\"1.5 * width\")»"), "‹B›, Linear(1)", "4.5", "whole"),
        Used("NG0051", "4", Block("B", "«Linear(\"length\")»"), "‹B›, Linear(1)", "'length'", "width"),
        Used("NG0051", "4", Block("B(int times)", "Linear(4), «Repeat(\"tims\")»"), "‹B(2)›, Linear(1)", "Repeat", "'tims'", "times"),
        Used(
            "NG0051", "4",
            Block("A(string size)", "Linear(nameof(size))") + Block("B(int n)", "«A(\"2 * m\")»"),
            "‹B(2)›, Linear(1)",
            "A in stage 'Body': ", "'m'", "known are n, width"),

        Used(
            "NG0051", "4",
            Block("B(long size)", "«Linear(nameof(size))»"),
            "‹B(4_000_000_000)›, Linear(1)",
            "outputs is 4000000000", "too large", "2147483647"),
        Used(
            "NG0051", "4",
            Block("B(uint times)", "Linear(4), «Repeat(nameof(times))»"),
            "‹B(4_000_000_000)›, Linear(1)",
            "count is 4000000000", "too large"),
        Used("NG0051", "4", Block("B", "«Linear(\"-3 * 1000000000\")»"), "‹B›, Linear(1)", "-3000000000", "too small"),
        Used(
            "NG0008", "4",
            "partial class B : BlockAttribute { [Linear(4)] public new partial Layer «Input» { get; } }",
            "B, Linear(1)",
            "'Input'", "every block"),
        Used(
            "NG0055", "4",
            "partial class B(string Body) : BlockAttribute { [From(nameof(Body)), Linear(4)] public partial Layer Body { get; } }",
            "Linear(4)] public partial Layer Stem { get; } [«B(nameof(Stem))», Linear(1)",
            "block B", "'Body'"),

        Used("NG0010", "4", Block("B(int size)", "«Linear(nameof(size))»"), "‹B(0)›, Linear(1)", "outputs", "0", "B(size: 0)"),
        Used("NG0010", "4", Block("B", "«Linear(\"width - 5\")»"), "‹B›, Linear(1)", "outputs", "-1"),
        Used("NG0010", "4", Block("B(int times)", "Linear(4), «Repeat(nameof(times))»"), "‹B(0)›, Linear(1)", "count", "0"),
        Used(
            "NG0010", "4",
            Block("A", "«Tanh», Repeat(1000)") + Block("B", "A, Repeat(1000)"),
            "‹B›, Linear(1)",
            "operations so far", "8192"),
        Used("NG0011", "4", Block("B", "«Conv2d(4)»"), "‹B›, Linear(1)", "Conv2d", "in B() on Head,", "input is 4"),
        Used("NG0014", "6, 5, 5", Block("B(int groups)", "Conv2d(6), «Conv2d(6, Groups = 4)»"), "‹B(4)›, Flatten, Linear(1)", "4 groups"),
        Used("NG0006", "4", "partial class B : BlockAttribute { [Linear(4)] public Layer «Body» => null!; }", "B, Linear(1)", "'Body'"),
        Used("NG0007", "4", "partial class B : BlockAttribute { public partial Layer «Body» { get; } }", "‹B›, Linear(1)", "'Body'"),
        Used("NG0020", "4", Block("B", "Linear(4), «Add(\"Inptu\")»"), "‹B›, Linear(1)", "'Inptu'", "Input"),
        Used(
            "NG0020", "4",
            "partial class B : BlockAttribute { [«From(\"Stem\")», Linear(4)] public partial Layer Body { get; } }",
            "Linear(4)] public partial Layer Stem { get; } [‹B›, Linear(1)",
            "'Stem'", "Input"),
        Used(
            "NG0021", "4",
            "partial class B : BlockAttribute { [Linear(4), «Add(nameof(Second))»] public partial Layer First { get; } "
                + "[Linear(4)] public partial Layer Second { get; } }",
            "‹B›, Linear(1)",
            "Add", "'Second'"),
        Used("NG0022", "4", Block("B", "Linear(4), «From(Input)»"), "‹B›, Linear(1)", "'Body'"),
        Used("NG0023", "4", Block("B", "Linear(8), «Residual»"), "‹B›, Linear(1)", "8", "4"),
        Used("NG0023", "4", Block("B", "Linear(8), «Add(Input)»"), "‹B›, Linear(1)", "got 8", "gives 4", "'Input'"),
        Used(
            "NG0025", "4",
            "partial class B : BlockAttribute { [Linear(4)] public partial Layer «Side» { get; } "
                + "[From(Input), Linear(4)] public partial Layer Body { get; } }",
            "‹B›, Linear(1)",
            "'Side'"),
        Used("NG0040", "4", "class SwirlAttribute : OperationAttribute; " + Block("B", "«Swirl»"), "‹B›, Linear(1)", "'Swirl'"),

        Used("NG0052", "4", Block("B", "Linear(4), «B»"), "‹B›, Linear(1)", "'B'", "B → B"),
        Used("NG0052", "4", Block("A", "B") + Block("B", "Linear(4), «A»"), "‹A›, Linear(1)", "'A'", "A → B → A"),
        Used("NG0052", "4", Block("Outer", "A") + Block("A", "B") + Block("B", "«A»"), "‹Outer›, Linear(1)", "A → B → A)"),
        Used(
            "NG0053", "4",
            Block("B(int size)", "Linear(nameof(size))"),
            "B(8), «Repeat(2)»] public partial Layer Body { get; } [Linear(1)",
            "'Body'", "reads 4", "gives 8"),
        Used("NG0053", "4", Block("B", "Linear(\"2 * width\"), «Repeat(2)»"), "‹B›, Linear(1)", "'Body'", "reads 4", "gives 8", "B()"),
        Used(
            "NG0054", "6, 8",
            Block("B(int heads)", "«SelfAttention(nameof(heads))»"),
            "‹B(3)›, Linear(1)",
            "3 heads", "8", "in B(heads: 3)", "input is 6×8"),
        Used(
            "NG0054", "6, 8",
            Block("B(int heads)", "LayerNorm, «CausalSelfAttention(nameof(heads))», Residual"),
            "‹B(5)›, Repeat(4)] public partial Layer Body { get; } [Linear(1)",
            "B(heads: 5) × 4", "on Body"),
        Used(
            "NG0056", "4",
            "partial class B : BlockAttribute { [Linear(4)] public partial Layer A { get; } "
            + "[«Linear(5)», SharesWeights(nameof(A))] public partial Layer Body { get; } }",
            "‹B›, Linear(1)", "5×4", "4×4", "A.linear0.weight'"),
        Used(
            "NG0058", "4",
            "partial class B : BlockAttribute { [Linear(4), «Output»] public partial Layer Body { get; } }",
            "‹B›, Linear(1)",
            "Output", "'Body'", "inside a block"),
        Used(
            "NG0058", "4",
            "partial class B : BlockAttribute { [Linear(4), «Features»] public partial Layer Body { get; } }",
            "‹B›, Linear(1)",
            "Features", "'Body'", "inside a block"),
        Used(
            "NG0058", "4",
            "partial class B : BlockAttribute { [Linear(4), «Explain»] public partial Layer Body { get; } }",
            "‹B›, Linear(1)",
            "Explain", "'Body'", "inside a block"),
        Used(
            "NG0060", "4",
            "partial class B : BlockAttribute { [Linear(4)] public partial Layer A { get; } "
                + "[Linear(4), SharesWeights(nameof(A)), «Frozen»] public partial Layer Body { get; } }",
            "‹B›, Linear(1)", "'Body'", "'A'"),
        Used(
            "NG0020", "4",
            "partial class B(string memory) : BlockAttribute { public string Memory => memory; "
                + "[«From(nameof(memory))», Linear(4)] public partial Layer Body { get; } }",
            "‹B(\"1\")›, Linear(1)",
            "'memory'", "Input"),
        Used("NG0057", "6, 4", Block("B", "«Slice(Axis.Length, 6, 1)»"), "‹B›, Linear(1)", "1 from 6", "6 to 6 + 1 of 6", "6×4", "B()"),

        // A block in a block: the message names both uses, the second location is the network's.
        Used(
            "NG0054", "6, 8",
            Block("Inner(string heads)", "«SelfAttention(nameof(heads))»") + Block("Outer(int heads)", "Inner(nameof(heads))"),
            "‹Outer(3)›, Linear(1)",
            "3 heads", "Inner(heads: heads)", "Outer(heads: 3)"),
    ];

    /// <summary>Blocks, and a network with one stage, 'Head', that uses them.</summary>
    private static DiagnosticCase Used(string id, string input, string blocks, string operations, params string[] says) =>
        new(id, $"{blocks} {Source("MseLoss", input, $"[{operations}] public partial Layer Head {{ get; }}")}", says);

    private static string Block(string declaration, string operations) =>
        $"partial class {declaration} : BlockAttribute {{ [{operations}] public partial Layer Body {{ get; }} }} ";
}
