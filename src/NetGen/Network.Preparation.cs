namespace NetGen;

/// <content>Weights together with what the inputs went through.</content>
public abstract partial class Network<T>
{
    /// <summary>
    /// Writes all parameters and running statistics, and the preparation of the inputs with them: as <see cref="Save(string, bool)"/> does.
    /// <see cref="Load(string)"/> then refuses the file, so that nobody forgets the preparation.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="preparation">Gives as many values as the network takes.</param>
    /// <param name="allowNonFinite">Whether NaN and infinite weights are written, too.</param>
    /// <exception cref="ArgumentException">The preparation gives another number of values.</exception>
    /// <exception cref="SafetensorsException">A weight is NaN or infinite: the message names the parameter and the element.</exception>
    /// <exception cref="IOException">It cannot be written; an existing file stays as it was.</exception>
    public void Save(string path, Preparation preparation, bool allowNonFinite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Dictionary<string, string> remarks = RemarksOf(preparation);
        WeightTransfer.Read(Parameters, () => Safetensors.Save(path, Parameters, remarks, allowNonFinite));
    }

    /// <summary>Writes the same to a stream, from where it stands; it stays open.</summary>
    /// <param name="stream">May be one that cannot seek.</param>
    /// <param name="preparation">Gives as many values as the network takes.</param>
    /// <param name="allowNonFinite">Whether NaN and infinite weights are written, too.</param>
    /// <exception cref="ArgumentException">The preparation gives another number of values.</exception>
    /// <exception cref="SafetensorsException">A weight is NaN or infinite; nothing is written.</exception>
    public void Save(Stream stream, Preparation preparation, bool allowNonFinite = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Dictionary<string, string> remarks = RemarksOf(preparation);
        WeightTransfer.Read(Parameters, () => Safetensors.Save(stream, Parameters, remarks, allowNonFinite));
    }

    /// <summary>Reads weights as <see cref="Load(string)"/> does, and the preparation of the inputs that the file holds.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="preparation">Null where the file has none.</param>
    /// <exception cref="SafetensorsException">
    /// The file is damaged, something else, or of another network, or its preparation is of another package; nothing is changed.
    /// </exception>
    /// <inheritdoc cref="Load(string)"/>
    public void Load(string path, out Preparation? preparation)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        preparation = LoadPrepared(file);
    }

    /// <inheritdoc cref="Load(string, out Preparation?)"/>
    /// <param name="stream">From where it stands to its end; it stays open.</param>
    /// <param name="preparation">Null where the file has none.</param>
    public void Load(Stream stream, out Preparation? preparation)
    {
        using SafetensorsFile file = SafetensorsFile.Open(stream);
        preparation = LoadPrepared(file);
    }

    /// <summary>Reads weights whose preparation changes at the same moment, for whoever reads it in the gate.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="accept">
    /// Looks at the preparation, and refuses the file by what it throws; what it gives is called when the weights change.
    /// </param>
    internal void Load(string path, Func<Preparation?, Action> accept)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        WeightTransfer.Load(file, Parameters, accept(FittingPreparation(file)));
    }

    private Preparation? LoadPrepared(SafetensorsFile file)
    {
        Preparation? preparation = FittingPreparation(file);
        WeightTransfer.Load(file, Parameters);
        return preparation;
    }

    private Preparation? FittingPreparation(SafetensorsFile file)
    {
        Preparation? preparation = Preparation.ReadFrom(file);
        return preparation is null || preparation.OutputWidth == InputShape.Size
            ? preparation
            : throw new SafetensorsException(file.FileName, Preparation.Remark, Misfit(preparation));
    }

    private Dictionary<string, string> RemarksOf(Preparation preparation)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        return preparation.OutputWidth == InputShape.Size
            ? new() { [Preparation.Remark] = preparation.ToJson() }
            : throw new ArgumentException(Misfit(preparation), nameof(preparation));
    }

    private string Misfit(Preparation preparation) =>
        $"it gives {Words.Counted(preparation.OutputWidth, "value")}, the network takes {Words.Elements(InputShape)}.";
}
