using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.Data;

/// <summary>What keys stand for: the annotation "KeyValues" of their column.</summary>
internal static class KeyNames
{
    /// <summary>The annotation's name.</summary>
    public const string Annotation = "KeyValues";

    /// <summary>The names of all keys in order; none where there is no such annotation.</summary>
    public static IReadOnlyList<string> Of(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(Annotation) is not { Type: VectorDataViewType { ItemType: DataViewType item } })
        {
            return [];
        }

        Type type = item.RawType;
        return type == typeof(ReadOnlyMemory<char>) ? Read<ReadOnlyMemory<char>>(column)
            : type == typeof(float) ? Read<float>(column)
            : type == typeof(double) ? Read<double>(column)
            : type == typeof(byte) ? Read<byte>(column)
            : type == typeof(sbyte) ? Read<sbyte>(column)
            : type == typeof(short) ? Read<short>(column)
            : type == typeof(ushort) ? Read<ushort>(column)
            : type == typeof(int) ? Read<int>(column)
            : type == typeof(uint) ? Read<uint>(column)
            : type == typeof(long) ? Read<long>(column)
            : type == typeof(ulong) ? Read<ulong>(column)
            : type == typeof(bool) ? Read<bool>(column)
            : [];
    }

    private static string[] Read<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(Annotation, ref values);
        return [.. values.DenseValues().Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}"))];
    }
}
