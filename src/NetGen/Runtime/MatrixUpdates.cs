using System.Numerics;

namespace NetGen.Runtime;

/// <summary>The updates of optimizers that work on whole matrices: all workers share each matrix.</summary>
internal sealed class MatrixUpdates<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _parameters, _gradients;
    private readonly UpdateLayout _layout;
    private readonly UpdatedParameter[] _matrices;
    private readonly Orthogonalization<T> _orthogonalization;

    // By the group's number: what takes a direction to the parameters; null for other groups.
    private readonly OptimizerState<T>?[] _moves;

    private MatrixUpdates(
        AlignedBuffer<T> parameters, AlignedBuffer<T> gradients, UpdateLayout layout, UpdatedParameter[] matrices)
    {
        (_parameters, _gradients, _layout, _matrices) = (parameters, gradients, layout, matrices);
        _orthogonalization = Orthogonalization<T>.Of([.. matrices.Select(matrix => MatrixShape.Of(matrix.Shape))]);
        int size = matrices.Max(matrix => matrix.Shape.Size);
        _moves = [.. layout.Groups.Select(group => group.Optimizer?.MatrixRule?.Accept(new RuleStates<T>(size)))];
    }

    /// <summary>Null where no optimizer works on whole matrices.</summary>
    public static MatrixUpdates<T>? Of(AlignedBuffer<T> parameters, AlignedBuffer<T> gradients, UpdateLayout layout) =>
        layout.Matrices is { Length: > 0 } matrices ? new(parameters, gradients, layout, matrices) : null;

    /// <summary>Updates all matrices that are not frozen, in blocks of its own.</summary>
    /// <param name="worker">Who computes.</param>
    /// <param name="states">What is remembered, by group.</param>
    /// <param name="factors">Of this step, by set.</param>
    /// <param name="bounds">What updates may make of parameters.</param>
    public void Run(Worker worker, OptimizerState<T>?[] states, T[][] factors, UpdateBounds<T>? bounds)
    {
        foreach (UpdatedParameter matrix in _matrices)
        {
            int set = _layout.SetAt(matrix.Offset);
            if (set < 0)
            {
                continue;
            }

            worker.Sync();
            while (worker.TakesShare())
            {
                (int start, int end) = worker.Split(matrix.Shape.Size, 64);
                states[matrix.Group]!.Update(
                    _orthogonalization.Matrix.Span[start..end], _gradients.Span.Slice(matrix.Offset + start, end - start),
                    matrix.Place + start, factors[set]);
            }

            _orthogonalization.Run(worker, MatrixShape.Of(matrix.Shape));
            worker.Sync();
            while (worker.TakesShare())
            {
                (int start, int end) = worker.Split(matrix.Shape.Size, 64);
                _moves[matrix.Group]!.Update(
                    _parameters.Span.Slice(matrix.Offset + start, end - start), _orthogonalization.Matrix.Span[start..end], start,
                    factors[set]);
                bounds?.Apply(_parameters.Span, matrix.Offset + start, end - start);
            }
        }
    }
}
