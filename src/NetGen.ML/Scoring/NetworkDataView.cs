using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.ML;

/// <summary>
/// A view with the columns of a network behind its own. A second cursor goes ahead over the inputs, so that the network sees a batch at a
/// time; the rows keep their order.
/// </summary>
internal sealed class NetworkDataView<T>(IDataView source, NetworkMapper<T> mapper) : IDataView
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        DataViewRowCursor input = source.GetRowCursor(mapper.PassedThrough(columns));
        DataViewRowCursor? ahead = null;
        try
        {
            ahead = mapper.AddsAny(columns) ? source.GetRowCursor([mapper.Features]) : null;
            BatchedScore<T>? score = ahead is null ? null : new(mapper.Pool, ahead, mapper.Features);
            return new Cursor(input, mapper.Getters(input, columns, score), score);
        }
        catch
        {
            ahead?.Dispose();
            input.Dispose();
            throw;
        }
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor input, RowGetters getters, BatchedScore<T>? score) : DataViewRowCursor
    {
        public override DataViewSchema Schema => getters.Schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => getters.IsActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => getters.Of<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool MoveNext()
        {
            if (!input.MoveNext())
            {
                return false;
            }

            score?.MoveNext();
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                input.Dispose();
                score?.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
