using System.Buffers;

namespace NetGen.Tests.Storage;

/// <summary>Parameters without a network.</summary>
internal static class TestParameters
{
    public static Parameter Floats(string name, Shape shape, params float[] values) => new Parameter<float>(name, shape, true, values);

    public static Parameter Doubles(string name, Shape shape, params double[] values) => new Parameter<double>(name, shape, true, values);

    public static Parameter Over(string name, WatchedMemory memory) =>
        new Parameter<float>(name, new(memory.Memory.Length), true, memory.Memory);

    /// <summary>The first value of the parameter "a" of a file.</summary>
    public static float FirstValue(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.ReadSingles("a")[0];
    }
}

/// <summary>Memory that says when it is read: in the midst of a save.</summary>
internal sealed class WatchedMemory(float[] values, Action onRead) : MemoryManager<float>
{
    public override Memory<float> Memory => CreateMemory(values.Length);

    public override Span<float> GetSpan()
    {
        onRead();
        return values;
    }

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
