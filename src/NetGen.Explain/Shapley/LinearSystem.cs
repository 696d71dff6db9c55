namespace NetGen.Explain;

/// <summary>Small systems of linear equations.</summary>
internal static class LinearSystem
{
    private const double Least = 1e-12;

    /// <summary>Solves A·x = b by elimination, the largest pivot of each column first.</summary>
    /// <param name="matrix">[n × (n + 1)]: A and b beside it; overwritten.</param>
    /// <param name="solution">Receives x.</param>
    /// <exception cref="ArgumentException">The equations do not tell x.</exception>
    public static void Solve(double[,] matrix, Span<double> solution)
    {
        int n = solution.Length;
        double largest = 0;
        foreach (double value in matrix)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < n; row++)
            {
                pivot = Math.Abs(matrix[row, column]) > Math.Abs(matrix[pivot, column]) ? row : pivot;
            }

            if (!(Math.Abs(matrix[pivot, column]) > Least * largest))
            {
                throw new ArgumentException("The coalitions that were drawn do not tell all shares apart: ask for more.");
            }

            for (int i = column; i <= n; i++)
            {
                (matrix[column, i], matrix[pivot, i]) = (matrix[pivot, i], matrix[column, i]);
            }

            for (int row = column + 1; row < n; row++)
            {
                double factor = matrix[row, column] / matrix[column, column];
                for (int i = column; i <= n; i++)
                {
                    matrix[row, i] -= factor * matrix[column, i];
                }
            }
        }

        for (int row = n - 1; row >= 0; row--)
        {
            double sum = matrix[row, n];
            for (int i = row + 1; i < n; i++)
            {
                sum -= matrix[row, i] * solution[i];
            }

            solution[row] = sum / matrix[row, row];
        }
    }
}
