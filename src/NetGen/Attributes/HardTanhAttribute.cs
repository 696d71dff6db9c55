namespace NetGen;

/// <summary>y = min(max(x, <see cref="Min"/>), <see cref="Max"/>). Collobert 2004.</summary>
public sealed class HardTanhAttribute : OperationAttribute
{
    /// <summary>Between those two.</summary>
    /// <param name="min">The smallest y: −1 unless given.</param>
    /// <param name="max">The largest y, above <paramref name="min"/>: 1 unless given.</param>
    public HardTanhAttribute(float min = -1, float max = 1)
    {
        Min = min;
        Max = max;
    }

    /// <summary>The same, inside a block.</summary>
    /// <param name="min">The smallest y.</param>
    /// <param name="max">The largest y, above <paramref name="min"/>.</param>
    public HardTanhAttribute(string min, string max)
    {
        Min = min;
        Max = max;
    }

    /// <summary>The smallest y.</summary>
    public Rate Min { get; }

    /// <summary>The largest y.</summary>
    public Rate Max { get; }
}
