using System.Numerics;
using ILGPU;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>The updates of optimizers that work on whole matrices, on a device, as <see cref="MatrixUpdates{T}"/> on the CPU.</summary>
internal sealed class DeviceMatrices<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly UpdateLayout _layout;
    private readonly UpdatedParameter[] _matrices;
    private readonly DeviceOrthogonalization<T> _orthogonalization;

    // By the group's number: what takes a direction to the parameters; null for other groups.
    private readonly DeviceRule<T>?[] _moves;

    private DeviceMatrices(IlgpuDevice device, UpdateLayout layout, UpdatedParameter[] matrices)
    {
        _layout = layout;
        _matrices = matrices;
        _moves = [.. layout.Groups.Select(group =>
            group.Optimizer?.MatrixRule is { } rule ? DeviceRule<T>.Create(rule, device, group.Size) : null)];
        _orthogonalization =
            new DeviceOrthogonalization<T>(device, [.. matrices.Select(matrix => MatrixShape.Of(matrix.Shape))]);
    }

    /// <summary>Null where no optimizer works on whole matrices.</summary>
    public static DeviceMatrices<T>? Of(IlgpuDevice device, UpdateLayout layout) =>
        layout.Matrices is { Length: > 0 } matrices ? new(device, layout, matrices) : null;

    /// <summary>Enqueues the update of all matrices that are not frozen.</summary>
    /// <param name="queue">The stream.</param>
    /// <param name="rules">What is remembered, by group.</param>
    /// <param name="block">Parameters, gradients and what goes with them.</param>
    public void Enqueue(KernelQueue queue, DeviceRule<T>?[] rules, in UpdateBlock<T> block)
    {
        foreach (UpdatedParameter matrix in _matrices)
        {
            if (_layout.SetAt(matrix.Offset) < 0)
            {
                continue;
            }

            int size = matrix.Shape.Size;
            ArrayView<T> direction = _orthogonalization.Matrix.SubView(0, size);
            rules[matrix.Group]!.Update(
                queue, direction, block.Gradients.SubView(matrix.Offset, size), matrix.Offset, matrix.Place, block);
            _orthogonalization.Enqueue(queue, MatrixShape.Of(matrix.Shape));
            _moves[matrix.Group]!.Update(
                queue, block.Parameters.SubView(matrix.Offset, size), direction, matrix.Offset, matrix.Place, block);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _orthogonalization.Dispose();
        Array.ForEach(_moves, move => move?.Dispose());
    }
}

/// <summary>What the kernels of an update share.</summary>
/// <param name="Parameters">What is trained.</param>
/// <param name="Gradients">Their gradients.</param>
/// <param name="Map">By which numbers each is updated.</param>
/// <param name="Factors">Those of this step, set after set.</param>
/// <param name="Hold">One element: nothing is updated where it is not 0.</param>
internal readonly record struct UpdateBlock<T>(
    ArrayView<T> Parameters, ArrayView<T> Gradients, SetMap Map, ArrayView<T> Factors, ArrayView<uint> Hold)
    where T : unmanaged;
