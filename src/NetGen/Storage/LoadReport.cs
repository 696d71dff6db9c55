using System.Text;

namespace NetGen;

/// <summary>What <see cref="Network{T}.LoadPartial(string)"/> did.</summary>
/// <param name="Loaded">Parameters and running statistics that have the file's values now.</param>
/// <param name="NotInFile">Those that the file lacks, or that were not asked for; they stay as they were.</param>
/// <param name="Unfit">Those whose shape or number type differs in the file, and how; they stay as they were.</param>
/// <param name="NotUsed">Tensors of the file that went nowhere.</param>
public sealed record LoadReport(
    IReadOnlyList<string> Loaded, IReadOnlyList<string> NotInFile, IReadOnlyList<UnfitTensor> Unfit, IReadOnlyList<string> NotUsed)
{
    /// <summary>
    /// Whether the weights of the file were trained on inputs that it holds a preparation for: <see cref="Preparation.Load"/> reads it.
    /// </summary>
    public bool HasPreparation { get; init; }

    /// <summary>Tensors that are no weights, passed over by a rule: PyTorch's counters, tables of positions, masks.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>
    /// Why, with shapes: by the names of parameters that were not loaded, of tensors that were not used or passed over, and of whatever is
    /// not as the network has it.
    /// </summary>
    public IReadOnlyDictionary<string, string> Remarks { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// A line with the counts, one where the file has a preparation, then one for each name that was not loaded or not used, or was not as
    /// the network has it.
    /// </summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append($"{Words.Counted(Loaded.Count, "parameter")} loaded, {Words.Counted(Unfit.Count + NotInFile.Count, "parameter")} not, ")
            .Append($"{Words.Counted(NotUsed.Count, "tensor")} of the file not used")
            .Append(Ignored.Count == 0 ? "" : $", {Ignored.Count} passed over");
        Append(HasPreparation ? ["the weights were trained on prepared inputs: Preparation.Load reads the preparation"] : []);
        Append(Unfit.Select(tensor => $"{tensor.Name}: {Describe(tensor, Remarks)}"));
        Append(NotInFile.Concat(NotUsed).Select(name => $"{SafetensorsException.Shorten(name)}: {Remarks.GetValueOrDefault(name)}"));
        HashSet<string> told = [.. Unfit.Select(tensor => tensor.Name), .. NotInFile, .. NotUsed];
        Append(Remarks.Where(remark => !told.Contains(remark.Key))
            .Select(remark => $"{SafetensorsException.Shorten(remark.Key)}: {remark.Value}"));
        return text.ToString();

        void Append(IEnumerable<string> lines)
        {
            foreach (string line in lines)
            {
                text.Append('\n').Append(line);
            }
        }
    }

    internal static string Describe(UnfitTensor tensor, IReadOnlyDictionary<string, string> remarks)
    {
        string held = $"the file holds {tensor.InFile}, the network {tensor.InNetwork}";
        return remarks.TryGetValue(tensor.Name, out string? fault) && fault != TensorParts.ShapesDiffer ? $"{held}: {fault}" : held;
    }
}

/// <summary>A tensor that does not fit the parameter of its name.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="InFile">"F32 10×64".</param>
/// <param name="InNetwork">"F32 7×64".</param>
public sealed record UnfitTensor(string Name, string InFile, string InNetwork);
