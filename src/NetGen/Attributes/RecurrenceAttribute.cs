namespace NetGen;

/// <summary>
/// What all recurrent layers have. Input [positions × features]; output [positions × hidden], or [hidden] of the last position with
/// <see cref="LastOnly"/>; with <see cref="Bidirectional"/> twice as many features, those of the way forwards first. The state before the
/// first position is 0.
/// </summary>
/// <remarks>
/// Parameters of layer l, in PyTorch's order of rows and with its names: weight_ih_l [gates · hidden × features],
/// weight_hh_l [gates · hidden × hidden], bias_l [gates · hidden]; those of the way back end in "_reverse". There is one bias where PyTorch
/// adds two. All start uniform in ±1/√hidden.
/// </remarks>
public abstract class RecurrenceAttribute : OperationAttribute
{
    private protected RecurrenceAttribute(Size hidden) => Hidden = hidden;

    /// <summary>Numbers of the state.</summary>
    public Size Hidden { get; }

    /// <summary>Layers, each of which reads what the one below gives, a <see cref="Size"/>: 1 unless given.</summary>
    public object Layers { get; set; } = 1;

    /// <summary>Whether a second recurrence goes from the last position to the first: false unless given.</summary>
    public bool Bidirectional { get; set; }

    /// <summary>Probability with which training drops what one layer gives to the next, a <see cref="Rate"/>: 0 unless given.</summary>
    public object Dropout { get; set; } = 0.0;

    /// <summary>
    /// Whether only the state behind the last position is given (on the way back: behind the first): false unless given.
    /// </summary>
    public bool LastOnly { get; set; }

    /// <summary>
    /// The token input whose padding tokens are passed over; it must declare its <see cref="TokenInputAttribute.Padding"/>. At padding
    /// states stay as they are and 0 is given, so that padded samples have their true lengths.
    /// </summary>
    public string? SkipPadding { get; set; }

    /// <summary>Whether biases are added: true unless given.</summary>
    public bool Bias { get; set; } = true;
}
