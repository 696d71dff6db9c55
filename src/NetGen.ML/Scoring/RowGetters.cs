using Microsoft.ML;

namespace NetGen.ML;

/// <summary>Which columns of an output row are read, and how.</summary>
/// <param name="schema">Of the output.</param>
/// <param name="input">The row behind it.</param>
/// <param name="active">The columns that may be read.</param>
/// <param name="inputs">How many of the columns are the input's.</param>
/// <param name="added">Makes a getter of another one, from 0.</param>
internal sealed class RowGetters(
    DataViewSchema schema, DataViewRow input, HashSet<int> active, int inputs, Func<int, Delegate> added)
{
    private readonly Dictionary<int, Delegate> _added = [];

    public DataViewSchema Schema => schema;

    public bool IsActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public ValueGetter<TValue> Of<TValue>(DataViewSchema.Column column)
    {
        if (!IsActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"Column {column.Name} was not asked for when the rows were.");
        }

        if (column.Index < inputs)
        {
            return input.GetGetter<TValue>(input.Schema[column.Index]);
        }

        if (!_added.TryGetValue(column.Index, out Delegate? getter))
        {
            _added.Add(column.Index, getter = added(column.Index - inputs));
        }

        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Column {column.Name} has values of type {column.Type.RawType.Name}, not {typeof(TValue).Name}.");
    }
}
