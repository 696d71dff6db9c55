using System.Buffers.Binary;
using Samples;
using Samples.Data;

namespace NetGen.Tests.Samples;

/// <summary>A temporary folder, deleted at the end, that can hold drawn digits as IDX files.</summary>
internal sealed class DigitFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-digits-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes drawn digits as the four files, under names that <paramref name="rename"/> may change.</summary>
    public DigitFiles WriteDigits(int train, int test, Func<string, string>? rename = null)
    {
        Write(SyntheticDigits.Draw(train, 1), MnistFile.TrainImages, MnistFile.TrainLabels);
        Write(SyntheticDigits.Draw(test, 2), MnistFile.TestImages, MnistFile.TestLabels);
        return this;

        void Write(DigitImages digits, MnistFile images, MnistFile labels)
        {
            WriteIdx(images, digits.Pixels, digits.Labels.Length, SyntheticDigits.Size, SyntheticDigits.Size);
            WriteIdx(labels, digits.Labels, digits.Labels.Length);
        }

        void WriteIdx(MnistFile file, byte[] payload, params int[] sizes)
        {
            var header = new byte[4 * (sizes.Length + 1)];
            header[2] = 0x08;
            header[3] = (byte)sizes.Length;
            for (int i = 0; i < sizes.Length; i++)
            {
                BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * (i + 1)), sizes[i]);
            }

            System.IO.File.WriteAllBytes(File(rename?.Invoke(file.Name) ?? file.Name), [.. header, .. payload]);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
