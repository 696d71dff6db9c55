namespace NetGen.Data;

/// <summary>Places among sorted values.</summary>
internal static class SortedValues
{
    /// <summary>How many are smaller, or equal where asked for.</summary>
    public static int Below(ReadOnlySpan<double> sorted, double value, bool orEqual = false)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            bool isBefore = orEqual ? sorted[middle] <= value : sorted[middle] < value;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
