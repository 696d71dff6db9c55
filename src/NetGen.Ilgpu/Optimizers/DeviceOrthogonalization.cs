using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary><see cref="NewtonSchulz"/> on a device, for one matrix after the other, by plain kernels.</summary>
internal sealed class DeviceOrthogonalization<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Edge = 16, SimulatedEdge = 2;

    private readonly MemoryBuffer1D<T, Stride1D.Dense> _matrix, _x, _next, _transposed, _square, _factor, _parts;

    /// <summary>Allocates what matrices of these shapes need.</summary>
    public DeviceOrthogonalization(IlgpuDevice device, IReadOnlyCollection<MatrixShape> shapes)
    {
        int size = shapes.Max(shape => shape.Rows * shape.Columns), least = shapes.Max(shape => shape.Least);
        _matrix = device.Allocate<T>(size);
        _x = device.Allocate<T>(size);
        _next = device.Allocate<T>(size);
        _transposed = device.Allocate<T>(size);
        _square = device.Allocate<T>((long)least * least);
        _factor = device.Allocate<T>((long)least * least);
        _parts = device.Allocate<T>(MatrixKernels.Groups);
    }

    /// <summary>The matrix, row by row; in its place its result.</summary>
    public ArrayView<T> Matrix => _matrix.View.BaseView;

    /// <summary>Enqueues the work on <see cref="Matrix"/>.</summary>
    public void Enqueue(KernelQueue queue, MatrixShape shape)
    {
        ArrayView<T> x = _x.View.BaseView, next = _next.View.BaseView;
        int size = shape.Rows * shape.Columns, rows = shape.Least, columns = shape.Most;
        MatrixArguments<T> arguments = new()
        {
            Rows = shape.Rows,
            Columns = shape.Columns,
            Matrix = Matrix,
            X = x,
            Transposed = _transposed.View.BaseView,
            Square = _square.View.BaseView,
            Factor = _factor.View.BaseView,
            Parts = _parts.View.BaseView,
            A = T.CreateChecked(NewtonSchulz.Epsilon),
        };
        queue.Launch(MatrixKernels.Squares<T>, new Index3D(MatrixKernels.Groups, 1, 1), queue.Device.GroupSize, arguments);
        queue.LaunchOver(size, MatrixKernels.Normalize<T>, arguments);
        (arguments.A, arguments.B, arguments.C) =
            (T.CreateChecked(NewtonSchulz.A), T.CreateChecked(NewtonSchulz.B), T.CreateChecked(NewtonSchulz.C));
        for (int step = 0; step < NewtonSchulz.Steps; step++)
        {
            Multiply(queue, rows, rows, columns, arguments.Transposed, arguments.Transposed, arguments.Square);
            Multiply(queue, rows, rows, rows, arguments.Square, arguments.Square, arguments.Factor);
            queue.LaunchOver(rows * rows, MatrixKernels.MakeFactor<T>, arguments);
            Multiply(queue, rows, columns, rows, arguments.Factor, x, next);
            (x, next) = (next, x);
            arguments.X = x;
            queue.LaunchOver(size, MatrixKernels.Transpose<T>, arguments);
        }

        arguments.A = T.CreateChecked(NewtonSchulz.ScaleOf(shape));
        queue.LaunchOver(size, MatrixKernels.Finish<T>, arguments);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _matrix.Dispose();
        _x.Dispose();
        _next.Dispose();
        _transposed.Dispose();
        _square.Dispose();
        _factor.Dispose();
        _parts.Dispose();
    }

    private static void Multiply(
        KernelQueue queue, int rows, int columns, int depth, ArrayView<T> left, ArrayView<T> right, ArrayView<T> result)
    {
        int edge = queue.Device.Kind == IlgpuDeviceKind.Simulator ? SimulatedEdge : Edge;
        Index3D groups = new((columns + edge - 1) / edge, (rows + edge - 1) / edge, 1);
        queue.Launch(MatrixKernels.Multiply<T>, groups, edge * edge, new ProductArguments<T>
        {
            Rows = rows, Columns = columns, Depth = depth, Edge = edge, Left = left, Right = right, Result = result,
        });
    }
}
