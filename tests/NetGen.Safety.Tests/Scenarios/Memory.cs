using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Safety.Tests.Scenarios;

/// <summary>What safe code can reach reads and writes nothing that is not its own.</summary>
public static class Memory
{
    public static void A_buffer_ends_where_it_ends()
    {
        AlignedBuffer<float> buffer = new(16);
        Canaries canaries = new();
        canaries.Add();
        foreach (nint index in new nint[] { -17, -1000, 5000, 1 << 20, int.MaxValue, int.MinValue })
        {
            Expect.Refused<IndexOutOfRangeException>(() => buffer.At(index) = 1);
            Expect.Refused<IndexOutOfRangeException>(() => buffer[index] = 1);
        }

        canaries.Check();
    }

    public static void Outputs_do_not_lie_in_the_samples()
    {
        Widening network = new(1);
        float[] memory = Given.Values(200 * 8, 1), before = [.. memory];
        foreach (int start in new[] { 0, 1, 100, 199 })
        {
            Expect.Refused<ArgumentException>(() => network.Predict(memory.AsSpan(start, 75), memory.AsSpan(0, 200)), "outputs");
            Expect.Refused<ArgumentException>(() => network.Predict(memory.AsSpan(start, 75), memory.AsSpan(start + 74, 200)), "outputs");
        }

        Expect.Refused<ArgumentException>(() => network.Predict(memory.AsSpan(0, 200 * 3), memory), "outputs");
        Expect.Equal(before, memory, "the samples");
        float[] expected = new float[8 * 8], behind = new float[(8 * 3) + (8 * 8)];
        memory.AsSpan(0, 24).CopyTo(behind);
        network.Predict(memory.AsSpan(0, 24), expected);
        network.Predict(behind.AsSpan(0, 24), behind.AsSpan(24));
        Expect.Equal(expected, behind.AsSpan(24), "outputs right behind the samples");
    }

    public static void Outputs_do_not_lie_in_the_tokens()
    {
        Sentences network = new(1);
        int[] tokens = Given.Integers(16 * 8, 50, 1);
        Expect.Refused<ArgumentException>(
            () => network.Predict(tokens, 8, MemoryMarshal.Cast<int, float>(tokens.AsSpan())[..32]), "outputs");
    }

    public static void A_batch_is_checked_before_the_kernels_read_it()
    {
        Canaries canaries = new();
        canaries.Add();
        Opened network = new(1);
        InferenceProgram<float> program = network.Open(4);
        canaries.Add();
        program.Tokens(0).Fill(60);
        Expect.Refused<ArgumentException>(() => program.Run(4, []), "token 60");
        program.Tokens(0).Fill(1);
        program.Labels(0).Fill(7);
        Expect.Refused<ArgumentException>(() => program.Run(4, []), "label 7");
        program.Labels(0).Fill(1);
        Expect.Refused<ArgumentException>(() => program.Run(5, []), "1 to 4 samples");
        Expect.That(double.IsFinite(program.Run(4, []).Loss), "the loss is not finite");
        canaries.Check();
    }
}

/// <summary>A network whose own code reaches its program.</summary>
[Network, TokenInput(50, 8), CrossEntropyLoss]
public partial class Opened
{
    [Embedding(16), Flatten, Linear(2)]
    public partial Layer All { get; }

    internal InferenceProgram<float> Open(int capacity) => CreateInference(capacity, 1);
}
