using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>Sizes of an image's axes as attributes give them: one number for both, or height and width.</summary>
internal static class PerAxis
{
    /// <summary>The numbers, as many as were given.</summary>
    public static int[] Numbers(object size) => size switch
    {
        int[] several => several,
        Size one => [(int)one],
        _ => [(int)size],
    };

    /// <summary>Windows over both axes; padding may differ for all four sides: top, left, bottom, right.</summary>
    public static (Window Y, Window X) Windows(object kernel, object stride, object padding, object dilation)
    {
        int[] sizes = Numbers(kernel), strides = Numbers(stride), sides = Numbers(padding), dilations = Numbers(dilation);
        Window Of(int axis) => new(At(sizes, axis), At(strides, axis), At(sides, axis), At(sides, axis + 2), At(dilations, axis));
        return (Of(0), Of(1));
    }

    /// <summary>What is given for fewer goes round.</summary>
    private static int At(int[] numbers, int index) => numbers[index % numbers.Length];
}
