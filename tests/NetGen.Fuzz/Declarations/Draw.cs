using CsCheck;

namespace NetGen.Fuzz.Declarations;

/// <summary>Random choices out of CsCheck's generator of numbers.</summary>
internal sealed class Draw(PCG numbers)
{
    /// <summary>A number from one to another, both among them.</summary>
    public int From(int least, int most) => least + (int)numbers.Next((uint)(most - least + 1));

    /// <summary>True once in so many times.</summary>
    public bool Once(int times) => From(1, times) == 1;

    public T One<T>(IReadOnlyList<T> all) => all[From(0, all.Count - 1)];

    public T One<T>(params T[] all) => all[From(0, all.Length - 1)];

    /// <summary>A number that divides another.</summary>
    public int DivisorOf(int number) => One<int>([.. Enumerable.Range(1, number).Where(candidate => number % candidate == 0)]);

    /// <summary>Outputs of a layer: few, now and then around the width of a vector.</summary>
    public int Width() => Once(8) ? One(16, 17, 31, 33) : From(1, 9);
}
