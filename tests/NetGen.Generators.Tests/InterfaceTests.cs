using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generators.Tests;

/// <summary>What a user calls on networks with tokens, or with several inputs, outputs or losses.</summary>
public sealed class InterfaceTests
{
    [Fact]
    public void One_input_of_values_and_one_output_need_nothing()
    {
        InterfaceInfo info = new("float", [new("input", false)], ["Head"], [new("Head", true)]);
        Assert.Equal("", Emit(info));
    }

    [Fact]
    public void Tokens_shadow_the_methods_that_take_values()
    {
        InterfaceInfo info = new("double", [new("input", true)], ["Head"], [new("Head", false)]);
        string text = Emit(info);
        Assert.Contains(
            "public new double[] Predict(global::System.ReadOnlySpan<int> tokens) => base.Predict(tokens);",
            text, StringComparison.Ordinal);
        Assert.Contains(
            "Step(global::System.ReadOnlySpan<int> tokens, global::System.ReadOnlySpan<double> targets, int? length = null) "
                + "=> base.Step(tokens, targets, length);",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_of_each_get_records()
    {
        InterfaceInfo info = new(
            "float", [new("Left", false), new("Text", true)], ["Class", "Box"], [new("Class", true), new("Box", false)]);
        string text = Emit(info);
        Assert.Contains(
            "record struct Inputs(global::System.ReadOnlyMemory<float> Left, global::System.ReadOnlyMemory<int> Text);",
            text, StringComparison.Ordinal);
        Assert.Contains("record struct Outputs(float[] Class, float[] Box);", text, StringComparison.Ordinal);
        Assert.Contains(
            "record struct Targets(global::System.ReadOnlyMemory<int> Class, global::System.ReadOnlyMemory<float> Box);",
            text, StringComparison.Ordinal);
        Assert.Contains("float[][] outputs = base.PredictOutputs([inputs.Left, inputs.Text]);", text, StringComparison.Ordinal);
        Assert.Contains(
            "record struct OutputMemory(global::System.Memory<float> Class, global::System.Memory<float> Box);",
            text, StringComparison.Ordinal);
        Assert.Contains(
            "base.PredictColumns([inputs.Left, inputs.Text], [outputs.Class, outputs.Box], count);", text, StringComparison.Ordinal);
        Assert.Contains(
            "base.StepColumns([inputs.Left, inputs.Text], [targets.Class, targets.Box], count);", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_part_stands_without_a_record()
    {
        InterfaceInfo info = new("float", [new("Left", false), new("Right", false)], ["Head"], [new("Head", true)]);
        string text = Emit(info);
        Assert.Contains(
            "public float[] Predict(Inputs inputs) => base.PredictOutputs([inputs.Left, inputs.Right])[0];",
            text, StringComparison.Ordinal);
        Assert.Contains(
            "public void Predict(Inputs inputs, global::System.Memory<float> outputs, int? count = null)", text, StringComparison.Ordinal);
        Assert.Contains(
            "Step(Inputs inputs, global::System.ReadOnlyMemory<int> targets, int? count = null)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("record struct Targets", text, StringComparison.Ordinal);
    }

    /// <summary>The emitted members compile against the runtime, in both precisions and every combination.</summary>
    [Fact]
    public void Every_combination_compiles()
    {
        ColumnInfo values = new("Left", false), tokens = new("Text", true);
        List<string> classes = [];
        foreach (string element in new[] { "float", "double" })
        {
            foreach (IReadOnlyList<ColumnInfo> inputs in new IReadOnlyList<ColumnInfo>[] { [values], [tokens], [values, tokens] })
            {
                IReadOnlyList<ColumnInfo>[] choices =
                    [[new("Head", true)], [new("Head", false)], [new("Head", true), new("Box", false)]];
                foreach (IReadOnlyList<ColumnInfo> targets in choices)
                {
                    InterfaceInfo info = new(element, inputs, [.. targets.Select(target => target.Name)], targets);
                    classes.Add($$"""
                        public abstract class C{{classes.Count}} : NetGen.Network<{{element}}>
                        {
                            protected C{{classes.Count}}() : base(null!, null!) { }
                            {{Emit(info, EmitSection.Predictions)}}
                            public abstract class Trainer : NetGen.Trainer<{{element}}>
                            {
                                protected Trainer() : base(null!, null!, null!) { }
                                {{Emit(info, EmitSection.Steps)}}
                            }
                        }
                        """);
                }
            }
        }

        // With documentation comments checked, as in a project that writes them.
        Compilation output = Harness.Run(string.Join('\n', classes)).Output;
        foreach (SyntaxTree tree in output.SyntaxTrees)
        {
            CSharpParseOptions options = ((CSharpParseOptions)tree.Options).WithDocumentationMode(DocumentationMode.Diagnose);
            output = output.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(tree.ToString(), options, tree.FilePath));
        }

        Assert.Empty(output.GetDiagnostics().Where(
            diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591"));
    }

    private enum EmitSection
    {
        Predictions,
        Steps,
    }

    private static string Emit(InterfaceInfo info) => Emit(info, EmitSection.Predictions) + Emit(info, EmitSection.Steps);

    private static string Emit(InterfaceInfo info, EmitSection part)
    {
        SourceWriter w = new();
        if (part == EmitSection.Predictions)
        {
            InterfaceEmitter.EmitRecords(w, info);
            InterfaceEmitter.EmitPredictions(w, info);
        }
        else
        {
            InterfaceEmitter.EmitSteps(w, info);
        }

        return w.ToString();
    }
}
