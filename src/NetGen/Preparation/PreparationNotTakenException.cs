namespace NetGen;

/// <summary>
/// Weights were to be loaded without the preparation that their file holds: on inputs that are not prepared the network predicts nonsense.
/// Nothing was changed.
/// </summary>
public sealed class PreparationNotTakenException : InvalidOperationException
{
    internal PreparationNotTakenException(string fileName)
        : base($"{fileName}: these weights were trained on prepared inputs, and predict nonsense from others. Load(path, out Preparation? "
            + "preparation) takes the preparation with them; Load(path, out _) leaves it.") => FileName = fileName;

    /// <summary>Path of the file.</summary>
    public string FileName { get; }

    /// <exception cref="PreparationNotTakenException">The file holds a preparation.</exception>
    internal static void ThrowIfHeld(SafetensorsFile file)
    {
        if (file.Metadata.ContainsKey(Preparation.Remark))
        {
            throw new PreparationNotTakenException(file.FileName);
        }
    }
}
