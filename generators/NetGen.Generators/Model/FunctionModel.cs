using NetGen.Generators.Graph;

namespace NetGen.Generators.Model;

/// <summary>
/// What a user's differentiable method computes, as steps that each use those before them: branches are choices, loops are written out,
/// calls are put in place. Value-equal, and free of the text of the method: another comment changes nothing.
/// </summary>
/// <param name="Name">The method's name.</param>
/// <param name="Given">What it is given, in order.</param>
/// <param name="Learnt">Its learnt parameters, in order.</param>
/// <param name="Steps">What is computed.</param>
/// <param name="Results">Steps that it returns; a cell's state comes first.</param>
internal sealed record FunctionModel(
    string Name, EquatableArray<GivenModel> Given, EquatableArray<LearntModel> Learnt, EquatableArray<FunctionStep> Steps,
    EquatableArray<int> Results)
{
    /// <summary>Whether rows whose length the network says can have so many numbers.</summary>
    public bool Fits(int channels) => Steps.All(step => step.Operands.Count == 0
        || step.Kind switch
        {
            StepKind.Element when step.Operands.Count == 1 && IsOpen(step.Operands[0]) => step.Index < channels,
            StepKind.Slice when IsOpen(step.Operands[0]) => step.Index + step.Width <= channels,
            StepKind.Product when IsOpen(step.Operands[1]) => Steps[step.Operands[0]].Columns == channels,
            _ => true,
        });

    private bool IsOpen(int step) => Steps[step] is { IsRow: true, Width: 0 };
}

/// <summary>A value that a method is given: one for each element, row or position.</summary>
/// <param name="Name">The parameter's or field's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Width">How many numbers a row has; 0 where the network says it.</param>
internal sealed record GivenModel(string Name, GivenKind Kind, int Width = 1);

internal enum GivenKind
{
    /// <summary>A value, or a part of a cell's input.</summary>
    Value,

    /// <summary>A part of a cell's state.</summary>
    State,

    /// <summary>The target of a loss.</summary>
    Target,

    /// <summary>The class label of a loss.</summary>
    Label,

    /// <summary>A sample's weight in a loss.</summary>
    Weight,
}

/// <summary>A learnt parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sizes">None for a number, one for a row, two for a matrix.</param>
/// <param name="Start">What it starts from; null for what is usual.</param>
/// <param name="Min">The least it may become.</param>
/// <param name="Max">The most.</param>
/// <param name="IsPerChannel">Whether a number has one value for each channel.</param>
internal sealed record LearntModel(
    string Name, EquatableArray<int> Sizes, double? Start, double Min, double Max, bool IsPerChannel);

/// <summary>One step of a method.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Operands">The steps it reads.</param>
internal sealed record FunctionStep(StepKind Kind, EquatableArray<int> Operands)
{
    /// <summary>The formula of a map over its operands: input 0 is the first.</summary>
    public Expr? Body { get; init; }

    /// <summary>Which value is given or learnt; the first element of a slice; the place of an element.</summary>
    public int Index { get; init; }

    /// <summary>Whether it has a number for each element of a row.</summary>
    public bool IsRow { get; init; }

    /// <summary>How many; 0 where the network says it.</summary>
    public int Width { get; init; } = 1;

    /// <summary>Columns of a matrix, whose rows are <see cref="Width"/>.</summary>
    public int Columns { get; init; }

    /// <summary>What the user calls it; empty for what has no name.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// The step that is 1 where it is computed at all and 0 elsewhere; −1 for always. Where it is not, it may be no number, and its
    /// derivative must not be asked.
    /// </summary>
    public int Guard { get; init; } = -1;
}

internal enum StepKind
{
    /// <summary>Something given.</summary>
    Given,

    /// <summary>Something learnt.</summary>
    Learnt,

    /// <summary>A formula.</summary>
    Map,

    /// <summary>The sum of a row's numbers.</summary>
    Sum,

    /// <summary>The largest of them.</summary>
    Max,

    /// <summary>How many numbers a row has.</summary>
    Length,

    /// <summary>One number of a row: at a place, or where a label (the second operand) says.</summary>
    Element,

    /// <summary>A learnt matrix times a row.</summary>
    Product,

    /// <summary>A part of a row.</summary>
    Slice,
}
