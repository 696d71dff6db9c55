using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>What is added on the sides of an image; of a sequence left and right.</summary>
internal sealed record Sides(int Top, int Left, int Bottom, int Right)
{
    public Sides(object amounts, bool isOfSequence)
        : this(0, 0, 0, 0) => (Top, Left, Bottom, Right) = PerAxis.Sides(amounts, isOfSequence);
}

/// <summary>A value with something around it: made of boxes of itself, so that the gradient of what is copied adds up.</summary>
internal static class Border
{
    /// <summary>Whether there is as much to mirror; reports where there is not.</summary>
    public static bool Fits(ShapeRule rule, Sides sides, PaddingMode mode)
    {
        TensorShape x = rule.Input;
        int down = Math.Max(sides.Top, sides.Bottom), across = Math.Max(sides.Left, sides.Right);
        return mode != PaddingMode.Reflect
            || (rule.Check("padding", down < x.Height, $"{down} of {x}", $"less than the {x.Height} lines that are mirrored")
                && rule.Check("padding", across < x.Width, $"{across} of {x}", $"less than the {x.Width} columns that are mirrored"));
    }

    /// <summary>The shape with its sides.</summary>
    public static TensorShape Shape(TensorShape x, Sides sides) =>
        x with { Height = sides.Top + x.Height + sides.Bottom, Width = sides.Left + x.Width + sides.Right };

    public static Node Around(ForwardContext c, string name, Node x, Sides sides, PaddingMode mode)
    {
        if (mode == PaddingMode.Zeros)
        {
            return c.Add(new JoinNode(name, Shape(x.Shape, sides), [new Place(sides.Top, sides.Left, 0)], x));
        }

        Node wide = Along(c, name, x, isDown: false, sides.Left, sides.Right, mode);
        return Along(c, name, wide, isDown: true, sides.Top, sides.Bottom, mode);
    }

    private static Node Along(ForwardContext c, string name, Node x, bool isDown, int before, int after, PaddingMode mode)
    {
        if (before + after == 0)
        {
            return x;
        }

        int size = isDown ? x.Shape.Height : x.Shape.Width;
        TensorShape one = isDown ? x.Shape with { Height = 1 } : x.Shape with { Width = 1 };
        Place At(int index) => isDown ? new Place(index, 0, 0) : new Place(0, index, 0);
        List<Node> parts = [];
        List<Place> places = [];
        void Put(Node part, int index)
        {
            parts.Add(part);
            places.Add(At(index));
        }

        Node Line(int index) => c.Add(new MoveNode($"{name} {(isDown ? "line" : "column")} {index}", MoveKind.Slice, one, At(index), x));
        if (mode == PaddingMode.Reflect)
        {
            for (int i = 1; i <= before; i++)
            {
                Put(Line(i), before - i);
            }

            for (int i = 1; i <= after; i++)
            {
                Put(Line(size - 1 - i), before + size - 1 + i);
            }
        }
        else
        {
            Repeat(0, before, 0);
            Repeat(size - 1, after, before + size);
        }

        // Last, so that the gradients of the others are one value with zeros where none of them is.
        Put(x, before);
        TensorShape shape = isDown ? x.Shape with { Height = before + size + after } : x.Shape with { Width = before + size + after };
        return c.Add(new JoinNode($"{name} {(isDown ? "down" : "across")}", shape, places, [.. parts]));

        // Copies of one line: the gradient of their mean, so many times.
        void Repeat(int index, int count, int place)
        {
            if (count > 0)
            {
                Node line = Line(index);
                TensorShape all = isDown ? one with { Height = count } : one with { Width = count };
                Window window = new(count);
                PoolGeometry g = new(all.Channels, all.Height, all.Width, isDown ? window : Window.One, isDown ? Window.One : window);
                Put(
                    count == 1
                        ? line
                        : c.Map(
                            $"{line.Name} copies", all, new Expr.Input(0) * count,
                            c.Add(new PoolNode($"{line.Name} spread", PoolRole.AverageGradient, g, all, line))),
                    place);
            }
        }
    }
}
