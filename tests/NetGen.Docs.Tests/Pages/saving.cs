public sealed partial class Examples
{
    private readonly Pictures network = new(seed: 1);
    private readonly Dataset train = LineDigits.Draw(64, 1);
}
