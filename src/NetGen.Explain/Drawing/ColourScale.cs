using SkiaSharp;

namespace NetGen.Explain;

/// <summary>From a number to a colour.</summary>
internal static class ColourScale
{
    private static readonly SKColor s_fall = new(0x3f, 0x5b, 0xd9), s_rise = new(0xd9, 0x41, 0x2f), s_middle = new(0xf4, 0xf4, 0xf6);

    // Viridis of Smith and van der Walt at five places: even steps for the eye, also in grey.
    private static readonly SKColor[] s_amount =
        [new(0x44, 0x01, 0x54), new(0x3b, 0x52, 0x8b), new(0x21, 0x91, 0x8c), new(0x5e, 0xc9, 0x62), new(0xfd, 0xe7, 0x25)];

    /// <summary>−1 blue, 0 nearly white, 1 red.</summary>
    public static SKColor Signed(double value) => double.IsNaN(value) ? SKColors.Gray
        : Mix(s_middle, value < 0 ? s_fall : s_rise, Math.Min(Math.Abs(value), 1));

    /// <summary>0 dark violet to 1 yellow.</summary>
    public static SKColor Amount(double value)
    {
        if (double.IsNaN(value))
        {
            return SKColors.Gray;
        }

        double place = Math.Clamp(value, 0, 1) * (s_amount.Length - 1);
        int below = Math.Min((int)place, s_amount.Length - 2);
        return Mix(s_amount[below], s_amount[below + 1], place - below);
    }

    /// <summary>0 blue, over violet, to 1 red: small and large values of a feature.</summary>
    public static SKColor LowHigh(double value) => double.IsNaN(value) ? SKColors.Gray : Mix(s_fall, s_rise, Math.Clamp(value, 0, 1));

    /// <summary>0 black to 1 white.</summary>
    public static SKColor Grey(double value)
    {
        byte grey = (byte)Math.Round(byte.MaxValue * (double.IsNaN(value) ? 0.5 : Math.Clamp(value, 0, 1)));
        return new(grey, grey, grey);
    }

    /// <summary>A colour between two.</summary>
    public static SKColor Mix(SKColor from, SKColor to, double share)
    {
        return new(Between(from.Red, to.Red), Between(from.Green, to.Green), Between(from.Blue, to.Blue));

        byte Between(byte a, byte b) => (byte)Math.Round(a + ((b - a) * share));
    }
}
