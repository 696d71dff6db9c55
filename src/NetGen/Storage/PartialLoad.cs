using NetGen.Runtime;

namespace NetGen;

/// <summary>Reads those parameters of a network that a file has.</summary>
internal static class PartialLoad
{
    /// <summary>All that fits is read before the first value changes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="parameters">Those of the network.</param>
    /// <param name="nameInFile">A parameter's name in the file; null where it is not wanted.</param>
    public static LoadReport Run(SafetensorsFile file, IReadOnlyList<Parameter> parameters, Func<string, string?> nameInFile)
    {
        List<string> loaded = [], missing = [];
        List<UnfitTensor> unfit = [];
        List<Action> writes = [];
        HashSet<string> used = [];
        foreach (Parameter parameter in parameters)
        {
            if (nameInFile(parameter.Name) is not { } name || !file.Contains(name))
            {
                missing.Add(parameter.Name);
                continue;
            }

            used.Add(name);
            SafetensorsTensor tensor = file[name];
            if (Fits(tensor, parameter))
            {
                writes.Add(Safetensors.Read(file, parameter.Renamed(name)));
                loaded.Add(parameter.Name);
            }
            else
            {
                unfit.Add(new(
                    parameter.Name,
                    $"{SafetensorsException.Shorten(tensor.Dtype)} {tensor.Shape}",
                    $"{Safetensors.Dtype(parameter)} {parameter.Shape}"));
            }
        }

        if (writes.Count > 0)
        {
            IWeights weights = parameters[0].Weights;
            using WeightGate.Scope claim = weights.Gate.Claim();
            WeightTransfer.Change(weights, () => writes.ForEach(write => write()));
        }

        return new(loaded, missing, unfit, [.. file.Tensors.Select(tensor => tensor.Name).Where(name => !used.Contains(name))])
        {
            HasPreparation = file.Metadata.ContainsKey(Preparation.Remark),
        };
    }

    private static bool Fits(SafetensorsTensor tensor, Parameter parameter) =>
        tensor.Shape.Equals(parameter.Shape)
        && (tensor.Dtype == Safetensors.Dtype(parameter) || (tensor.Dtype == "F32" && parameter.ElementType == typeof(double)));
}
