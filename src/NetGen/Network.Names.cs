namespace NetGen;

/// <content>Weights from files that call them otherwise: PyTorch's and others'.</content>
public abstract partial class Network<T>
{
    /// <summary>
    /// What the parameters are called in files of another framework, as <see cref="ImportNamesAttribute">ImportNames</see> on the stages
    /// says; without any, no rule.
    /// </summary>
    public virtual WeightNames ImportNames => WeightNames.None;

    /// <summary>
    /// Reads all parameters and running statistics from a file that calls them otherwise:
    /// <c>network.Load("resnet18.safetensors", network.ImportNames)</c>. Every parameter must be filled and every tensor used, or passed
    /// over by a rule; F16, BF16 and F32 widen, F64 is rounded where the network is in float.
    /// </summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="names">What its tensors are called here, and how they lie.</param>
    /// <returns>What was loaded and passed over.</returns>
    /// <exception cref="SafetensorsException">
    /// The file is damaged or something else, a parameter is not in it or does not fit, or a tensor is left over; nothing is changed.
    /// </exception>
    /// <inheritdoc cref="Load(string)"/>
    public LoadReport Load(string path, WeightNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        PreparationNotTakenException.ThrowIfHeld(file);
        return NamedLoad.Whole(file, Parameters, names);
    }

    /// <summary>
    /// Reads what of a file fits this network by rules of names and layouts; the rest stays as it is, and the report says of each
    /// parameter and tensor why.
    /// </summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="names">What its tensors are called here, and how they lie.</param>
    /// <inheritdoc cref="LoadPartial(string)"/>
    public LoadReport LoadPartial(string path, WeightNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return NamedLoad.Partial(file, Parameters, names);
    }
}
