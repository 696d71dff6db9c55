using System.Numerics;

namespace NetGen;

/// <content>What a preparation reads and makes.</content>
public sealed partial class Dataset
{
    /// <summary>Values of one sample's first input.</summary>
    internal int ValuesOfInput => FirstValues.RowSize;

    private Rows FirstValues => (Inputs[0].Column as ValueColumn)?.Rows
        ?? throw new ArgumentException("The first input of the data is tokens: only values are prepared.", "data");

    /// <summary>The first input of all samples, one after the other.</summary>
    internal double[] AllInputs()
    {
        double[] rows = new double[Count * ValuesOfInput];
        ReadInputs([.. Enumerable.Range(0, Count)], rows);
        return rows;
    }

    /// <summary>The same samples with another first input.</summary>
    internal Dataset Prepare(Preparation preparation)
    {
        if (ValuesOfInput != preparation.InputWidth)
        {
            throw new ArgumentException(
                $"A sample has {Words.Counted(ValuesOfInput, "value")}, the preparation {Words.Counted(preparation.InputWidth, "column")}.",
                "data");
        }

        Shape shape = new(preparation.OutputWidth);
        DataColumn column = FirstValues is DoubleRows
            ? DataColumn.Values(Prepare<double>(preparation), shape, "prepared value", "data")
            : DataColumn.Values(Prepare<float>(preparation), shape, "prepared value", "data");
        return new(Count, [(Inputs[0].Name, column), .. Inputs.Skip(1)], Targets, _view);
    }

    /// <summary>Rows that are not of this view stay 0: no view of it reads them.</summary>
    private T[] Prepare<T>(Preparation preparation)
        where T : unmanaged, INumberBase<T>
    {
        int width = preparation.OutputWidth;
        T[] row = new T[ValuesOfInput], values = new T[Inputs[0].Column.Count * width];
        for (int sample = 0; sample < Count; sample++)
        {
            FirstValues.Read(Row(sample), row.AsSpan());
            preparation.ApplyRow<T>(row, values.AsSpan(Row(sample) * width, width), sample);
        }

        return values;
    }
}
