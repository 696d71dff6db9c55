namespace NetGen.Generators.Kernels;

/// <summary>What a kernel of the runtime is called with, beside the references: named as the method's parameter or the shape's property.</summary>
internal abstract record Setting(string Name);

/// <summary>A whole number.</summary>
internal sealed record Field(string Name, Dim Value) : Setting(Name);

/// <summary>A number that is not whole.</summary>
internal sealed record Real(string Name, double Value) : Setting(Name);

/// <summary>That something is so.</summary>
internal sealed record Flag(string Name) : Setting(Name);
