public sealed partial class Examples
{
    private readonly float[] pixels = Draw(100), testPixels = Draw(20);
    private readonly int[] labels = Labels(100), testLabels = Labels(20);

    private static float[] Draw(int count) => [.. Enumerable.Range(0, count * 784).Select(i => i * 7919 % 256 / 255f)];

    private static int[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => i % 10)];
}
