using System.Globalization;
using Microsoft.Data.Analysis;

namespace NetGen.Data;

/// <summary>One reading of a data frame.</summary>
internal sealed class FrameTable(DataFrame frame) : TableReader("the data frame", "row")
{
    private readonly string[] _names = [.. frame.Columns.Select(column => column.Name)];
    private readonly DataFrameColumn[] _columns = [.. frame.Columns];
    private long _row = -1;

    public override IReadOnlyList<string> Names => _names;

    public override long Line => _row + 1;

    public override bool Read() => ++_row < frame.Rows.Count;

    public override float Number(int column)
    {
        object? value = _columns[column][_row];
        return value switch
        {
            null or float.NaN or double.NaN => float.NaN,
            bool known => known ? 1 : 0,
            string or char or DateTime => throw Refuse(column, Written(value), "is no number: name the column among the Ignored."),
            IConvertible number => Finite(column, number.ToDouble(CultureInfo.InvariantCulture)),
            _ => throw Refuse(column, Written(value), "is no number: name the column among the Ignored."),
        };
    }

    public override string? Text(int column) => Written(_columns[column][_row]);
}
