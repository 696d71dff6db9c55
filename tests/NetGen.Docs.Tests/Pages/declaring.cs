public sealed partial class Examples
{
    private readonly Encoder encoder = new(seed: 1);
    private readonly Classifier classifier = new(seed: 1);
    private readonly Siamese siamese = new(seed: 1);
    private readonly Letters letters = new(seed: 1);
    private readonly float[] left = new float[784], right = new float[784], lefts = new float[32 * 784], rights = new float[32 * 784];
    private readonly float[] alikes = [.. Enumerable.Range(0, 32).Select(pair => (float)(pair % 2))];
    private readonly int[] digits = [.. Enumerable.Range(0, 32).Select(pair => pair % 10)];
    private readonly int[] tokens = new int[4 * 16], nextTokens = new int[4 * 16], prompt = [1, 2, 3];
}
