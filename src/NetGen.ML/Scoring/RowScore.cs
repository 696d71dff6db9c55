using System.Numerics;
using Microsoft.ML;
using NetGen.Data;

namespace NetGen.ML;

/// <summary>The score of the row that a cursor stands on.</summary>
internal abstract class RowScore
{
    /// <summary>Computed where it is not yet.</summary>
    public abstract ReadOnlySpan<float> Current { get; }
}

/// <summary>Scores each row by itself, once for all columns that are read of it.</summary>
internal sealed class SingleRowScore<T>(NetworkPool<T> pool, DataViewRow row, DataViewSchema.Column features) : RowScore
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NumberColumn<float> _features = NumberColumn<float>.Open(row, features);
    private readonly float[] _sample = new float[pool.SampleSize];
    private readonly float[] _score = new float[pool.Meaning.ScoreSize];
    private long _position = -1;

    public override ReadOnlySpan<float> Current
    {
        get
        {
            // A row outside of a view has no position, and may hold other values each time.
            if (row.Position != _position || row.Position < 0)
            {
                _features.Read(_sample, row.Position);
                pool.Score(_sample, _score);
                _position = row.Position;
            }

            return _score;
        }
    }
}

/// <summary>Scores rows ahead of the one that is read, a batch at a time, by a cursor of their own.</summary>
internal sealed class BatchedScore<T> : RowScore, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostRows = 64, MostNumbers = 1 << 20;

    private readonly NetworkPool<T> _pool;
    private readonly DataViewRowCursor _ahead;
    private readonly NumberColumn<float> _features;
    private readonly float[] _samples;
    private readonly float[] _scores;
    private int _read;
    private int _row = -1;

    public BatchedScore(NetworkPool<T> pool, DataViewRowCursor ahead, DataViewSchema.Column features)
    {
        int rows = Math.Clamp(MostNumbers / pool.SampleSize, 1, MostRows);
        _pool = pool;
        _ahead = ahead;
        _features = NumberColumn<float>.Open(ahead, features);
        _samples = new float[rows * pool.SampleSize];
        _scores = new float[rows * pool.Meaning.ScoreSize];
    }

    public override ReadOnlySpan<float> Current
    {
        get
        {
            while (_row >= _read)
            {
                _row -= _read;
                ReadBatch();
            }

            return _scores.AsSpan(_row * _pool.Meaning.ScoreSize, _pool.Meaning.ScoreSize);
        }
    }

    /// <summary>Goes to the next row; nothing is computed before it is read.</summary>
    public void MoveNext() => _row++;

    public void Dispose() => _ahead.Dispose();

    private void ReadBatch()
    {
        int size = _pool.SampleSize;
        for (_read = 0; (_read + 1) * size <= _samples.Length && _ahead.MoveNext(); _read++)
        {
            _features.Read(_samples.AsSpan(_read * size, size), _ahead.Position);
        }

        if (_read == 0)
        {
            throw new InvalidOperationException("The view has fewer rows for a second cursor than for the first.");
        }

        _pool.Score(_samples.AsSpan(0, _read * size), _scores);
    }
}
