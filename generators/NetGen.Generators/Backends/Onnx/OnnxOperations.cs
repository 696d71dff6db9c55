using NetGen.Generators.Graph;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>Operations that ONNX has, too.</summary>
internal sealed class OnnxOperations(OnnxValues values)
{
    private readonly OnnxGraph _graph = values.Graph;

    /// <summary>The name of its value; null for an operation that ONNX has not.</summary>
    public string? Convert(TapeEntry entry)
    {
        OperationUse use = entry.Use;
        return use.Operation.OnnxRecurrence(use) is { } recurrence ? new OnnxRecurrences(values).Convert(recurrence, entry)
            : use.Operation.Onnx(use) is { } op && !(op.IsFloat && values.IsDouble) ? Operator(op, entry)
            : null;
    }

    private string Operator(OnnxOperator op, TapeEntry entry)
    {
        OperationUse use = entry.Use;
        bool isLine = op.IsChannelsFirst && use.Input.IsSequence;
        int behind = op.IsChannelsFirst || use.Input.IsImage ? OnnxForm.Rank(use.Input) - 2 : 0;
        string[] rest = [.. op.Inputs.Select(Input)];
        return values.ChannelsFirst(use.Label, entry.Context.Input, isLine, x => _graph.Add(
            isLine ? $"{use.Label}/{op.Name}" : use.Label, op.Name, [x, .. rest], op.Attributes));

        string Input(OnnxInput input)
        {
            if (input.Role is null)
            {
                return input.Fill is { } fill ? _graph.Numbers([fill.Count], [.. Enumerable.Repeat(fill.Value, fill.Count)])
                    : input.Integers is { } integers ? _graph.Integers(integers)
                    : "";
            }

            ParameterInfo info = use.Parameters.Single(p => p.Role == input.Role);
            string parameter = _graph.Parameter(info.Name);
            return input.Broadcasts && info.Size > 1 && behind > 0
                ? _graph.Reshape($"{parameter}/per channel", parameter, [info.Size, .. Enumerable.Repeat(1, behind)])
                : parameter;
        }
    }
}
