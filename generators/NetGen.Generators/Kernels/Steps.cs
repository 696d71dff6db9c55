namespace NetGen.Generators.Kernels;

/// <summary>Where the first element of an operand lies, and how far neighbours along each axis are apart.</summary>
internal sealed record Steps(int Origin, Dim Sample, int Line, int Pixel, int Channel = 1);
