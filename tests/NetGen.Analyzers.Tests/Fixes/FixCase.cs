namespace NetGen.Analyzers.Tests;

/// <summary>Something that a code fix mends.</summary>
/// <param name="Id">What is reported, once.</param>
/// <param name="Title">What the user chooses.</param>
/// <param name="Before">A file.</param>
/// <param name="After">The same, mended: then it is reported no more.</param>
public sealed record FixCase(string Id, string Title, string Before, string After)
{
    public override string ToString() => $"{Id} {Title}: {Before}";
}
