namespace NetGen.Data;

/// <summary>An array that is written to from its beginning and becomes twice as long where it is full.</summary>
internal sealed class GrowingArray<T>
    where T : unmanaged
{
    private T[] _values;
    private int _count;

    /// <param name="capacity">Elements that are expected; more may come.</param>
    public GrowingArray(long capacity) => _values = new T[(int)Math.Min(capacity, Array.MaxLength)];

    /// <summary>Room for more elements.</summary>
    /// <returns>Null where an array cannot hold so many.</returns>
    public T[]? Reserve(int count, out int start)
    {
        start = _count;
        long needed = (long)_count + count;
        if (needed > Array.MaxLength)
        {
            return null;
        }

        if (needed > _values.Length)
        {
            Array.Resize(ref _values, (int)Math.Min(Math.Max(needed, 2L * _values.Length), Array.MaxLength));
        }

        _count = (int)needed;
        return _values;
    }

    /// <summary>The elements so far; nothing is written afterwards.</summary>
    public T[] ToArray()
    {
        Array.Resize(ref _values, _count);
        return _values;
    }
}
