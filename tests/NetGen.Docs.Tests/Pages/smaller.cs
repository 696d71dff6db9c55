public sealed partial class Examples
{
    private readonly Digits network = new(seed: 1);
    private readonly Dataset train = LineDigits.Draw(96, 1), test = LineDigits.Draw(40, 3);
    private readonly RoundedDigits rounded = new(seed: 1);
    private readonly float[] picture = new float[784];

    /// <summary>The files of the examples before.</summary>
    public Examples()
    {
        new Digits(seed: 2).Quantize(train).Save("digits.int8.safetensors");
        new RoundedDigits(seed: 2).Save("digits.safetensors");
    }
}
