namespace NetGen.Generators.Kernels;

/// <summary>What the runtime's kernels are called with beside references: a parameter of the method or a property of the shape.</summary>
internal abstract record Setting(string Name);

/// <summary>A whole number.</summary>
internal sealed record Field(string Name, Dim Value) : Setting(Name);

/// <summary>A number that is not whole.</summary>
internal sealed record Real(string Name, double Value) : Setting(Name);

/// <summary>That something is so.</summary>
internal sealed record Flag(string Name) : Setting(Name);
