public sealed partial class Examples
{
    private readonly Pictures network = new(seed: 1);
    private readonly Dataset train = LineDigits.Draw(96, 1), validation = LineDigits.Draw(40, 2), test = LineDigits.Draw(40, 3);
}
