namespace NetGen;

/// <summary>How the figures of several classes become one, as in scikit-learn.</summary>
public enum ClassAverage
{
    /// <summary><see cref="Binary"/> where there are two classes or one yes or no, else <see cref="Macro"/>.</summary>
    Auto,

    /// <summary>The figure of class 1, or of yes.</summary>
    Binary,

    /// <summary>
    /// The mean of the classes, each counting once; of classes, those that no label names and nothing was taken for are left out.
    /// </summary>
    Macro,

    /// <summary>The figure of all decisions together: each row counts once.</summary>
    Micro,

    /// <summary>The mean of the classes, each counting as often as it occurs.</summary>
    Weighted,
}
