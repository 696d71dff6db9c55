using System.Numerics;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Serving;

/// <summary>Writes outputs as the bytes of their numbers, little-endian: all samples of the first output, then all of the second.</summary>
internal static class BinaryAnswer
{
    public static void Write<T>(ServedInterface served, PendingPrediction<T> pending)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < served.Plan.Outputs.Count; i++)
        {
            OutputPlan output = served.Plan.Outputs[i];
            ReadOnlySpan<T> values = pending.Outputs(i, pending.Count * output.SizeAt(pending.Lengths));
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
            Span<byte> room = pending.Answer.GetSpan(bytes.Length)[..bytes.Length];
            bytes.CopyTo(room);
            if (!BitConverter.IsLittleEndian)
            {
                LittleEndian.Reverse(MemoryMarshal.Cast<byte, T>(room));
            }

            pending.Answer.Advance(bytes.Length);
        }
    }
}
