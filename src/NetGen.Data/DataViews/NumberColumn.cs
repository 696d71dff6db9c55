using Microsoft.ML;
using Microsoft.ML.Data;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>What columns of an <see cref="IDataView"/> have numbers.</summary>
internal static class NumberColumn
{
    private static readonly HashSet<Type> Numbers =
    [
        typeof(float), typeof(double), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort),
        typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(bool),
    ];

    /// <summary>A column that must be there.</summary>
    /// <exception cref="DataViewException">It is not.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name) => schema.GetColumnOrNull(name)
        ?? throw new DataViewException(name, $"it is not there; there are {Names(schema)}.");

    /// <summary>The type of a scalar, or of the items of a vector.</summary>
    public static DataViewType ItemOf(DataViewSchema.Column column) =>
        column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;

    /// <summary>Numbers of a row.</summary>
    /// <exception cref="DataViewException">It has no numbers, or vectors of no known size.</exception>
    public static int SizeOf(DataViewSchema.Column column)
    {
        DataViewType item = ItemOf(column);
        if (item is KeyDataViewType or not PrimitiveDataViewType || !Numbers.Contains(item.RawType))
        {
            string advice = item is KeyDataViewType ? ": make them numbers before, as MapKeyToVector does."
                : item is TextDataViewType ? ": make them numbers before, as FeaturizeText and OneHotEncoding do." : ".";
            throw new DataViewException(column.Name, $"{column.Type} are no numbers{advice}");
        }

        return column.Type is not VectorDataViewType vector ? 1
            : vector.IsKnownSize && vector.Size > 0 ? vector.Size
            : throw new DataViewException(column.Name, $"{column.Type} has no known size; all samples have one shape.");
    }

    /// <summary>Checks the shape that was asked for.</summary>
    /// <exception cref="ArgumentException">It has not as many elements as the columns.</exception>
    public static void CheckShape(Shape? shape, int size)
    {
        if (shape is not null && shape.Size != size)
        {
            throw new ArgumentException(
                Invariant($"The columns have {size} numbers in a row; a sample of {shape} has {shape.Size}."), "options");
        }
    }

    /// <summary>Whether a float holds every number of the column.</summary>
    public static bool FitsFloat(DataViewSchema.Column column) => ItemOf(column).RawType is Type type
        && (type == typeof(float) || type == typeof(byte) || type == typeof(sbyte) || type == typeof(short) || type == typeof(ushort)
            || type == typeof(bool));

    private static string Names(DataViewSchema schema) =>
        string.Join(", ", schema.Where(column => !column.IsHidden).Select(column => column.Name));

    /// <summary>Where a number stands in its vector: " in slot 3 (age)"; nothing for scalars.</summary>
    public static string Place(DataViewSchema.Column column, int slot) => column.Type is not VectorDataViewType ? ""
        : SlotNames(column) is { Count: > 0 } names && names[slot].Length > 0 ? Invariant($" in slot {slot} ({names[slot]})")
        : Invariant($" in slot {slot}");

    /// <summary>The names of a vector's slots; none where it has none.</summary>
    public static IReadOnlyList<string> SlotNames(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull("SlotNames") is not { Type: VectorDataViewType { ItemType: TextDataViewType } } slots)
        {
            return [];
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(slots.Name, ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
