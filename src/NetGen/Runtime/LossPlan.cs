using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>One loss of a program.</summary>
/// <param name="Name">Of the stage it is on.</param>
/// <param name="Offset">Where its value, without its weight in the sum, lies among the vectors.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record LossPlan(string Name, int Offset);
