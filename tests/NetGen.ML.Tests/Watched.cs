using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.ML.Tests;

/// <summary>A view that counts its cursors.</summary>
internal sealed class Watched(IDataView view) : IDataView
{
    public int Opened { get; private set; }

    public int Open { get; private set; }

    /// <summary>Cursors that can be opened at most.</summary>
    public int Most { get; init; } = int.MaxValue;

    public bool CanShuffle => false;

    public DataViewSchema Schema => view.Schema;

    public long? GetRowCount() => view.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        if (++Opened > Most)
        {
            throw new IOException("No further cursor.");
        }

        Open++;
        return new Cursor(view.GetRowCursor(columnsNeeded), () => Open--);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DataViewRowCursor cursor, Action closed) : DataViewRowCursor
    {
        public override DataViewSchema Schema => cursor.Schema;

        public override long Position => cursor.Position;

        public override long Batch => cursor.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => cursor.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => cursor.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => cursor.GetIdGetter();

        public override bool MoveNext() => cursor.MoveNext();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                cursor.Dispose();
                closed();
            }

            base.Dispose(disposing);
        }
    }
}
