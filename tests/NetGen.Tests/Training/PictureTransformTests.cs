using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Transforms of pictures against what they say they do.</summary>
public sealed class PictureTransformTests
{
    private const int Height = 21, Width = 28;

    private static readonly Shape s_small = new(2, 4, 5);

    [Fact]
    public void A_vertical_flip_exchanges_the_lines_of_each_channel()
    {
        float[] before = Numbers(3 * s_small.Size);
        float[] expected = [.. before.Chunk(20).SelectMany(plane => plane.Chunk(5).Reverse().SelectMany(line => line))];
        Assert.Equal(expected, TransformedBatch.Values(new RandomFlip(0, vertical: 1), s_small, before));
    }

    [Theory]
    [InlineData(PaddingMode.Zeros)]
    [InlineData(PaddingMode.Reflect)]
    [InlineData(PaddingMode.Replicate)]
    public void A_crop_is_a_piece_of_the_padded_picture(PaddingMode mode)
    {
        float[] before = Numbers(s_small.Size);
        HashSet<(int, int)> moves = [];
        for (int seed = 0; seed < 100; seed++)
        {
            float[] after = TransformedBatch.Values(new RandomCrop(2, mode), s_small, before, seed);
            (int, int)[] fitting =
            [
                .. from down in Enumerable.Range(-2, 5)
                   from right in Enumerable.Range(-2, 5)
                   where Enumerable.Range(0, 40).All(k => after[k] == Padded(before, k, down, right, mode))
                   select (down, right),
            ];
            moves.Add(Assert.Single(fitting));
        }

        Assert.Equal(25, moves.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void A_shift_is_a_piece_of_the_picture_with_zeros_around_it(int most)
    {
        // Further than the picture is large, too.
        float[] before = Numbers(s_small.Size);
        for (int seed = 0; seed < 20; seed++)
        {
            float[] after = TransformedBatch.Values(new RandomShift(most), s_small, before, seed);
            Assert.Contains(
                from down in Enumerable.Range(-most, (2 * most) + 1)
                from right in Enumerable.Range(-most, (2 * most) + 1)
                select (down, right),
                move => Enumerable.Range(0, 40).All(k => after[k] == Padded(before, k, move.down, move.right, PaddingMode.Zeros)));
        }
    }

    [Fact]
    public void What_enters_a_crop_may_be_another_number()
    {
        float[] before = Numbers(8 * s_small.Size);
        for (int seed = 0; seed < 20; seed++)
        {
            float[] zeros = TransformedBatch.Values(new RandomCrop(9), s_small, before, seed);
            Assert.Contains(0, zeros);
            Assert.Equal(
                zeros.Select(value => value == 0 ? -7 : value),
                TransformedBatch.Values(new RandomCrop(9, fill: -7), s_small, before, seed));
        }
    }

    [Fact]
    public void Each_changes_the_input_that_it_is_told_to()
    {
        Shape shape = new(3, 8, 9);
        float[] before = Numbers(4 * shape.Size);
        foreach (Func<int, BatchTransform> make in new Func<int, BatchTransform>[]
        {
            input => new RandomCrop(2) { Input = input }, input => new RandomShift(2) { Input = input },
            input => new RandomAffine(10) { Input = input }, input => new RandomColor { Input = input },
            input => new Cutout(3) { Input = input }, input => new RandomFlip(0.5, 0.5) { Input = input },
        })
        {
            float[] expected = TransformedBatch.Values(make(0), shape, before);
            Assert.NotEqual(before, expected);
            (float[] first, float[] second) = TransformedBatch.OfTwo(make(1), shape, before);
            Assert.Equal(before, first);
            Assert.Equal(expected, second);
            Assert.Equal(before, TransformedBatch.OfTwo(make(0), shape, before).Second);
        }
    }

    [Fact]
    public void A_turn_is_about_the_middle_by_one_angle_factor_and_distance()
    {
        // A picture of the places themselves says where each pixel comes from.
        const double Degrees = 20, Scale = 0.25, Shift = 2, Outside = -1000;
        double[] places = Places<double>();
        List<double> angles = [], factors = [], shifts = [];
        for (int seed = 0; seed < 60; seed++)
        {
            double[] after = TransformedBatch.Values(
                new RandomAffine(Degrees, Scale, Shift, Outside), new Shape(2, Height, Width), places, seed);
            (double x, double y) At(int line, int column) =>
                (after[(line * Width) + column], after[(Height * Width) + (line * Width) + column]);
            (double x, double y) middle = At(10, 13), right = At(10, 15), below = At(12, 13);
            double dx = (right.x - middle.x) / 2, dy = (right.y - middle.y) / 2;
            Assert.Equal(-dy, (below.x - middle.x) / 2, 1e-9);
            Assert.Equal(dx, (below.y - middle.y) / 2, 1e-9);
            angles.Add(Math.Atan2(dy, dx) * 180 / Math.PI);
            factors.Add(1 / Math.Sqrt((dx * dx) + (dy * dy)));

            // The middle of the picture, between two columns, comes from where it was moved from.
            double fromX = middle.x + (dx / 2) - 13.5, fromY = middle.y + (dy / 2) - 10;
            double back = Math.Sqrt((fromX * fromX) + (fromY * fromY)) * factors[^1];
            shifts.Add(back);
            for (int k = 0; k < Height * Width; k++)
            {
                (int line, int column) = Math.DivRem(k, Width);
                double x = middle.x + (dx * (column - 13)) - (dy * (line - 10)), y = middle.y + (dy * (column - 13)) + (dx * (line - 10));
                bool isInside = x >= 0 && x <= Width - 1 && y >= 0 && y <= Height - 1;
                bool isOutside = x <= -1 || x >= Width || y <= -1 || y >= Height;
                Assert.Equal(isInside ? x : isOutside ? Outside : after[k], after[k], 1e-6);
            }
        }

        Assert.All(angles, angle => Assert.InRange(angle, -Degrees, Degrees));
        Assert.All(factors, factor => Assert.InRange(factor, 1 / (1 + Scale), 1 + Scale));
        Assert.All(shifts, shift => Assert.InRange(shift, 0, Shift * Math.Sqrt(2)));
        Assert.True(angles.Min() < -15 && angles.Max() > 15 && factors.Min() < 0.85 && factors.Max() > 1.18 && shifts.Max() > 1.8);
    }

    [Theory]
    [InlineData(28)]
    [InlineData(8)]
    [InlineData(5)]
    public void Vectors_and_single_pixels_turn_alike(int width)
    {
        Shape shape = new(3, 9, width);
        double[] before = [.. StepData.Values(4 * shape.Size, 5)];
        float[] single = TransformedBatch.Values(
            new RandomAffine(180, 0.5, 3, 0.5), shape, Array.ConvertAll(before, value => (float)value), 3);
        double[] twice = TransformedBatch.Values(new RandomAffine(180, 0.5, 3, 0.5), shape, before, 3);
        for (int i = 0; i < single.Length; i++)
        {
            Assert.Equal(twice[i], single[i], 1e-4);
        }
    }

    [Fact]
    public void Without_angle_scale_and_shift_nothing_changes()
    {
        float[] before = Numbers(2 * s_small.Size);
        Assert.Equal(before, TransformedBatch.Values(new RandomAffine(), s_small, before));
        Assert.Equal(before, TransformedBatch.Values(new RandomCrop(0), s_small, before));
        Assert.Equal(before, TransformedBatch.Values(new RandomColor(0, 0, 0), s_small, before));
    }

    [Fact]
    public void Cutout_covers_a_square_in_all_channels_that_may_reach_over_the_border()
    {
        float[] before = Numbers(s_small.Size);
        HashSet<int> places = [], areas = [];
        for (int seed = 0; seed < 200; seed++)
        {
            float[] after = TransformedBatch.Values(new Cutout(3, -7), s_small, before, seed);
            int[] covered = [.. Enumerable.Range(0, 20).Where(k => after[k] == -7)];
            int[] lines = [.. covered.Select(k => k / 5).Distinct()], columns = [.. covered.Select(k => k % 5).Distinct()];
            Assert.Equal(lines.Length * columns.Length, covered.Length);
            Assert.True(lines.Length is 2 or 3 && columns.Length is 2 or 3);
            Assert.True(lines[^1] - lines[0] < 3 && columns[^1] - columns[0] < 3);
            Assert.All(Enumerable.Range(0, 40), k => Assert.Equal(covered.Contains(k % 20) ? -7 : before[k], after[k]));
            places.Add((lines[0] * 5) + columns[0] + (100 * lines.Length) + (1000 * columns.Length));
            areas.Add(covered.Length);
        }

        // As many places as the middle has: all pixels.
        Assert.Equal(20, places.Count);
        Assert.Equal([4, 6, 9], areas.Order());
    }

    [Fact]
    public void Brightness_contrast_and_saturation_keep_what_they_should()
    {
        Shape shape = new(3, 6, 7);
        double[] before = [.. StepData.Values(shape.Size, 1)];
        const double Black = -0.5;
        double[] bright = TransformedBatch.Values(new RandomColor(0.5, 0, 0, Black), shape, before, 2);
        double factor = (bright[0] - Black) / (before[0] - Black);
        Assert.InRange(Math.Abs(factor - 1), 0.01, 0.5);
        Assert.All(Enumerable.Range(0, before.Length), k => Assert.Equal(Black + (factor * (before[k] - Black)), bright[k], 1e-9));

        double[] contrast = TransformedBatch.Values(new RandomColor(0, 0.5, 0), shape, before, 2);
        double mean = Grey(before).Average();
        factor = (contrast[0] - mean) / (before[0] - mean);
        Assert.InRange(Math.Abs(factor - 1), 0.01, 0.5);
        Assert.All(Enumerable.Range(0, before.Length), k => Assert.Equal(mean + (factor * (before[k] - mean)), contrast[k], 1e-9));

        double[] saturated = TransformedBatch.Values(new RandomColor(0, 0, 0.5), shape, before, 2), grey = Grey(before);
        factor = (saturated[0] - grey[0]) / (before[0] - grey[0]);
        Assert.InRange(Math.Abs(factor - 1), 0.01, 0.5);
        Assert.All(Enumerable.Range(0, before.Length), k =>
            Assert.Equal(grey[k % 42] + (factor * (before[k] - grey[k % 42])), saturated[k], 1e-9));
    }

    [Fact]
    public void Brightness_contrast_and_saturation_come_in_this_order()
    {
        Shape shape = new(3, 6, 7);
        double[] before = [.. StepData.Values(shape.Size, 1)];
        double[] all = TransformedBatch.Values(new RandomColor(0.5, 0.6, 0.7, 0.2), shape, before, 2);

        // The factors are drawn in their order, so each alone draws the ones before it, too.
        double[] one = TransformedBatch.Values(new RandomColor(0.5, 0, 0, 0.2), shape, before, 2);
        double[] two = TransformedBatch.Values(new RandomColor(0, 0.6, 0, 0.2), shape, one, 2);
        double[] three = TransformedBatch.Values(new RandomColor(0, 0, 0.7, 0.2), shape, two, 2);
        Assert.All(Enumerable.Range(0, all.Length), k => Assert.Equal(three[k], all[k], 1e-9));
    }

    [Fact]
    public void The_same_seed_changes_the_same_and_another_something_else()
    {
        Shape shape = new(3, 8, 9);
        float[] before = Numbers(4 * shape.Size);
        foreach (BatchTransform transform in new BatchTransform[]
        {
            new RandomCrop(2), new RandomAffine(10, 0.1, 1), new RandomColor(), new Cutout(3), new RandomNoise(1), new RandomFlip(0.5, 0.5),
        })
        {
            float[] once = TransformedBatch.Values(transform, shape, before, 1);
            Assert.Equal(once, TransformedBatch.Values(transform, shape, before, 1));
            Assert.NotEqual(once, TransformedBatch.Values(transform, shape, before, 2));
            Assert.NotEqual(before, once);
        }
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomFlip(0, vertical: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(1, (PaddingMode)7));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(1, fill: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomAffine(degrees: 181));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomAffine(scale: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomAffine(fill: double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomColor(brightness: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cutout(0));
        InvalidOperationException small = Assert.Throws<InvalidOperationException>(
            () => TransformedBatch.Values(new RandomCrop(4, PaddingMode.Reflect), s_small, Numbers(40)));
        Assert.Contains("4×5", small.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => TransformedBatch.Values(new RandomAffine(), new Shape(40), Numbers(40)));
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 1f + i)];

    private static T[] Places<T>()
        where T : System.Numerics.INumberBase<T> =>
        [
            .. Enumerable.Range(0, Height * Width).Select(k => T.CreateChecked(k % Width)),
            .. Enumerable.Range(0, Height * Width).Select(k => T.CreateChecked(k / Width)),
        ];

    private static double[] Grey(double[] image) =>
        [.. Enumerable.Range(0, 42).Select(k => (0.299 * image[k]) + (0.587 * image[42 + k]) + (0.114 * image[84 + k]))];

    private static float Padded(float[] image, int k, int down, int right, PaddingMode mode)
    {
        (int plane, int y, int x) = (k / 20 * 20, (k % 20 / 5) - down, (k % 5) - right);
        if (mode == PaddingMode.Zeros)
        {
            return y is >= 0 and < 4 && x is >= 0 and < 5 ? image[plane + (y * 5) + x] : 0;
        }

        return image[plane + (Mapped(y, 4) * 5) + Mapped(x, 5)];

        int Mapped(int place, int size) => mode == PaddingMode.Replicate
            ? Math.Clamp(place, 0, size - 1)
            : place < 0 ? -place : place < size ? place : (2 * (size - 1)) - place;
    }
}
