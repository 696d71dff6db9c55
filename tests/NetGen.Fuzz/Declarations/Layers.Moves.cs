namespace NetGen.Fuzz.Declarations;

/// <content>What only moves numbers.</content>
internal static partial class Layers
{
    private static IEnumerable<Layer> Moves() =>
    [
        new("Reshape", (draw, x) => x.IsTokens ? null : Reshape(draw, x)),
        new("Permute", (draw, x) => x.IsTokens ? null : Permute(draw, x)),
        new("Slice", (draw, x) => x.IsTokens ? null : Slice(draw, x)),
        new("Pad", (draw, x) => x.IsImage || x.IsSequence ? Pad(draw, x) : null),
    ];

    private static Use Reshape(Draw draw, Value x)
    {
        int[] sizes = new int[draw.From(1, 3)];
        int left = x.Size;
        for (int i = 1; i < sizes.Length; i++)
        {
            sizes[i] = draw.DivisorOf(left);
            left /= sizes[i];
        }

        sizes[0] = left;
        int[] written = [.. sizes];
        if (draw.Once(3))
        {
            written[draw.From(0, sizes.Length - 1)] = -1;
        }

        return new($"Reshape({string.Join(", ", written)})", Value.Of(sizes));
    }

    private static Use Permute(Draw draw, Value x)
    {
        int[] axes = [.. Enumerable.Range(0, x.Sizes.Length)];
        for (int i = axes.Length - 1; i > 0; i--)
        {
            int other = draw.From(0, i);
            (axes[i], axes[other]) = (axes[other], axes[i]);
        }

        return new($"Permute({string.Join(", ", axes)})", Value.Of([.. axes.Select(axis => x.Sizes[axis])]));
    }

    private static Use Slice(Draw draw, Value x)
    {
        string axis = draw.One(AxesOf(x));
        int size = axis switch { "Length" or "Width" => x.Width, "Height" => x.Height, _ => x.Channels };
        int start = draw.From(0, size - 1), count = draw.From(1, size - start);
        return new($"Slice(Axis.{axis}, {start}, {count})", axis switch
        {
            "Length" when count == 1 => Value.Features(x.Channels),
            "Length" or "Width" => x with { Width = count },
            "Height" => x with { Height = count },
            _ => x with { Channels = count },
        });
    }

    private static Use Pad(Draw draw, Value x)
    {
        int top = draw.From(0, 2), left = draw.From(0, 2), bottom = draw.From(0, 2), right = draw.From(0, 2);
        if (x.IsSequence || draw.Once(2))
        {
            (top, bottom) = x.IsSequence ? (0, 0) : (top, top);
            right = x.IsSequence ? right : left;
        }

        string sides = x.IsSequence ? $"{left}, {right}"
            : top == bottom && left == right ? $"{top}, {left}"
            : $"{top}, {left}, {bottom}, {right}";
        bool canReflect = Math.Max(top, bottom) < x.Height && Math.Max(left, right) < x.Width;
        string mode = draw.One("Zeros", "Replicate", canReflect ? "Reflect" : "Zeros");
        return new(
            $"Pad({sides}, Mode = PaddingMode.{mode})", x with { Height = x.Height + top + bottom, Width = x.Width + left + right });
    }
}
