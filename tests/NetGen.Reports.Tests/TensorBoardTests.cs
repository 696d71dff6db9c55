using System.Buffers.Binary;
using Google.Protobuf;
using Xunit;

namespace NetGen.Reports.Tests;

/// <summary>Event files read by a parser that shares nothing with the writer: a table's CRC-32C and protobuf's reader.</summary>
public sealed class TensorBoardTests
{
    [Fact]
    public void Its_files_hold_the_figures_of_the_run()
    {
        string folder = Samples.Folder();
        SmallPictures network = new(seed: 1);
        using SmallPictures.Trainer trainer = network.CreateTrainer(new AdamW(1e-2f), 10, new TrainerOptions { Metrics = [new F1Score()] });
        using TensorBoardWriter board = new(folder, stepsBetween: 5);
        History history = trainer.Fit(Samples.Pictures(120, seed: 1), 2, Samples.Pictures(30, seed: 2), [board]);
        var train = Read(Directory.GetFiles(Path.Combine(folder, "train"), "*tfevents*").Single());
        var validation = Read(Directory.GetFiles(Path.Combine(folder, "validation"), "*tfevents*").Single());
        Directory.Delete(folder, recursive: true);

        Assert.Equal([5L, 10, 15, 20], train.Where(e => e.Tag == "step/loss").Select(e => e.Step));
        Assert.All(train.Where(e => e.Tag == "step/learning_rate"), e => Assert.Equal(1e-2f, e.Value));
        Assert.Equal(history.Select(e => (long)e.Epoch), train.Where(e => e.Tag == "epoch/loss").Select(e => e.Step));
        Assert.Equal(history.Select(e => (float)e.Loss), train.Where(e => e.Tag == "epoch/loss").Select(e => e.Value));
        Assert.Equal(history.Select(e => (float)e.Accuracy!), train.Where(e => e.Tag == "epoch/accuracy").Select(e => e.Value));
        Assert.Equal(history.Select(e => (float)e.ValidationLoss!), validation.Where(e => e.Tag == "epoch/loss").Select(e => e.Value));
        Assert.Equal(
            history.Select(e => (float)e.ValidationMetrics["F1"]), validation.Where(e => e.Tag == "epoch/F1").Select(e => e.Value));
    }

    private static List<(long Step, string Tag, float Value)> Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        List<(long Step, string Tag, float Value)> events = [];
        for (bool isFirst = true; file.Length > 0; isFirst = false)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            Assert.Equal(Masked(file[..8]), BinaryPrimitives.ReadUInt32LittleEndian(file[8..]));
            ReadOnlySpan<byte> message = file.Slice(12, length);
            Assert.Equal(Masked(message), BinaryPrimitives.ReadUInt32LittleEndian(file[(12 + length)..]));
            file = file[(16 + length)..];
            if (isFirst)
            {
                Assert.EndsWith("brain.Event:2", System.Text.Encoding.UTF8.GetString(message), StringComparison.Ordinal);
                continue;
            }

            events.Add(ReadEvent(message.ToArray()));
        }

        return events;
    }

    /// <summary>Event: 1 wall_time, 2 step, 5 summary { 1 value { 1 tag, 2 simple_value } }.</summary>
    private static (long Step, string Tag, float Value) ReadEvent(byte[] message)
    {
        CodedInputStream input = new(message);
        long step = 0;
        string tag = "";
        float value = 0;
        for (uint field = input.ReadTag(); field != 0; field = input.ReadTag())
        {
            switch (field >> 3)
            {
                case 1:
                    Assert.InRange(input.ReadDouble(), 1.7e9, 1e11);
                    break;
                case 2:
                    step = input.ReadInt64();
                    break;
                default:
                    Assert.Equal(5u, field >> 3);
                    CodedInputStream summary = input.ReadBytes().CreateCodedInput();
                    Assert.Equal(1u, summary.ReadTag() >> 3);
                    CodedInputStream figure = summary.ReadBytes().CreateCodedInput();
                    Assert.Equal(1u, figure.ReadTag() >> 3);
                    tag = figure.ReadString();
                    Assert.Equal(2u, figure.ReadTag() >> 3);
                    value = figure.ReadFloat();
                    Assert.True(figure.IsAtEnd && summary.IsAtEnd);
                    break;
            }
        }

        return (step, tag, value);
    }

    private static uint Masked(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
            }
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }
}
