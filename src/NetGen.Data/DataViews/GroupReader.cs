using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.Data;

/// <summary>Reads which samples belong together: groups are numbered from 0 as they appear.</summary>
internal sealed class GroupReader
{
    private readonly List<int> _groups = [];
    private readonly Func<long, int> _next;

    /// <exception cref="DataViewException">The column has neither keys nor texts nor whole numbers.</exception>
    public GroupReader(DataViewRow row, DataViewSchema.Column column)
    {
        Type type = column.Type.RawType;
        _next = type == typeof(ReadOnlyMemory<char>) ? Texts(row, column)
            : type == typeof(byte) ? Numbers<byte>(row, column)
            : type == typeof(sbyte) ? Numbers<sbyte>(row, column)
            : type == typeof(short) ? Numbers<short>(row, column)
            : type == typeof(ushort) ? Numbers<ushort>(row, column)
            : type == typeof(uint) ? Numbers<uint>(row, column)
            : type == typeof(ulong) ? Numbers<ulong>(row, column)
            : type == typeof(int) ? Numbers<int>(row, column)
            : type == typeof(long) ? Numbers<long>(row, column)
            : throw new DataViewException(column.Name, $"{column.Type} tell no groups: keys, texts and whole numbers do.");
    }

    /// <summary>Adds the group of a row.</summary>
    /// <exception cref="DataViewException">It is missing: a key of none, or an empty text.</exception>
    public void Add(long row) => _groups.Add(_next(row));

    /// <summary>All rows.</summary>
    public int[] ToArray() => [.. _groups];

    private static Func<long, int> Texts(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        return place =>
        {
            ReadOnlyMemory<char> text = default;
            getter(ref text);
            return text.IsEmpty ? throw Missing(column, place, "") : NumberOf(known, text.ToString());
        };
    }

    private static Func<long, int> Numbers<T>(DataViewRow row, DataViewSchema.Column column)
        where T : unmanaged, IBinaryInteger<T>
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        Dictionary<T, int> known = [];
        bool isKey = column.Type is KeyDataViewType;
        return place =>
        {
            T number = default;
            getter(ref number);
            return isKey && T.IsZero(number) ? throw Missing(column, place, "0") : NumberOf(known, number);
        };
    }

    private static DataViewException Missing(DataViewSchema.Column column, long row, string value) =>
        new(column.Name, "the group is missing.", row, value);

    private static int NumberOf<T>(Dictionary<T, int> known, T group)
        where T : notnull
    {
        known.TryAdd(group, known.Count);
        return known[group];
    }
}
