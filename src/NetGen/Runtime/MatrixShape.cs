namespace NetGen.Runtime;

/// <summary>
/// A weight as a whole matrix: its outputs, each a row of what it sums over. Of a convolution all but the first dimension are one.
/// </summary>
/// <param name="Rows">Outputs.</param>
/// <param name="Columns">Elements of a row.</param>
internal readonly record struct MatrixShape(int Rows, int Columns)
{
    /// <summary>The smaller of the two.</summary>
    public int Least => Math.Min(Rows, Columns);

    /// <summary>The larger of the two.</summary>
    public int Most => Math.Max(Rows, Columns);

    public static MatrixShape Of(Shape shape) => new(shape[0], shape.Size / shape[0]);

    /// <summary>
    /// Whether a parameter maps vectors to vectors. Vectors do not, matrices of one row or column are vectors, and the rows of a table
    /// (an embedding, positions) have nothing to do with each other.
    /// </summary>
    public static bool IsMatrix(Parameter parameter)
    {
        string[] names = parameter.Name.Split('.');
        string operation = names.Length > 1 ? names[^2].TrimEnd([.. "0123456789"]) : "";
        return parameter.Shape.Count > 1 && Of(parameter.Shape).Least > 1
            && operation is not ("embedding" or "embeddingbag" or "learnedpositions");
    }
}
