using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>Makes matrices orthogonal, one after the other: all workers share the work of each.</summary>
internal abstract class Orthogonalization<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected Orthogonalization(AlignedBuffer<T> matrix) => Matrix = matrix;

    /// <summary>The matrix, row by row; in its place its result.</summary>
    public AlignedBuffer<T> Matrix { get; }

    /// <summary>Allocates what matrices of these shapes need.</summary>
    public static Orthogonalization<T> Of(IReadOnlyCollection<MatrixShape> shapes)
    {
        int size = shapes.Max(shape => shape.Rows * shape.Columns), least = shapes.Max(shape => shape.Least);
        object made = default(T) switch
        {
            float => Vector512.IsHardwareAccelerated ? new Orthogonalization<F512, F1, float>(size, least)
                : Vector256.IsHardwareAccelerated ? new Orthogonalization<F256, F1, float>(size, least)
                : new Orthogonalization<F128, F1, float>(size, least),
            _ => Vector512.IsHardwareAccelerated ? new Orthogonalization<D512, D1, double>(size, least)
                : Vector256.IsHardwareAccelerated ? new Orthogonalization<D256, D1, double>(size, least)
                : new Orthogonalization<D128, D1, double>(size, least),
        };
        return (Orthogonalization<T>)made;
    }

    /// <summary>Works on <see cref="Matrix"/>, in blocks of its own.</summary>
    /// <param name="worker">Who computes.</param>
    /// <param name="shape">The matrix's.</param>
    public abstract void Run(Worker worker, MatrixShape shape);
}

/// <summary>The same with the machine's vectors <typeparamref name="V"/>.</summary>
internal sealed class Orthogonalization<V, S, T>(int size, int least) : Orthogonalization<T>(new AlignedBuffer<T>(size))
    where V : struct, ISimd<V, T>
    where S : struct, ISimd<S, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // X and what follows it have no more rows than columns; the other way round lies X transposed, for the products.
    private readonly AlignedBuffer<T> _x = new(size), _next = new(size), _transposed = new(size);
    private readonly AlignedBuffer<T> _square = new((long)least * least), _factor = new((long)least * least);

    // A sum for each share, added up in their order.
    private readonly double[] _squares = new double[ThreadTeam.MaxThreads];

    public override void Run(Worker worker, MatrixShape shape)
    {
        (int rows, int columns) = (shape.Least, shape.Most);
        AlignedBuffer<T> x = _x, next = _next;
        worker.Sync();
        while (worker.TakesShare())
        {
            _squares[worker.Index] = SquaresOf(worker, rows * columns);
        }

        worker.Sync();
        while (worker.TakesShare())
        {
            Normalize(worker, shape);
        }

        for (int step = 0; step < NewtonSchulz.Steps; step++)
        {
            worker.Sync();
            while (worker.TakesShare())
            {
                WeightGradient.Rows<V, S, T>(
                    worker, columns, rows, rows, ref _transposed.At(0), ref _transposed.At(0), ref _square.At(0));
            }

            worker.Sync();
            while (worker.TakesShare())
            {
                WeightGradient.Rows<V, S, T>(worker, rows, rows, rows, ref _square.At(0), ref _square.At(0), ref _factor.At(0));
            }

            worker.Sync();
            while (worker.TakesShare())
            {
                MakeFactor(worker, rows);
            }

            worker.Sync();
            while (worker.TakesShare())
            {
                WeightGradient.Rows<V, S, T>(worker, rows, columns, rows, ref x.At(0), ref _factor.At(0), ref next.At(0));
            }

            (x, next) = (next, x);
            worker.Sync();
            while (worker.TakesShare())
            {
                // By rows of the result, which lie side by side.
                (int start, int end) = worker.Split(columns);
                Transposition.Copy(end - start, rows, ref x.At(start), 1, columns, ref _transposed.At(start * rows), rows, 1);
            }
        }

        worker.Sync();
        while (worker.TakesShare())
        {
            (int start, int end) = worker.Split(rows * columns);
            Span<T> source = (shape.Rows <= shape.Columns ? x : _transposed).Span;
            T scale = T.CreateChecked(NewtonSchulz.ScaleOf(shape));
            for (int i = start; i < end; i++)
            {
                Matrix.Span[i] = source[i] * scale;
            }
        }
    }

    private double SquaresOf(Worker worker, int count)
    {
        (int start, int end) = worker.Split(count);
        double sum = 0;
        foreach (T value in Matrix.Span[start..end])
        {
            double number = double.CreateTruncating(value);
            sum += number * number;
        }

        return sum;
    }

    /// <summary>X and Xᵀ ← the matrix or its transpose, over its norm.</summary>
    private void Normalize(Worker worker, MatrixShape shape)
    {
        double squares = 0;
        for (int i = 0; i < worker.Count; i++)
        {
            squares += _squares[i];
        }

        T factor = T.CreateChecked(1 / (Math.Sqrt(squares) + NewtonSchulz.Epsilon));
        bool isWide = shape.Rows <= shape.Columns;
        Span<T> same = (isWide ? _x : _transposed).Span, turned = (isWide ? _transposed : _x).Span;
        (int first, int end) = worker.Split(shape.Rows);
        for (int row = first; row < end; row++)
        {
            for (int column = 0; column < shape.Columns; column++)
            {
                int place = (row * shape.Columns) + column;
                T value = Matrix.Span[place] * factor;
                same[place] = value;
                turned[(column * shape.Rows) + row] = value;
            }
        }
    }

    /// <summary>a + b·A + c·A² ← A².</summary>
    private void MakeFactor(Worker worker, int rows)
    {
        (T a, T b, T c) = (T.CreateChecked(NewtonSchulz.A), T.CreateChecked(NewtonSchulz.B), T.CreateChecked(NewtonSchulz.C));
        (int start, int end) = worker.Split(rows);
        for (int row = start; row < end; row++)
        {
            Span<T> square = _square.Span.Slice(row * rows, rows), factor = _factor.Span.Slice(row * rows, rows);
            for (int column = 0; column < rows; column++)
            {
                factor[column] = (b * square[column]) + (c * factor[column]);
            }

            factor[row] += a;
        }
    }
}
