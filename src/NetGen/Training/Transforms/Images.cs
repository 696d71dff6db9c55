using System.Numerics;

namespace NetGen;

/// <summary>Inputs that are images.</summary>
internal static class Images
{
    /// <summary>Channels, height and width of an input.</summary>
    /// <exception cref="InvalidOperationException">It is no image.</exception>
    public static (int Channels, int Height, int Width) Size<T>(in TrainingBatch<T> batch, int input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = batch.InputShape(input);
        return shape.Count == 3 && !batch.IsTokens(input) ? (shape[0], shape[1], shape[2]) : throw new InvalidOperationException(
            $"Images have three dimensions, channels, height and width; the network's input has shape {shape}.");
    }
}
