namespace NetGen;

/// <summary>
/// What all operations along one dimension have: of it one element is left. Over the length of a sequence the result is plain features,
/// over its features one number a position.
/// </summary>
public abstract class OverAxisAttribute : OperationAttribute
{
    private protected OverAxisAttribute(Axis axis) => Axis = axis;

    /// <summary>Which dimension.</summary>
    public Axis Axis { get; }

    /// <summary>
    /// Over the length: the token input whose padding tokens are left out; it must declare its <see cref="TokenInputAttribute.Padding"/>.
    /// A sample of nothing but padding gives 0.
    /// </summary>
    public string? SkipPadding { get; set; }
}
