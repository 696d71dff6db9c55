using NetGen.Onnx;

public sealed partial class Examples
{
    private readonly Digits network = new(seed: 1);
    private readonly float[] scores = new float[1000];

    /// <summary>The files that the examples read.</summary>
    public Examples()
    {
        Directory.CreateDirectory("Models");
        network.Save("Models/Digits.safetensors");
        network.Save("resnet18.safetensors");
        NumPy.SaveWeights("others.npz", network.Parameters);
        NumPy.Save("measurements.npy", new float[2 * 4 * 5 * 3], new Shape(2, 4, 5, 3));
        NumPy.SaveArchive("mnist.npz",
        [
            new("x_train", NumPyArray.From(new byte[4 * 784], new Shape(4, 28, 28))),
            new("y_train", NumPyArray.From(new long[] { 0, 1, 2, 3 })),
            new("pictures", NumPyArray.From(new float[4 * 784], new Shape(4, 1, 28, 28))),
            new("tokens", NumPyArray.From(new int[4 * 6], new Shape(4, 6))), new("labels", NumPyArray.From(new long[] { 0, 1, 2, 3 })),
        ]);
    }
}
