using System.Text;

namespace NetGen.Onnx.Import.Writing;

/// <summary>Names of C# out of those of nodes: each once, and none that a network has already.</summary>
internal sealed class StageNames
{
    private const int LongestName = 48;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal)
    {
        "Predict", "Parameters", "ParameterCount", "InputShape", "OutputShape", "Summary", "ToMermaid", "Evaluate", "Save", "Load",
        "LoadPartial",
        "SaveToBytes", "SaveDelta", "LoadDelta", "SaveWeights", "RestoreWeights", "SaveAdapters", "LoadAdapters", "SaveBase", "LoadBase",
        "MergeAdapters", "CopyFrom", "Features", "CreateTrainer", "CreateTraining", "CreateInference", "CreateDecoder", "CreateDecoding",
        "CreateFeatures", "CreatePredictor", "SaveOnnx", "Trainer", "Inputs", "Outputs", "OutputMemory", "Targets", "Equals", "GetHashCode",
        "GetType", "ToString",
        "MemberwiseClone", "Finalize", "ReferenceEquals", "Plan", "Store", "Single", "Batch", "PredictOutputs", "PredictColumns", "Dispose",
        "Layer", "NetGen", "System", "input", "Input",
    };

    /// <summary>A name that nothing else has.</summary>
    /// <param name="wish">Whatever it comes from.</param>
    /// <param name="otherwise">Where nothing is left of that.</param>
    public string Of(string wish, string otherwise)
    {
        string name = Pascal(wish) is { Length: > 0 } made ? made : otherwise;
        string own = name;
        for (int i = 2; !_taken.Add(own); i++)
        {
            own = FormattableString.Invariant($"{name}{(char.IsDigit(name[^1]) ? "_" : "")}{i}");
        }

        return own;
    }

    /// <summary>"/layer1/layer1.0/conv1/Conv" → "Layer1Layer1_0Conv1Conv", letters and digits of ASCII only.</summary>
    public static string Pascal(string text)
    {
        StringBuilder name = new();
        bool isStart = true;
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                isStart = true;
                continue;
            }

            if (name.Length > 0 && isStart && char.IsDigit(c) && char.IsDigit(name[^1]))
            {
                name.Append('_');
            }

            name.Append(isStart ? char.ToUpperInvariant(c) : c);
            isStart = false;
            if (name.Length >= LongestName)
            {
                break;
            }
        }

        string made = name.ToString();
        return made.Length > 0 && char.IsDigit(made[0]) ? "N" + made : made;
    }
}
