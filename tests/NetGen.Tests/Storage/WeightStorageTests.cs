using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Storage;

/// <summary>Weights in numbers of two bytes.</summary>
public sealed class WeightStorageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(WeightStorage.Float16, "F16")]
    [InlineData(WeightStorage.BFloat16, "BF16")]
    public void A_file_has_half_the_size_and_widens_to_the_rounded_numbers(WeightStorage storage, string dtype)
    {
        StepClassifier network = new(1), other = new(2);
        string whole = _folder.File("whole.safetensors"), half = _folder.File("half.safetensors");
        network.Save(whole);
        network.Save(half, storage);
        using (SafetensorsFile file = SafetensorsFile.Open(half))
        {
            Assert.All(file.Tensors, tensor => Assert.Equal(dtype, tensor.Dtype));
        }

        long values = network.Parameters.Sum(parameter => parameter.Shape.Size);
        Assert.InRange(new FileInfo(whole).Length - new FileInfo(half).Length, (2 * values) - 64, (2 * values) + 64);
        other.Load(half);
        float most = storage == WeightStorage.Float16 ? 1f / 2048 : 1f / 256;
        foreach ((Parameter one, Parameter two) in network.Parameters.Zip(other.Parameters))
        {
            for (int i = 0; i < one.Span.Length; i++)
            {
                Assert.InRange(Math.Abs(two.Span[i] - one.Span[i]), 0, (most * Math.Abs(one.Span[i])) + 1e-7f);
            }
        }

        // What is rounded once stays what it is, bit for bit, by file, stream and bytes.
        byte[] again = other.SaveToBytes(storage);
        Assert.Equal(File.ReadAllBytes(half), again);
        using MemoryStream stream = new();
        other.Save(stream, storage);
        Assert.Equal(again, stream.ToArray());
        network.Load(again);
        Assert.Equal(StepData.Bits(other), StepData.Bits(network));
    }

    [Theory]
    [InlineData(1f, 0x3C00, 0x3F80)]
    [InlineData(-2.5f, 0xC100, 0xC020)]
    [InlineData(65504f, 0x7BFF, 0x4780)]
    [InlineData(1.00390625f, 0x3C04, 0x3F80)]                  // 1 + 2⁻⁸: halfway in BF16, to even
    [InlineData(1.01171875f, 0x3C0C, 0x3F82)]                  // 1 + 3·2⁻⁸: halfway in BF16, to even
    [InlineData(1.00048828125f, 0x3C00, 0x3F80)]               // 1 + 2⁻¹¹: halfway in F16, to even
    [InlineData(5.9604645e-8f, 0x0001, 0x3380)]                // the least of F16
    [InlineData(0f, 0x0000, 0x0000)]
    public void Numbers_are_rounded_to_the_nearest(float value, int float16, int bfloat16)
    {
        Assert.Equal((float16, bfloat16), (Bits(WeightStorage.Float16), Bits(WeightStorage.BFloat16)));

        int Bits(WeightStorage storage) => HalfNumbers.Bits(value, storage);
    }

    [Fact]
    public void Doubles_are_rounded_once()
    {
        // Just above halfway between two numbers of BF16; as a float it would be halfway, and go to the even one below.
        double above = 1 + Math.Pow(2, -8) + Math.Pow(2, -40), below = 1 + (3 * Math.Pow(2, -8)) - Math.Pow(2, -40);
        Assert.Equal(0x3F81, HalfNumbers.Bits(above, WeightStorage.BFloat16));
        Assert.Equal(0x3F81, HalfNumbers.Bits(below, WeightStorage.BFloat16));
        Assert.Equal(0xBF81, HalfNumbers.Bits(-above, WeightStorage.BFloat16));
        string path = _folder.File("a.safetensors");
        Safetensors.Save(path, [TestParameters.Doubles("a", new(2), above, 3)], storage: WeightStorage.BFloat16);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal([1.0078125, 3], file.ReadDoubles("a"));
    }

    [Fact]
    public void Every_number_of_two_bytes_comes_back_as_it_was()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            float single = HalfNumbers.FromFloat16((ushort)bits), brain = HalfNumbers.FromBFloat16((ushort)bits);
            Assert.True(float.IsNaN(single) || HalfNumbers.Bits(single, WeightStorage.Float16) == bits, $"{bits}");
            Assert.True(float.IsNaN(brain) || HalfNumbers.Bits((double)brain, WeightStorage.BFloat16) == bits, $"{bits}");
        }
    }

    [Fact]
    public void What_the_storage_cannot_hold_is_named()
    {
        StepClassifier network = new(1);
        string path = _folder.File("a.safetensors");
        network.Head["linear1.bias"].Span[1] = 70_000;
        SafetensorsException refused = Assert.Throws<SafetensorsException>(() => network.Save(path, WeightStorage.Float16));
        Assert.Equal("Head.linear1.bias", refused.Field);
        Assert.Contains("element 1 is 70000; Float16 ends at 65504; BFloat16 holds it", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        network.Save(path, WeightStorage.BFloat16);
        network.Save(path, WeightStorage.Float16, allowNonFinite: true);
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            Assert.Equal(float.PositiveInfinity, file.ReadSingles("Head.linear1.bias")[1]);
        }

        network.Head["linear1.bias"].Span[1] = float.NaN;
        Assert.Throws<SafetensorsException>(() => network.Save(path, WeightStorage.BFloat16));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Save(path, (WeightStorage)7));
    }
}
