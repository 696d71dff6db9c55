namespace NetGen.Runtime;

/// <summary>What the compiler decided about a program's memory and its interface; all sizes in elements.</summary>
public sealed record ProgramPlan
{
    /// <summary>Values of one sample.</summary>
    public required int InputSize { get; init; }

    /// <summary>Target values of one sample; 0 where the loss takes labels, or there is none.</summary>
    public int TargetSize { get; init; }

    /// <summary>Number of classes where the loss takes labels.</summary>
    public int Classes { get; init; }

    /// <summary>Whether each output above 0 says yes, and a target above ½ is one.</summary>
    public bool IsBinary { get; init; }

    /// <summary>Multiply-adds of all contractions for one sample.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The arena's part of one sample.</summary>
    public int ActivationSize { get; init; }

    /// <summary>Vectors over the channels and scalars.</summary>
    public int VectorSize { get; init; }

    /// <summary>Sums over rows, of one worker.</summary>
    public int PartialSize { get; init; }

    /// <summary>Packed weights.</summary>
    public int PanelSize { get; init; }

    /// <summary>Where the loss lies among the vectors; −1 without one.</summary>
    public int LossOffset { get; init; } = -1;

    /// <summary>Where the output lies in the arena, for one sample.</summary>
    public int OutputOffset { get; init; }

    /// <summary>Offset of the output's first element: behind its border, where it has one.</summary>
    public int OutputOrigin { get; init; }

    /// <summary>Elements of one sample's output, border included.</summary>
    public int OutputSample { get; init; }

    /// <summary>Elements of one line of the output, border included.</summary>
    public int OutputLine { get; init; }

    /// <summary>Height of the output; 1 for features.</summary>
    public int OutputHeight { get; init; } = 1;

    /// <summary>Width of the output; 1 for features.</summary>
    public int OutputWidth { get; init; } = 1;

    /// <summary>Channels of the output, or its number of features.</summary>
    public required int OutputChannels { get; init; }

    /// <summary>Values of one sample's output.</summary>
    public int OutputSize => OutputHeight * OutputWidth * OutputChannels;
}
