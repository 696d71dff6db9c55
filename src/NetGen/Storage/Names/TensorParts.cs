using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>The tensors of a file that one parameter, or several, are made of, by a rule: do they fit, and what are the values.</summary>
/// <param name="layout">How they lie.</param>
/// <param name="tensors">Those of the file, in the rule's order.</param>
/// <param name="parameters">The parameters, in the rule's order: more than one cut a tensor into rows.</param>
internal sealed class TensorParts(WeightLayout layout, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyList<Parameter> parameters)
{
    /// <summary>A fault that the shapes show by themselves.</summary>
    public const string ShapesDiffer = "the shapes differ";

    /// <summary>Rows of the first tensor, as they are in the network.</summary>
    public int Rows => Sizes(tensors[0])[0];

    private int Gates => layout.Gates.Length;

    /// <summary>What is wrong; null where they fit.</summary>
    public string? Fault()
    {
        foreach (SafetensorsTensor tensor in tensors)
        {
            int[] sizes = Sizes(tensor);
            if (tensor.Dtype is not ("F16" or "BF16" or "F32" or "F64"))
            {
                return $"'{Short(tensor.Name)}' holds {SafetensorsException.Shorten(tensor.Dtype)}, no number type of weights";
            }

            if (tensor.Elements > Array.MaxLength)
            {
                return $"'{Short(tensor.Name)}' has more elements than an array can hold";
            }

            if (Gates > 0 && (sizes.Length == 0 || sizes[0] % Gates != 0))
            {
                return Invariant($"'{Short(tensor.Name)}' has no rows for {Gates} gates");
            }
        }

        return layout.Form switch
        {
            LayoutForm.Joined => JoinFault(),
            LayoutForm.FirstRows => Fits(tensors.Count == 1 && parameters.Count == 1 && Sizes(tensors[0]) is [var rows, .. var rest]
                && parameters[0].Shape.Count > 0 && rows >= parameters[0].Shape[0] && Same(rest, [.. parameters[0].Shape.Skip(1)])),
            LayoutForm.GruCandidateBias => Fits(tensors.Count == 1 && parameters.Count == 1
                && tensors[0].Elements == 3L * parameters[0].Shape.Size),
            LayoutForm.GruBias => Fits(tensors.Count == 2 && parameters.Count == 1 && parameters[0].Shape.Size % 3 == 0
                && tensors.All(tensor => Same(Sizes(tensor), [.. parameters[0].Shape]))),
            _ => Fits(parameters.Count == 1 && tensors.All(tensor => Same(Sizes(tensor), [.. parameters[0].Shape]))),
        };

        string? Fits(bool fits) => fits ? null : ShapesDiffer;
    }

    /// <summary>The values of each parameter, in their order.</summary>
    public T[][] Read<T>(ITensorFile file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[][] parts = [.. tensors.Select(tensor => Prepared<T>(file, tensor))];
        switch (layout.Form)
        {
            case LayoutForm.Joined:
                return parts.Length == 1 && parameters.Count == 1 ? parts : Cut(parts.Length == 1 ? parts[0] : Joined(parts));
            case LayoutForm.GruCandidateBias:
                return [parts[0][^parameters[0].Shape.Size..]];
            case LayoutForm.FirstRows:
                return [parts[0][..parameters[0].Shape.Size]];
            case LayoutForm.GruBias:
                parts[1].AsSpan(parts[1].Length / 3 * 2).Clear();
                break;
        }

        foreach (T[] part in parts[1..])
        {
            for (int i = 0; i < part.Length; i++)
            {
                parts[0][i] += part[i];
            }
        }

        return [parts[0]];
    }

    /// <summary>"F32 768×2304 (transposed)", "F32 64×64 + F32 64×64".</summary>
    public override string ToString()
    {
        string held = string.Join(" + ", tensors.Select(tensor => $"{SafetensorsException.Shorten(tensor.Dtype)} {tensor.Shape}"));
        return layout == WeightLayout.Same ? held : $"{held} ({layout})";
    }

    private string? JoinFault()
    {
        int[][] from = [.. tensors.Select(Sizes)], to = [.. parameters.Select(parameter => parameter.Shape.ToArray())];
        if (from.Length == 1 && to.Length == 1)
        {
            return Same(from[0], to[0]) ? null : ShapesDiffer;
        }

        if (from.Concat(to).Any(sizes => sizes.Length == 0))
        {
            return "a single number has no rows to be joined or cut";
        }

        if (from.Concat(to).FirstOrDefault(sizes => !Same(sizes[1..], to[0][1..])) is not null)
        {
            return "the rows have different sizes";
        }

        long held = from.Sum(sizes => (long)sizes[0]), wanted = to.Sum(sizes => (long)sizes[0]);
        return held == wanted ? null : Invariant($"the file has {held} rows in all, the network {wanted}");
    }

    private static T[] Joined<T>(T[][] parts)
    {
        T[] joined = new T[parts.Sum(part => part.Length)];
        int start = 0;
        foreach (T[] part in parts)
        {
            part.CopyTo(joined, start);
            start += part.Length;
        }

        return joined;
    }

    private T[][] Cut<T>(T[] values)
    {
        int start = 0;
        T[][] cut = new T[parameters.Count][];
        for (int i = 0; i < cut.Length; i++)
        {
            int size = parameters[i].Shape.Size;
            cut[i] = values[start..(start + size)];
            start += size;
        }

        return cut;
    }

    /// <summary>A tensor's values as matrix and gates are in the network.</summary>
    private T[] Prepared<T>(ITensorFile file, SafetensorsTensor tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = Values<T>(file, tensor);
        if (layout.IsTransposed && Axes(tensor) is [var rows, var columns])
        {
            values = Transpose(values, rows, columns);
        }

        if (Gates == 0)
        {
            return values;
        }

        T[] ordered = new T[values.Length];
        int size = values.Length / Gates;
        int[] order = layout.GateOrder;
        for (int gate = 0; gate < order.Length; gate++)
        {
            values.AsSpan(order[gate] * size, size).CopyTo(ordered.AsSpan(gate * size));
        }

        return ordered;
    }

    private static T[] Values<T>(ITensorFile file, SafetensorsTensor tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            return (T[])(object)file.ReadDoubles(tensor.Name);
        }

        return (T[])(object)(tensor.Dtype == "F64"
            ? Array.ConvertAll(file.ReadDoubles(tensor.Name), value => Rounded(file, tensor, value))
            : file.ReadSingles(tensor.Name));
    }

    private static float Rounded(ITensorFile file, SafetensorsTensor tensor, double value)
    {
        float rounded = (float)value;
        return float.IsFinite(rounded) || !double.IsFinite(value)
            ? rounded
            : throw file.Error(tensor.Name, Invariant($"{value} is more than a float holds."));
    }

    private static T[] Transpose<T>(T[] values, int rows, int columns)
    {
        T[] turned = new T[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                turned[(column * rows) + row] = values[(row * columns) + column];
            }
        }

        return turned;
    }

    /// <summary>A tensor's sizes as they are in the network.</summary>
    private int[] Sizes(SafetensorsTensor tensor) =>
        layout.IsTransposed && Axes(tensor) is [var rows, var columns] ? [columns, rows] : Axes(tensor);

    /// <summary>
    /// A tensor's sizes without dimensions of one that it has more than the parameter in front: ONNX's directions of a recurrent layer, a
    /// table of positions that is a batch of one.
    /// </summary>
    private int[] Axes(SafetensorsTensor tensor)
    {
        int more = tensor.Shape.Count - parameters[0].Shape.Count;
        return [.. tensor.Shape.SkipWhile((size, axis) => axis < more && size == 1)];
    }

    /// <summary>Whether two shapes are one but for dimensions of one.</summary>
    private static bool Same(int[] one, int[] other) => one.Where(size => size != 1).SequenceEqual(other.Where(size => size != 1));

    private static string Short(string name) => SafetensorsException.Shorten(name);
}
