namespace NetGen;

/// <summary>What all operations with weights have.</summary>
public abstract class WeightedAttribute : OperationAttribute
{
    private protected WeightedAttribute()
    {
    }

    /// <summary>How the weights start: <see cref="Initializer.Auto"/> unless given.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>
    /// What the starting weights are multiplied by, from −1000 to 1000: 1 unless given. With <see cref="Initializer.Normal"/> it is their
    /// standard deviation, with <see cref="Initializer.Uniform"/> their bound, with <see cref="Initializer.Constant"/> their value.
    /// </summary>
    public float Gain { get; set; } = 1;
}
