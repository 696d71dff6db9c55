public sealed partial class Examples
{
    public Examples() => new SpiralNetwork(seed: 1).Save("spirals.safetensors");
}
