using Parquet;
using Parquet.Schema;

namespace NetGen.Data.Tests.Parquet;

/// <summary>Writes Parquet for tests.</summary>
internal static class ParquetFile
{
    private static readonly DataField[] s_fields =
    [
        new DataField<float>("x"), new DataField<double?>("z"), new DataField<int>("n"), new DataField<bool>("flag"),
        new DataField<string>("kind"),
    ];

    /// <summary>
    /// Groups of rows: n counts, x is half of it, z is missing where 4 divides it, the flag says odd, the kind a, b, c by turns.
    /// </summary>
    public static byte[] Write(params int[] groups) => WriteAsync(groups).GetAwaiter().GetResult();

    /// <summary>One group of rows with x and id.</summary>
    public static byte[] Write(float[] x, long[] id) => WriteAsync(x, id).GetAwaiter().GetResult();

    private static async Task<byte[]> WriteAsync(float[] x, long[] id)
    {
        DataField[] fields = [new DataField<float>("x"), new DataField<long>("id")];
        using MemoryStream stream = new();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync<float>(fields[0], x);
            await group.WriteAsync<long>(fields[1], id);
        }

        return stream.ToArray();
    }

    private static async Task<byte[]> WriteAsync(int[] groups)
    {
        using MemoryStream stream = new();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(s_fields), stream))
        {
            int first = 0;
            foreach (int rows in groups)
            {
                int[] numbers = [.. Enumerable.Range(first, rows)];
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                await group.WriteAsync<float>(s_fields[0], numbers.Select(n => n / 2f).ToArray());
                await group.WriteAsync<double>(s_fields[1], numbers.Select(n => n % 4 == 0 ? (double?)null : n).ToArray());
                await group.WriteAsync<int>(s_fields[2], numbers);
                await group.WriteAsync<bool>(s_fields[3], numbers.Select(n => n % 2 == 1).ToArray());
                await group.WriteAsync(s_fields[4], numbers.Select(n => "abc"[n % 3].ToString()).ToArray());
                first += rows;
            }
        }

        return stream.ToArray();
    }
}
