namespace NetGen.Generators.Model;

/// <summary>
/// What the user declared, and nothing else: value-equal through and through, free of Roslyn symbols, syntax and locations.
/// The incremental cache cuts here: two equal models give one compilation.
/// </summary>
/// <param name="Namespace">The class's namespace; empty for the global one.</param>
/// <param name="ContainingTypes">Declarations of the types around the class, outermost first: "public partial class Outer".</param>
/// <param name="Name">The class's name.</param>
/// <param name="Accessibility">"public", "internal", …</param>
/// <param name="Precision">float or double.</param>
/// <param name="Inputs">The class's input attributes (names "Input" and "TokenInput") in the order written.</param>
/// <param name="Losses">The class's loss attributes in the order written.</param>
/// <param name="Stages">The partial properties of type Layer, in the order written.</param>
/// <param name="Blocks">Every block and network its stages use, directly or through others.</param>
internal sealed record NetworkModel(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string Accessibility,
    Precision Precision,
    EquatableArray<AttributeModel> Inputs,
    EquatableArray<AttributeModel> Losses,
    EquatableArray<StageModel> Stages,
    EquatableArray<BlockModel> Blocks)
{
    /// <summary>"Outer.Inner.Name": names the generated files.</summary>
    public string FullName { get; init; } = Name;

    /// <summary>Whether the user documented the class, whose summary generated documentation would double.</summary>
    public bool IsDocumented { get; init; }

    /// <summary>Those of the user's own members whose names generated members may have.</summary>
    public EquatableArray<MemberModel> Members { get; init; }

    /// <summary>What it may cost; null where nothing says it.</summary>
    public AttributeModel? Budget { get; init; }

    /// <summary>What makes all its stages predict in integers; null where nothing does.</summary>
    public AttributeModel? Quantized { get; init; }

    /// <summary>What asks for explanations of its predictions; null where nothing on the class does.</summary>
    public AttributeModel? Explained { get; init; }

    /// <summary>Whether the project references NetGen.Ilgpu, so that kernels for GPUs are wanted too.</summary>
    public bool HasIlgpu { get; init; }

    /// <summary>Whether the project references NetGen.Onnx, so that the network can be written as an ONNX file.</summary>
    public bool HasOnnx { get; init; }

    /// <summary>Whether what each pass makes is written beside the generated files.</summary>
    public bool ShowsPasses { get; init; }
}

/// <summary>One partial property: a named stage and its attributes in the order written.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Keywords">As declared: "public partial", "internal new partial", "partial" …</param>
/// <param name="Operations">The attributes that derive from <see cref="OperationAttribute"/>.</param>
/// <param name="Modifiers">Those that derive from <see cref="ModifierAttribute"/>.</param>
/// <param name="Documentation">
/// What the user wrote about it, as XML without its member element: that of a generated part replaces it. Empty for nothing.
/// </param>
internal sealed record StageModel(
    string Name, string Keywords, EquatableArray<AttributeModel> Operations,
    EquatableArray<AttributeModel> Modifiers, string Documentation = "")
{
    /// <summary>The modifier of that kind; null where there is none.</summary>
    public AttributeModel? Modifier<T>()
        where T : ModifierAttribute =>
        Modifiers.FirstOrDefault(static modifier => modifier.Is<T>());
}

/// <summary>A member of the user's own that is no stage.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The types of a method's parameters, separated by ", "; null for what is no method.</param>
/// <param name="Overload">Its place among the class's members of that name.</param>
internal sealed record MemberModel(string Name, string? Parameters, int Overload);

/// <summary>A class whose stages stand in others: one that derives from BlockAttribute, or a network.</summary>
/// <param name="TypeName">Its metadata name: what attributes refer to it by.</param>
/// <param name="Name">Its name without "Attribute".</param>
/// <param name="Stages">Its stages, in the order written.</param>
internal sealed record BlockModel(string TypeName, string Name, EquatableArray<StageModel> Stages)
{
    /// <summary>What a network takes and gives; null for a block.</summary>
    public InterfaceModel? Interface { get; init; }
}

/// <summary>What a network takes and gives where it stands in another.</summary>
/// <param name="Inputs">Its input attributes.</param>
/// <param name="Outputs">Names of the stages it predicts.</param>
/// <param name="IsFaulty">Whether the front end reports something of it.</param>
internal sealed record InterfaceModel(EquatableArray<AttributeModel> Inputs, EquatableArray<string> Outputs, bool IsFaulty);

/// <summary>One attribute, with every argument by name: positional ones carry the name of the constructor's parameter.</summary>
/// <param name="Name">The attribute class's name without "Attribute": "Conv2d".</param>
/// <param name="Arguments">The arguments given; what was left out is not here.</param>
/// <param name="Site">Where it stands, for diagnostics.</param>
/// <param name="Block">
/// The metadata name of its class where that is a block, of the network that [Subnetwork] names; null for operations.
/// </param>
internal sealed record AttributeModel(string Name, EquatableArray<ArgumentModel> Arguments, Site Site, string? Block = null)
{
    /// <summary>What the method that it names computes; null where it names none.</summary>
    public FunctionModel? Function { get; init; }

    public bool Is<T>() => typeof(T).Name == $"{Name}Attribute";
}

/// <summary>One argument of an attribute: an operation's by its name in camel case ("kernel"), a block's by its name as declared.</summary>
internal sealed record ArgumentModel(string Name, ArgumentValue Value);

/// <summary>A constant: exactly one of the members is set. Numbers (int, float, double, bool as 0/1, enums) are kept as double.</summary>
internal sealed record ArgumentValue(double? Number = null, string? Text = null, EquatableArray<ArgumentValue>? Items = null);

/// <summary>
/// A place to report at, kept free of positions so that a moved line changes nothing:
/// the class (no member), a member, or one of their attributes by index.
/// </summary>
/// <param name="Member">The property's name; null for the class itself.</param>
/// <param name="Attribute">Index into the symbol's GetAttributes(); −1 for the declaration's identifier.</param>
/// <param name="Block">Metadata name of the block it stands in; null for the network's class.</param>
/// <param name="Overload">Place among the members of that name.</param>
internal sealed record Site(string? Member, int Attribute, string? Block = null, int Overload = 0)
{
    /// <summary>Which of the syntax nodes of a method; −1 for none.</summary>
    public int Node { get; init; } = -1;
}
