using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>
/// Where a kernel's results go. What it does with them (add a bias, apply an activation, store) is compiled into the kernel.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEpilogue<T>
    where T : unmanaged
{
    /// <summary>Called before the elements of one line; a line comes again for each block of its channels.</summary>
    /// <param name="sample">Number of the sample in the batch.</param>
    /// <param name="y">Number of the line in the sample.</param>
    void MoveTo(int sample, int y);

    /// <summary>Takes one vector of channels (at the end of the channels: one channel) of one pixel of the line.</summary>
    /// <typeparam name="V">Width of the vector.</typeparam>
    /// <param name="value">The results.</param>
    /// <param name="x">Number of the pixel in the line.</param>
    /// <param name="channel">Channel of the first element.</param>
    void At<V>(V value, int x, int channel)
        where V : struct, ISimd<V, T>;
}
