using Microsoft.ML;
using Microsoft.ML.Data;
using static System.FormattableString;

namespace NetGen.ML;

/// <summary>Whether columns are what a network takes; errors are of the type and the wording of ML.NET's.</summary>
internal static class ColumnCheck
{
    /// <summary>Checks the column of the inputs in a shape, which knows no sizes.</summary>
    public static void OfFeatures(SchemaShape schema, string name, int size)
    {
        SchemaShape.Column column = Find(schema, "feature", name);
        if (column.ItemType != NumberDataViewType.Single || column.IsKey || !HasKind(column.Kind, size))
        {
            throw Mismatch("feature", name, Wanted(size), TypeOf(column));
        }
    }

    /// <summary>Checks the column of the inputs.</summary>
    public static void OfFeatures(DataViewSchema schema, string name, int size)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name)
            ?? throw Missing("feature", name, schema.Where(column => !column.IsHidden).Select(column => column.Name));
        bool fits = column.Type is VectorDataViewType vector
            ? vector.ItemType == NumberDataViewType.Single && vector.Size == size
            : column.Type == NumberDataViewType.Single && size == 1;
        if (!fits)
        {
            throw Mismatch("feature", name, Wanted(size), $"{column.Type}");
        }
    }

    /// <summary>Checks the column of the labels.</summary>
    public static SchemaShape.Column OfLabel(SchemaShape schema, string name, NetworkTask task)
    {
        SchemaShape.Column column = Find(schema, "label", name);
        bool isScalar = column.Kind == SchemaShape.Column.VectorKind.Scalar;
        bool isNumber = column.ItemType is NumberDataViewType && !column.IsKey;
        (bool fits, string wanted) = task switch
        {
            NetworkTask.Binary => (isScalar && (isNumber || column.ItemType is BooleanDataViewType), "Boolean, or Single of 0 and 1"),
            NetworkTask.Multiclass => (isScalar && column.IsKey, "a key, as MapValueToKey makes"),
            NetworkTask.Regression => (isScalar && isNumber, "Single"),
            _ => (isNumber && column.Kind != SchemaShape.Column.VectorKind.VariableVector, "Single, or a vector of them"),
        };
        return fits ? column : throw Mismatch("label", name, wanted, TypeOf(column));
    }

    /// <summary>Checks the column of the weights.</summary>
    public static void OfWeights(SchemaShape schema, string name)
    {
        SchemaShape.Column column = Find(schema, "weight", name);
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || column.IsKey || column.ItemType is not NumberDataViewType)
        {
            throw Mismatch("weight", name, "Single", TypeOf(column));
        }
    }

    /// <summary>Checks the column of the groups.</summary>
    public static void OfGroups(SchemaShape schema, string name)
    {
        SchemaShape.Column column = Find(schema, "group", name);
        bool isWhole = column.ItemType is NumberDataViewType
            && column.ItemType != NumberDataViewType.Single && column.ItemType != NumberDataViewType.Double;
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || !(column.IsKey || isWhole || column.ItemType is TextDataViewType))
        {
            throw Mismatch("group", name, "a key, String or a whole number", TypeOf(column));
        }
    }

    /// <summary>A column of another type.</summary>
    public static ArgumentOutOfRangeException Mismatch(string purpose, string name, string wanted, string found) =>
        new("inputSchema", $"Schema mismatch for {purpose} column '{name}': expected {wanted}, got {found}");

    private static SchemaShape.Column Find(SchemaShape schema, string purpose, string name)
    {
        foreach (SchemaShape.Column column in schema)
        {
            if (column.Name == name)
            {
                return column;
            }
        }

        throw Missing(purpose, name, schema.Select(column => column.Name));
    }

    private static ArgumentOutOfRangeException Missing(string purpose, string name, IEnumerable<string> names) =>
        new("inputSchema", $"Could not find {purpose} column '{name}'; there are {string.Join(", ", names)}");

    private static bool HasKind(SchemaShape.Column.VectorKind kind, int size) =>
        kind == SchemaShape.Column.VectorKind.Vector || (kind == SchemaShape.Column.VectorKind.Scalar && size == 1);

    private static string Wanted(int size) => Invariant($"Vector<Single, {size}>");

    private static string TypeOf(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : $"{column.ItemType}";
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            SchemaShape.Column.VectorKind.VariableVector => $"VarVector<{item}>",
            _ => item,
        };
    }
}
