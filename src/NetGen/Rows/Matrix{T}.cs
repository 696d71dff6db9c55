using System.Numerics;

namespace NetGen;

/// <summary>Learnt weights of a <see cref="DifferentiableAttribute"/> method: rows of numbers, each the weights of one output.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct Matrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values;

    /// <summary>A matrix of these numbers, which are copied.</summary>
    /// <param name="rows">Outputs.</param>
    /// <param name="columns">Inputs.</param>
    /// <param name="values">Row after row.</param>
    /// <exception cref="ArgumentException">There are not rows · columns numbers.</exception>
    public Matrix(int rows, int columns, ReadOnlySpan<T> values)
    {
        if (rows < 0 || columns < 0 || values.Length != (long)rows * columns)
        {
            throw new ArgumentException($"A matrix of {rows} × {columns} cannot have {values.Length} numbers.", nameof(values));
        }

        (Rows, Columns, _values) = (rows, columns, values.ToArray());
    }

    /// <summary>Outputs.</summary>
    public int Rows { get; }

    /// <summary>Inputs.</summary>
    public int Columns { get; }

    /// <summary>The sums of the products of each row with <paramref name="x"/>.</summary>
    /// <exception cref="ArgumentException">x has not as many numbers as there are columns.</exception>
    public static Row<T> operator *(Matrix<T> matrix, Row<T> x)
    {
        if (x.Length != matrix.Columns)
        {
            throw new ArgumentException($"A matrix of {matrix.Rows} × {matrix.Columns} meets a row of {x.Length} numbers.");
        }

        T[] sums = new T[matrix.Rows];
        for (int i = 0; i < sums.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                sums[i] += matrix._values[(i * x.Length) + j] * x[j];
            }
        }

        return new(sums);
    }
}
