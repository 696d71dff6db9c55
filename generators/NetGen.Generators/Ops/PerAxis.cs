using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>Sizes of an image's axes as attributes give them: one number for both, or height and width.</summary>
internal static class PerAxis
{
    /// <summary>The numbers, as many as were given.</summary>
    public static int[] Numbers(object size) => size switch
    {
        int[] several => several,
        Size[] several => [.. several.Select(one => (int)one)],
        Size one => [(int)one],
        _ => [(int)size],
    };

    /// <summary>Whether a padding is as much as keeps the size.</summary>
    public static bool IsSame(object padding) => Numbers(padding) is [(int)Padding.Same];

    /// <summary>Windows over both axes; padding may differ for all four sides: top, left, bottom, right.</summary>
    public static (Window Y, Window X) Windows(object kernel, object stride, object padding, object dilation)
    {
        int[] sizes = Numbers(kernel), strides = Numbers(stride), dilations = Numbers(dilation);
        (int top, int left, int bottom, int right) = IsSame(padding) ? default : Sides(padding, isOfSequence: false);
        Window Of(int axis, int before, int after)
        {
            Window window = new(At(sizes, axis), At(strides, axis), before, after, At(dilations, axis));
            return IsSame(padding) ? window.Same() : window;
        }

        return (Of(0, top, bottom), Of(1, left, right));
    }

    /// <summary>The window over the positions of a sequence; padding may differ before and behind.</summary>
    public static Window Window(object kernel, object stride, object padding, object dilation)
    {
        (_, int before, _, int behind) = IsSame(padding) ? default : Sides(padding, isOfSequence: true);
        Window window = new(Numbers(kernel)[0], Numbers(stride)[0], before, behind, Numbers(dilation)[0]);
        return IsSame(padding) ? window.Same() : window;
    }

    /// <summary>
    /// What is added on each side: of an image one number, two for height and width, or four; of a sequence before and behind.
    /// </summary>
    public static (int Top, int Left, int Bottom, int Right) Sides(object amounts, bool isOfSequence)
    {
        int[] sides = Numbers(amounts);
        return isOfSequence ? (0, sides[0], 0, At(sides, 1)) : (sides[0], At(sides, 1), At(sides, 2), At(sides, 3));
    }

    /// <summary>What is given for fewer goes round.</summary>
    private static int At(int[] numbers, int index) => numbers[index % numbers.Length];
}
