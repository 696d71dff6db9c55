using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.Data;

/// <summary>Reads which samples belong together: groups are numbered from 0 as they appear.</summary>
internal sealed class GroupReader
{
    private readonly List<int> _groups = [];
    private readonly Func<int> _next;

    /// <exception cref="DataViewException">The column has neither keys nor texts nor whole numbers.</exception>
    public GroupReader(DataViewRow row, DataViewSchema.Column column)
    {
        Type type = column.Type.RawType;
        _next = type == typeof(ReadOnlyMemory<char>) ? Texts(row, column)
            : type == typeof(byte) ? Numbers<byte>(row, column)
            : type == typeof(ushort) ? Numbers<ushort>(row, column)
            : type == typeof(uint) ? Numbers<uint>(row, column)
            : type == typeof(ulong) ? Numbers<ulong>(row, column)
            : type == typeof(int) ? Numbers<int>(row, column)
            : type == typeof(long) ? Numbers<long>(row, column)
            : throw new DataViewException(column.Name, $"{column.Type} tell no groups: keys, texts and whole numbers do.");
    }

    /// <summary>Adds the group of a row.</summary>
    public void Add() => _groups.Add(_next());

    /// <summary>All rows.</summary>
    public int[] ToArray() => [.. _groups];

    private static Func<int> Texts(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        return () =>
        {
            ReadOnlyMemory<char> text = default;
            getter(ref text);
            return NumberOf(known, text.ToString());
        };
    }

    private static Func<int> Numbers<T>(DataViewRow row, DataViewSchema.Column column)
        where T : unmanaged
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        Dictionary<T, int> known = [];
        return () =>
        {
            T number = default;
            getter(ref number);
            return NumberOf(known, number);
        };
    }

    private static int NumberOf<T>(Dictionary<T, int> known, T group)
        where T : notnull
    {
        known.TryAdd(group, known.Count);
        return known[group];
    }
}
